"""The upload of a plan: its units, handed one by one to the collection's own upload."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve
from synapse_http.content import file_part
from synapse_runtime import ClientError, InvalidArgumentError, UploadError
from synapse_runtime.calls.build_request import CallArguments
from synapse_runtime.calls.client_state import with_options
from synapse_runtime.dispatch import dispatch
from synapse_transfer.recipes.collection.job import Settings

from .units import UploadSummary, is_utf8

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from synapse_http.content import FilePart
    from synapse_runtime import Flow
    from synapse_runtime.calls.client_state import ClientState

    from .units import Contents, File, Report, Target

CHOICES = ("refuse", "skip")

SHOWN_ERRORS = 5
"""Errors that a refusal lists; it counts the others."""


def upload(
    state: ClientState, target: Target, contents: Contents, on_invalid: str = "refuse", report: Report | None = None
) -> Flow[UploadSummary]:
    """Upload the units of a plan that have no errors."""
    if on_invalid not in CHOICES:
        raise InvalidArgumentError(f"on_invalid must be one of {', '.join(CHOICES)}, got {on_invalid!r}")
    if on_invalid == "refuse":
        check_contents(contents, "on_invalid='skip'")
    operation = state.service.operation(target.operation)
    assert operation.composite is not None
    settings = Settings(**operation.composite.settings)
    with ExitStack() as stack:
        progress = _Upload(contents, _open_report(stack, report or state.options.report))
        state = with_options(state, {"report": progress.end})
        defaults = {parameter.name: parameter.default for parameter in operation.parameters}
        named = {settings.collection: target.collection, settings.project: target.project, settings.groups: progress}
        yield from dispatch(state.with_call_deadline(), operation, CallArguments({**defaults, **named}))
        return progress.summary()


def check_contents(contents: Contents, skip: str) -> None:
    """Raise InvalidArgumentError if a plan has errors; `skip` is how the caller asks to leave those units out."""
    errors = contents.errors
    if errors:
        shown = "; ".join(f"{error.place}: {error.message}" for error in errors[:SHOWN_ERRORS])
        more = f" (and {len(errors) - SHOWN_ERRORS} more)" if len(errors) > SHOWN_ERRORS else ""
        what = "error" if len(errors) == 1 else "errors"
        sound = sum(not unit.problems for unit in contents.units.values())
        raise InvalidArgumentError(
            f"the folder has {len(errors)} {what}: {shown}{more}. Nothing was uploaded. Correct them, "
            f"or leave them out with {skip}, which uploads {sound} of {len(contents.units)} data units"
        )


def _open_report(stack: ExitStack, report: Report | None) -> Callable[[dict[str, Any]], object]:
    """Return what takes the result of a unit."""
    if report is None:
        return lambda _: None
    if callable(report):
        return report
    path = Path(report)
    file = stack.enter_context(path.open("w", encoding="utf-8", buffering=1))
    return lambda result: file.write(json.dumps(result, ensure_ascii=False) + "\n")


class _Upload:
    """An iterator of the groups of a plan, which knows what their results are of."""

    def __init__(self, contents: Contents, report: Callable[[dict[str, Any]], object]) -> None:
        self._contents = contents
        self._units = iter(contents.units.values())
        self._errors: dict[str, list[str]] = {}
        for error in contents.errors:
            self._errors.setdefault(error.unit, []).append(f"{error.place}: {error.message}")
        self._report = report
        self._under_way: dict[int, str] = {}
        """Keys of the units that have no result yet, by their place among those that were handed out."""
        self._place = 0
        self._counts: Counter[str] = Counter()
        self._failures: list[dict[str, Any]] = []

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return self

    def __next__(self) -> dict[str, Any]:
        while True:
            unit = next(self._units)
            if unit.problems:
                self._add(unit.key, {"status": "left_out", "error": "; ".join(self._errors.get(unit.key, ()))})
                continue
            try:
                files = {name: self._open(file) for name, file in unit.files.items()}
            except (OSError, ClientError) as error:
                self._add(unit.key, {"status": "failed", "error": f"{type(error).__name__}: {error}"})
                continue
            self._under_way[self._place] = unit.key
            self._place += 1
            return {"files": files, "meta": unit.meta(self._contents.primary)}

    def end(self, result: dict[str, Any]) -> None:
        """Take the result of a group that was handed out."""
        self._add(self._under_way.pop(result.pop("index")), result)

    def summary(self) -> UploadSummary:
        """Return what became of all units."""
        counts = self._counts
        return UploadSummary(
            created=counts["created"],
            skipped=counts["skipped"],
            failed=counts["failed"],
            left_out=counts["left_out"],
            failures=self._failures,
        )

    def _add(self, key: str, result: dict[str, Any]) -> None:
        rest = dict.fromkeys(("status", "unit", "task", "error", "warning"))
        line: dict[str, Any] = {"key": key, **rest, **result}
        self._counts[line["status"]] += 1
        if line["status"] == "failed":
            self._failures.append(line)
        self._report(line)

    def _open(self, file: File) -> Path | FilePart:
        """Return what is sent of a file: its path, or if that is not UTF-8, its content under the name that is shown.

        Raises:
            OSError: The file is gone.
            UploadError: It is not the one that was planned.
        """
        path = Path(self._contents.root) / file.disk_path
        size = path.stat().st_size
        if size != file.size:
            raise UploadError(
                f"{file.path} had {file.size} bytes in the plan, and has {size} now: "
                "plan again when nothing writes to it"
            )
        if file.disk_path.isascii() or is_utf8(file.disk_path):
            return path
        return evolve(file_part(file.path, path), name=file.path.rpartition("/")[2])
