"""From the files of a folder to data units: assigned, given their metadata, and checked."""

from __future__ import annotations

import os
from difflib import get_close_matches
from typing import TYPE_CHECKING
from unicodedata import normalize

from synapse_runtime import InvalidArgumentError

from synapse_folders.file_types import HEAD_BYTES, SIGNATURES, guess_type, is_secret
from synapse_folders.findings import Findings
from synapse_folders.units import Contents, Unit, without_extension

from .layouts import LAYOUTS, find_layout, mapped
from .scan import scan
from .tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from synapse_folders.units import File

    from .layouts import Layout, Specifications
    from .tables import Row, Table

KEY_COLUMN = "key"
"""Column of a table that holds keys; without it, the first one does."""

KEYS = ("path", "stem")


def read_directory(
    specifications: Specifications,
    root: str | os.PathLike[str],
    *,
    layout: str | None = None,
    map: Mapping[str, str] | None = None,
    manifest: str | os.PathLike[str] | None = None,
    metadata: str | os.PathLike[str] | None = None,
    key: str = "path",
    is_opening: bool = True,
) -> Contents:
    """Read a folder: every file becomes a part of a data unit, or a finding.

    Raises:
        InvalidArgumentError: The folder or a table cannot be read, or the arguments contradict each other.
    """
    ways = [name for name, way in (("layout", layout), ("map", map), ("manifest", manifest)) if way is not None]
    if len(ways) > 1:
        raise InvalidArgumentError(f"{' and '.join(ways)} say the same in different ways: give one of them")
    if key not in KEYS:
        raise InvalidArgumentError(f"key must be one of {', '.join(KEYS)}, got {key!r}")
    folder, findings = os.fspath(root), Findings()
    paths = {name: os.fspath(path) for name, path in (("manifest", manifest), ("metadata", metadata)) if path}
    tables = {name: read_table(name, path, findings) for name, path in paths.items()}
    own = {os.path.realpath(path) for path in paths.values()}
    files = scan(folder, findings)
    if own:
        files = [file for file in files if os.path.join(folder, file.disk_path) not in own]  # noqa: PTH118 - as below
    if manifest is None:
        chosen = choose_layout(files, specifications, layout, map)
        name, description, units = chosen.name, chosen.description, group(files, chosen, key, findings)
    else:
        name, description = "manifest", f"the rows of {tables['manifest'].path}"
        units = group_by_manifest(files, specifications, tables["manifest"], findings)
    units = dict(sorted(units.items()))
    if "metadata" in tables:
        add_metadata(units, tables["metadata"], findings)
    check(folder, units, specifications, findings, is_opening=is_opening)
    return Contents(
        root=folder,
        specifications=specifications,
        layout=name,
        description=description,
        units=units,
        findings=findings.all,
        tables=paths,
    )


def choose_layout(
    files: Sequence[File], specifications: Specifications, layout: str | None, patterns: Mapping[str, str] | None
) -> Layout:
    """Return the layout that the caller names, or that the files have.

    Raises:
        InvalidArgumentError: There is no such layout, or a pattern is of no specification.
    """
    if patterns is not None:
        return mapped(specifications, patterns)
    if layout is None:
        return find_layout(files, specifications)
    if layout not in LAYOUTS:
        raise InvalidArgumentError(f"layout must be one of {', '.join(LAYOUTS)}, got {layout!r}")
    return LAYOUTS[layout](specifications)


def group(files: Sequence[File], layout: Layout, key: str, findings: Findings) -> dict[str, Unit]:
    """Return the units that the files of a layout make, by their keys."""
    units: dict[str, Unit] = {}
    for file in files:
        assigned = layout.assign(file, findings)
        if assigned is not None:
            name, path = assigned
            _put(units, path[path.rfind("/") + 1 :] if key == "stem" else path, name, file, findings)
    return units


def _put(units: dict[str, Unit], key: str, name: str, file: File, findings: Findings) -> None:
    unit = units.get(key)
    if unit is None:
        units[key] = Unit(key, {name: file})
        return
    other = unit.files.setdefault(name, file)
    if other is not file:
        unit.problems += 1
        message = f"a second {name} of the data unit {key!r}, which has {other.path}"
        hint = "rename one of them" if without_extension(other.path) == without_extension(file.path) else ""
        findings.add("duplicate-key", message, file.path, unit=key, hint=hint or "use the key `path`, or rename one")


def group_by_manifest(
    files: Sequence[File], specifications: Specifications, table: Table, findings: Findings
) -> dict[str, Unit]:
    """Return the units that the rows of a manifest describe."""
    by_path = {file.path: file for file in files}
    names = [name for name in table.columns if name in specifications]
    if not names:
        wanted = ", ".join(specifications)
        raise InvalidArgumentError(
            f"manifest: {table.path!r} has the columns {', '.join(table.columns) or 'of no row'}, "
            f"and none is called as a file specification: {wanted}"
        )
    units: dict[str, Unit] = {}
    for row in table.rows:
        files_of_row = _files_of_row(by_path, names, row, table, findings)
        if not files_of_row:
            continue
        first = next(iter(files_of_row.values()))
        key = str(row.values.get(KEY_COLUMN) or without_extension(first.path))
        if key in units:
            units[key].problems += 1
            message = f"a second row for the data unit {key!r}"
            findings.add("duplicate-key", message, table.path, unit=key, row=row.number)
        else:
            values = {name: value for name, value in row.values.items() if name not in {*names, KEY_COLUMN}}
            units[key] = Unit(key, files_of_row, values)
    used = {file.path for unit in units.values() for file in unit.files.values()}
    for path in by_path:
        if path not in used:
            findings.add("unknown-file", "no row of the manifest names it, so it is not uploaded", path)
    return units


