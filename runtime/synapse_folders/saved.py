"""Plans as files of JSON lines, which people and programs can review: a header, units, findings."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import asdict
from synapse_runtime import InvalidArgumentError

from .findings import Finding
from .units import Contents, File, Specification, Target, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = 1
"""Of the form of the file."""


def write_plan(path: str | os.PathLike[str], target: Target, contents: Contents) -> None:
    """Write a plan; the folder is written as an absolute path."""
    # ASCII, so that names that are not UTF-8 can stand there too.
    with Path(path).open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in _lines(target, contents))


def _lines(target: Target, contents: Contents) -> Iterator[dict[str, Any]]:
    rules = {
        name: {"is_required": rule.is_required, "file_type": rule.file_type}
        for name, rule in contents.specifications.items()
    }
    yield {
        "plan": VERSION,
        **asdict(target),
        "root": os.path.abspath(contents.root),  # noqa: PTH100 - resolve() would follow links
        "layout": contents.layout,
        "description": contents.description,
        "specifications": rules,
        "tables": dict(contents.tables),
    }
    for unit in contents.units.values():
        files = {name: {**file._asdict(), "disk_path": file.disk_path} for name, file in unit.files.items()}
        for name, file in unit.files.items():
            if file.disk_path == file.path:
                del files[name]["disk_path"]
        row = {} if unit.row is None else {"row": dict(unit.row)}
        yield {"unit": unit.key, "files": files, **row, **({"problems": unit.problems} if unit.problems else {})}
    for finding in contents.findings:
        yield {"finding": finding.rule, **{key: value for key, value in finding.to_dict().items() if key != "rule"}}


def read_plan(path: str | os.PathLike[str], root: str | os.PathLike[str] | None = None) -> tuple[Target, Contents]:
    """Read a plan that was written.

    Raises:
        InvalidArgumentError: It is no plan, or of another form.
    """
    units: dict[str, Unit] = {}
    findings: list[Finding] = []
    number = 0
    try:
        with Path(path).open(encoding="utf-8") as file:
            header = _parse_header(json.loads(file.readline()))
            for number, text in enumerate(file, 2):  # noqa: B007 - the error shows it
                line = json.loads(text)
                if "finding" in line:
                    findings.append(Finding(rule=line.pop("finding"), **line))
                else:
                    units[line["unit"]] = _parse_unit(line)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        place = f"line {number or 1}"
        raise InvalidArgumentError(f"{os.fspath(path)!r} is no plan of an upload ({place}: {error!r:.80})") from None
    target = Target(**{name: header[name] for name in ("operation", "collection", "name", "project")})
    contents = Contents(
        root=header["root"] if root is None else os.fspath(root),
        specifications={name: Specification(name, **rule) for name, rule in header["specifications"].items()},
        layout=header["layout"],
        description=header["description"],
        units=units,
        findings=findings,
        tables=header["tables"],
    )
    return target, contents


def _parse_header(header: dict[str, Any]) -> dict[str, Any]:
    if header["plan"] != VERSION:
        raise ValueError(f"version {header['plan']}, this program reads {VERSION}")
    return header


def _parse_unit(line: dict[str, Any]) -> Unit:
    files = {
        name: File(file["path"], file["size"], file["mtime_ns"], file.get("disk_path", file["path"]))
        for name, file in line["files"].items()
    }
    return Unit(line["unit"], files, line.get("row"), line.get("problems", 0))
