"""What commands print: data on stdout, in one of the formats of `FORMATS`, row by row where the format allows it.

A result is one value, or rows that are still being fetched.
"""

from __future__ import annotations

import json
import sys
from itertools import chain, islice
from textwrap import indent
from typing import TYPE_CHECKING, Any, Final

import click
from synapse_http.values import is_list, is_object

from .notes import holding_notes, note
from .result import AUTO, OutputOptions, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

SAMPLE_ROWS: Final = 100
"""Rows that decide the columns of a table and of CSV: a page, so that it starts when the first one is there."""


def print_result(result: Result, options: OutputOptions) -> None:
    """Write a result to stdout.

    Raises:
        ClickException: The query does not fit the result, or the format cannot show it.
    """
    if options.query is not None:
        value = options.query(list(result.value) if result.is_list else result.value)
        result = Result(iter(value) if is_list(value) else value, is_list(value), result.key)
    is_terminal = sys.stdout.isatty()
    if isinstance(result.value, bytes):
        _write_bytes(result.value, is_terminal=is_terminal)
        return
    if isinstance(result.value, str) and options.format == AUTO:
        _write_text(result.value, is_terminal=is_terminal)
        return
    name = options.format if options.format != AUTO else "table" if is_terminal else "jsonl"
    lines = FORMATS[name](result)
    with holding_notes():
        (_page if name == "table" and is_terminal else _write)(lines)


def compile_query(expression: str) -> Callable[[Any], Any]:
    """Return the function that a JMESPath expression is. It is called before anything is sent.

    Raises:
        UsageError: It is no expression, or jmespath is not installed.
    """
    try:
        import jmespath  # an extra, and few commands need it
        from jmespath.exceptions import JMESPathError
    except ImportError:
        raise click.UsageError("--query needs jmespath: pip install jmespath") from None
    examples = "Examples: '[].id', 'length(@)', \"[?status=='pending'].id\"; see https://jmespath.org"

    def search(value: Any) -> Any:
        try:
            return compiled.search(value)
        except JMESPathError as error:
            raise click.ClickException(f"--query {expression!r} does not fit the result: {error}. {examples}") from None

    try:
        compiled = jmespath.compile(expression)
    except JMESPathError as error:
        raise click.UsageError(f"--query {expression!r} is no expression: {error}. {examples}") from None
    return search


def _write(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)  # flushed, so that a pipe has each row at once


def _write_bytes(content: bytes, *, is_terminal: bool) -> None:
    if is_terminal:
        note(f"{len(content)} bytes, which are not for a terminal: write them to a file with > FILE")
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def _write_text(text: str, *, is_terminal: bool) -> None:
    from .tables import printable  # few results are a text

    _write(printable(line) if is_terminal else line for line in text.splitlines())


def _page(lines: Iterator[str]) -> None:
    """Write lines to a terminal, through a pager if they do not fit on it."""
    from os import environ  # terminals only

    from .tables import terminal_size  # likewise

    first = list(islice(lines, terminal_size().lines - 1))
    rest = next(lines, None)
    if rest is None:
        _write(first)
        return
    environ.setdefault("LESS", "FRX")  # as git does: colors stay, and so does what was read
    click.echo_via_pager(f"{line}\n" for line in chain(first, [rest], lines))


def _rows(result: Result) -> Iterator[Any]:
    return iter(result.value) if result.is_list else iter([result.value])


def _dump(value: Any, spaces: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=spaces)


def _json_lines(result: Result) -> Iterator[str]:
    return map(_dump, _rows(result))


def _json(result: Result) -> Iterator[str]:
    """Yield one JSON document; the rows of a list appear as they come."""
    if not result.is_list:
        yield _dump(result.value, 2)
        return
    waiting = ""  # a row is written when it is known whether a comma follows
    for row in result.value:
        yield f"{waiting}," if waiting else "["
        waiting = indent(_dump(row, 2), "  ")
    yield from (waiting, "]") if waiting else ("[]",)


def _csv(result: Result) -> Iterator[str]:
    from csv import writer  # one format needs it
    from io import StringIO

    def line(cells: Iterable[Any]) -> str:
        buffer = StringIO()
        writer(buffer, lineterminator="").writerow(cells)
        return buffer.getvalue()

    rows = _rows(result)
    sample = list(islice(rows, SAMPLE_ROWS))
    columns = list(dict.fromkeys(name for row in sample for name in _fields(row)))
    if sample:
        yield line(columns)
    lost: dict[str, None] = {}
    for row in chain(sample, rows):
        fields = _fields(row)
        lost |= dict.fromkeys(name for name in fields if name not in columns)
        yield line(_cell(fields.get(name)) for name in columns)
    if lost:
        note(f"Note: only rows after the first {SAMPLE_ROWS} have {', '.join(lost)}, which the CSV lacks.")


def _fields(row: Any) -> Mapping[str, Any]:
    return row if is_object(row) else {"value": row}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else _dump(value)


def _ids(result: Result) -> Iterator[str]:
    for row in _rows(result):
        yield str(row_id(row, result.key))


def row_id(row: Any, key: str) -> Any:
    """Return what identifies a row: its key, or its only field that ends in `_id`.

    Raises:
        ClickException: It has neither.
    """
    if not is_object(row):
        return row
    fields = row
    if key in fields:
        return fields[key]
    others = [name for name in fields if name.endswith("_id")]
    if len(others) == 1:
        return fields[others[0]]
    raise click.ClickException(
        f"Done, but the result has no {key!r} to print. It has {', '.join(fields) or 'no fields'}: "
        "choose with --query, or print it with --format json"
    )


def _table(result: Result) -> Iterator[str]:
    from .tables import object_lines, table_lines  # one format needs them

    if not result.is_list:
        return object_lines(result.value)
    rows = _rows(result)
    return table_lines(list(islice(rows, SAMPLE_ROWS)), rows, result.key)


FORMATS: Final[Mapping[str, Callable[[Result], Iterator[str]]]] = {
    "table": _table,
    "json": _json,
    "jsonl": _json_lines,
    "csv": _csv,
    "ids": _ids,
}
"""Each format, and what makes its lines."""