def _files_of_row(
    by_path: Mapping[str, File], names: Sequence[str], row: Row, table: Table, findings: Findings
) -> dict[str, File]:
    """Return the files that a row of a manifest names, by specification."""
    files: dict[str, File] = {}
    for name in names:
        path = row.values.get(name)
        if path in {None, ""}:
            continue
        file = by_path.get(normalize("NFC", str(path)).removeprefix("./"))
        if file is None:
            message = f"{str(path)!r} is no file of the folder, or one that is not read"
            findings.add("metadata-without-file", message, table.path, row=row.number, column=name, severity="error")
        else:
            files[name] = file
    return files


def add_metadata(units: Mapping[str, Unit], table: Table, findings: Findings) -> None:
    """Give each unit its row: the one whose first column is its key, or the path of one of its files, exactly."""
    column = KEY_COLUMN if KEY_COLUMN in table.columns else next(iter(table.columns), KEY_COLUMN)
    by_path = {file.path: unit for unit in units.values() for file in unit.files.values()}
    for row in table.rows:
        key = normalize("NFC", str(row.values.get(column, "")))
        unit = units.get(key) or by_path.get(key)
        if unit is None:
            close = get_close_matches(key, units, 1) if len(units) <= MAX_COMPARED else []
            hint = f"did you mean {close[0]!r}?" if close else "keys are paths below the folder, without the extension"
            findings.add(
                "metadata-without-file",
                f"no data unit has the key {key!r}",
                table.path,
                row=row.number,
                column=column,
                hint=hint,
            )
        elif unit.row is not None:
            unit.problems += 1
            message = f"a second row for the data unit {unit.key!r}"
            findings.add("duplicate-key", message, table.path, unit=unit.key, row=row.number, column=column)
        else:
            unit.row = {name: value for name, value in row.values.items() if name != column}
    for unit in units.values():
        if unit.row is None:
            message = f"{table.path} has no row for the data unit"
            findings.add("file-without-metadata", message, unit=unit.key, hint=f"add a row with {column} = {unit.key}")


MAX_COMPARED = 5000
"""Most units whose keys are compared for a hint."""


def check(
    root: str, units: Mapping[str, Unit], specifications: Specifications, findings: Findings, *, is_opening: bool = True
) -> None:
    """Look at each unit and each of its files, and count in the unit what keeps it from being uploaded.

    With `is_opening`, files are opened for their first bytes.
    """
    extensions = {name: rule.extensions for name, rule in specifications.items()}
    required = [name for name, rule in specifications.items() if rule.is_required]
    spellings = dict[str, str]()
    for key, unit in units.items():
        for name in required:
            if name not in unit.files:
                unit.problems += 1
                message = f"the data unit {key!r} has no {name}, which the collection requires"
                path = next(iter(unit.files.values())).path
                findings.add("missing-required", message, path, unit=key, hint="add it, or leave the unit out")
        other = spellings.setdefault(key.casefold(), key)
        if other != key:
            message = f"the keys {other!r} and {key!r} differ by case alone: on Windows and macOS they are one file"
            findings.add("case-clash", message, next(iter(unit.files.values())).path, unit=key)
    folder = os.path.join(root, "")  # noqa: PTH118 - a string, as there may be millions
    for key, unit in units.items():
        for name, file in unit.files.items():
            problem = _check_file(folder if is_opening else "", name, file, extensions[name])
            if problem:
                unit.problems += 1
                findings.add(problem[0], problem[1], file.path, unit=key, hint=problem[2])


def _check_file(folder: str, name: str, file: File, extensions: frozenset[str]) -> tuple[str, str, str] | None:
    """Return rule, message and hint of what is wrong with a file; None if nothing is."""
    if not file.size:
        return "empty-file", "it is empty, and empty files cannot be uploaded", "remove it, or copy it again"
    if is_secret(file.path.rpartition("/")[2]):
        return "looks-like-secret", "a file of this name usually holds a password or a key", "move it out of the folder"
    extension = file.extension
    if extensions and extension not in extensions:
        message = f"{name} takes no .{extension} files" if extension else f"{name} takes no files without extension"
        return "extension-not-allowed", message, f"it takes {', '.join(sorted(extensions))}"
    if not folder:
        return None
    try:
        descriptor = os.open(folder + file.disk_path, os.O_RDONLY)
        try:
            head = os.read(descriptor, HEAD_BYTES)
        finally:
            os.close(descriptor)
    except OSError as error:
        return "unreadable", f"it cannot be read: {error.strerror}", "change its permissions"
    signature = SIGNATURES.get(extension)
    if signature is None or signature.match(head):
        return None
    real = guess_type(head)
    hint = f"it looks like .{real}: give it this extension, or convert it" if real else "is it damaged?"
    return "type-mismatch", f"it does not begin as a .{extension} file does", hint
