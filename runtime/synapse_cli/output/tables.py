"""Tables on a terminal: columns that fit its width, and nothing in them that a terminal would obey."""

from __future__ import annotations

import json
import os
import shutil
import unicodedata
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click
from synapse_http.values import is_list, is_object

from .notes import note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

MAX_CELL: Final = 40
"""Widest column of a table."""
MIN_NAME: Final = 12
GAP: Final = "  "


class Column(NamedTuple):
    """One column of a table."""

    name: str
    width: int
    is_number: bool


def terminal_size() -> os.terminal_size:
    """Return the size of the terminal; 80 by 24 if it is not known."""
    return shutil.get_terminal_size()


def bold(text: str) -> str:
    """Return a text that stands out, unless NO_COLOR is set."""
    return text if os.environ.get("NO_COLOR") else click.style(text, bold=True)


def object_lines(value: Any) -> Iterator[str]:
    """Yield the fields of an object, one a line; any other value as it is."""
    if not is_object(value):
        yield from () if value is None else [show(value)]
        return
    fields = value
    if not fields:
        return
    name_width = max(display_width(printable(name)) for name in fields)
    space = max(terminal_size().columns - name_width - len(GAP), MIN_NAME)
    for name, field in fields.items():
        text = show(field)
        cell = text if isinstance(field, str) else cut(text, space)
        yield bold(pad(printable(name), name_width)) + GAP + cell


def table_lines(sample: Sequence[Any], rest: Iterable[Any], key: str) -> Iterator[str]:
    """Yield the lines of a table; the first rows decide its columns."""
    if not sample:
        return
    names = _order(list(dict.fromkeys(name for row in sample for name in _fields(row))), sample, key)
    columns, left_out = _fit(names, sample)
    yield bold(_line(columns, [column.name.upper() for column in columns]))
    for row in chain(sample, rest):
        fields = _fields(row)
        yield _line(columns, [show(fields.get(column.name)) for column in columns])
    if left_out:
        note(f"Not shown: {', '.join(left_out)}. --format json shows all fields.")


def show(value: Any) -> str:
    """Return a value as one line that a terminal may print."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return printable(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def printable(text: str) -> str:
    """Return a text without line breaks, and with escapes for the characters that would control a terminal."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else " " if char in "\r\n\t" else repr(char)[1:-1] for char in text)


def display_width(text: str) -> int:
    """Return how many columns of a terminal a text takes: Korean syllables take two."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Return a text filled up to a width."""
    filler = " " * (width - display_width(text))
    return filler + text if right else text + filler


def cut(text: str, width: int) -> str:
    """Return a text that is no wider; the last character of a longer one is an ellipsis."""
    if display_width(text) <= width:
        return text
    totals = accumulate(map(display_width, text))
    return "".join(char for char, total in zip(text, totals, strict=True) if total < width) + "…"


def _fields(row: Any) -> Mapping[str, Any]:
    return row if is_object(row) else {"value": row}


def _order(names: list[str], sample: Sequence[Any], key: str) -> list[str]:
    """Return the key first, then the fields with plain values, then those that hold objects or lists."""
    nested = {name for row in sample for name, value in _fields(row).items() if is_object(value) or is_list(value)}
    return sorted(names, key=lambda name: (name != key, name in nested))


def _fit(names: Sequence[str], sample: Sequence[Any]) -> tuple[list[Column], list[str]]:
    """Return the columns that fit the terminal, and the names of the others."""
    columns: list[Column] = []
    left_out: list[str] = []
    space = terminal_size().columns
    for name in names:
        values = [_fields(row).get(name) for row in sample]
        widest = max(display_width(show(value)) for value in values)
        numbers = [value for value in values if value is not None]
        is_number = bool(numbers) and all(
            isinstance(value, (int, float)) and value is not True and value is not False for value in numbers
        )
        column = Column(printable(name), max(min(widest, MAX_CELL), display_width(printable(name))), is_number)
        if columns and column.width + len(GAP) > space:
            left_out.append(column.name)
            continue
        columns.append(column)
        space -= column.width + (len(GAP) if len(columns) > 1 else 0)
    return columns, left_out


def _line(columns: Sequence[Column], cells: Sequence[str]) -> str:
    return GAP.join(
        pad(cut(cell, column.width), column.width, right=column.is_number)
        for column, cell in zip(columns, cells, strict=True)
    ).rstrip()
