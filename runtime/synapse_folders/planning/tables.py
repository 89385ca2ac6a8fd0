"""Tables of metadata, and manifests: their rows, with the types that the file has."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime, time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from synapse_runtime import InvalidArgumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from synapse_folders.findings import Findings


class Row(NamedTuple):
    """A row of a table."""

    number: int
    """Its line in the file, from 1, the header included; of Parquet its number."""
    values: Mapping[str, Any]


class Table(NamedTuple):
    """A table, as it was read."""

    path: str
    columns: list[str]
    rows: list[Row]


def read_table(argument: str, source: str, findings: Findings) -> Table:
    """Read a table by its extension; what is wrong with single rows is a finding.

    Raises:
        InvalidArgumentError: It cannot be read as a whole.
    """
    path = Path(source)
    read = READERS.get(path.suffix.lower())
    if read is None:
        raise InvalidArgumentError(f"{argument}: {source!r} must be one of {', '.join(READERS)}")
    try:
        rows = [*read(path, findings)]
    except OSError as error:
        raise InvalidArgumentError(f"{argument}: {source!r} cannot be read: {error.strerror or error}") from None
    except _Malformed as error:
        raise InvalidArgumentError(f"{argument}: {source!r} {error}") from None
    columns = dict.fromkeys(name for row in rows for name in row.values)
    return Table(path.name, [*columns], rows)


class _Malformed(Exception):  # noqa: N818 - a signal inside this module
    """A table cannot be read as a whole."""


def _read_text(path: Path, findings: Findings) -> str:
    """Return the text of a file in UTF-8, else in cp949, as Excel saves it on Korean systems."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        try:
            text = content.decode("cp949")
        except UnicodeDecodeError:
            line = content[: error.start].count(b"\n") + 1
            raise _Malformed(f"is neither UTF-8 nor cp949 (line {line}): save it as UTF-8") from None
    findings.add("decoded", "the table is not UTF-8, and was read as cp949", path.name)
    return text


def _read_csv(path: Path, findings: Findings) -> Iterator[Row]:
    text = _read_text(path, findings)
    header = text.partition("\n")[0]
    delimiter = max(",\t;", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return _with_header(path, findings, _numbered(reader))


def _numbered(reader: Any) -> Iterator[tuple[int, list[Any]]]:
    """Yield each record of a CSV file with the line that it begins at."""
    line = 1
    for record in reader:
        yield line, record
        line = reader.line_num + 1


def _with_header(path: Path, findings: Findings, records: Iterator[tuple[int, list[Any]]]) -> Iterator[Row]:
    """Yield rows whose first record names the columns."""
    _, header = next(records, (0, list[Any]()))
    columns = [str(name).strip() if name is not None else "" for name in header]
    double = next((name for name in columns if name and columns.count(name) > 1), "")
    if not any(columns) or double:
        raise _Malformed(f"has two columns {double!r}: rename one" if double else "is empty: it needs a row of columns")
    for number, record in records:
        if any(value not in {None, ""} for value in record):
            if any(value not in {None, ""} for value in record[len(columns) :]):
                message = f"the row has {len(record)} cells, and the table {len(columns)} columns"
                findings.add("malformed-row", message, path.name, row=number, hint="quote a cell that has a comma")
            else:
                pairs = zip(columns, record, strict=False)
                yield Row(number, {name: _plain(value) for name, value in pairs if name and value is not None})


def _read_lines(path: Path, findings: Findings) -> Iterator[Row]:
    for number, line in enumerate(_read_text(path, findings).splitlines(), 1):
        if line.strip():
            try:
                value: Any = json.loads(line)
            except ValueError as error:
                findings.add("malformed-row", f"the line is not JSON: {error}", path.name, row=number)
                continue
            if isinstance(value, dict):
                yield Row(number, value)
            else:
                findings.add("malformed-row", f"the line is no JSON object, but {value!r:.40}", path.name, row=number)


def _read_excel(path: Path, findings: Findings) -> Iterator[Row]:
    openpyxl = _import_extra("openpyxl", "excel", path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # noqa: BLE001 - of a library, and of the file
        raise _Malformed(f"is no Excel workbook: {error}") from None
    try:
        records = ((number, [*record]) for number, record in enumerate(book.active.iter_rows(values_only=True), 1))
        yield from _with_header(path, findings, records)
    finally:
        book.close()


def _read_parquet(path: Path, _: Findings) -> Iterator[Row]:
    parquet = _import_extra("pyarrow.parquet", "parquet", path)
    try:
        rows: list[dict[str, Any]] = parquet.read_table(path).to_pylist()
    except Exception as error:  # noqa: BLE001 - of a library, and of the file
        raise _Malformed(f"is no Parquet file: {error}") from None
    for number, values in enumerate(rows, 1):
        yield Row(number, {name: _plain(value) for name, value in values.items() if value is not None})


def _import_extra(module: str, extra: str, path: Path) -> Any:
    try:
        return import_module(module)
    except ImportError:
        name = module.partition(".")[0]
        raise _Malformed(
            f"needs {name}: install it, or the extra {extra!r}, or save {path.name} as CSV or JSON lines"
        ) from None


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: dates become ISO 8601."""
    return value.isoformat() if isinstance(value, (datetime, date, time)) else value


READERS: Final[Mapping[str, Callable[[Path, Findings], Iterable[Row]]]] = {
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".jsonl": _read_lines,
    ".ndjson": _read_lines,
    ".xlsx": _read_excel,
    ".parquet": _read_parquet,
}
"""Extension, to what reads such a table."""
