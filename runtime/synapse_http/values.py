"""Values as callers pass them and as JSON has them: what they are, and how messages show them.

Imported by everything, so it imports nothing that takes time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from itertools import islice
from operator import index
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeGuard, final

if TYPE_CHECKING:
    from datetime import date

JsonObject: TypeAlias = dict[str, Any]
"""A JSON object as plain data. Its values are `Any`: documented code indexes responses to any depth."""


@final
class Unset(Enum):
    """The type of UNSET: nothing was given, which is not the same as null. `is not UNSET` leaves the other types."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    if not TYPE_CHECKING:  # pragma: no branch - with `__getattr__`, checkers allow any attribute

        def __getattr__(self, name: str) -> object:
            raise AttributeError(
                f"UNSET has no attribute {name!r}: this field was not in the response; `schema_issues` of the "
                "client names it if it should have been. Test it first: `if task.created_at:`"
            )


UNSET: Final = Unset.UNSET
"""Leave a field as it is. `None` sets it to null instead."""


def is_object(value: object) -> TypeGuard[JsonObject]:
    """Whether decoded JSON is an object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether decoded JSON is a list."""
    return isinstance(value, list)


def value_at(path: str, data: object) -> Any:
    """Return what decoded JSON has at a path of keys, such as `meta.next`: all of it at "", None if it has nothing."""
    for key in path.split(".") if path else ():
        data = data.get(key) if is_object(data) else None
    return data


def is_mapping(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether a caller passed a dict, or what is like one."""
    return isinstance(value, (dict, Mapping))  # most are, and to ask an abstract class takes ten times as long


def is_sequence(value: object) -> TypeGuard[Sequence[Any]]:
    """Whether a caller passed a list or a tuple."""
    return isinstance(value, (list, tuple))


def describe(value: object) -> str:
    """Return a value as messages show it: its repr, cut short, or its class if it is too long or deep to have one."""
    try:
        string = repr(value)
    except (ValueError, RecursionError):
        return f"<{type(value).__name__}>"
    return string if len(string) <= MAX_DESCRIBED else f"{string[:MAX_DESCRIBED]}…"


MAX_DESCRIBED = 200
"""Characters of a value in a message."""


def make_html_table(caption: str, rows: Iterable[Sequence[str]], header: Sequence[str] = ()) -> str:
    """Return the first 20 rows as notebooks show them: escaped, and each cell cut short."""
    from html import escape  # notebooks only

    def make_row(tag: str, cells: Sequence[str]) -> str:
        cut = (cell if len(cell) <= MAX_DESCRIBED else f"{cell[:MAX_DESCRIBED]}…" for cell in cells)
        return "".join(["<tr>", *(f'<{tag} style="text-align: left">{escape(cell)}</{tag}>' for cell in cut), "</tr>"])

    head = [make_row("th", header)] if header else []
    body = (make_row("td", row) for row in islice(rows, 20))
    return "".join(["<table><caption>", escape(caption), "</caption>", *head, *body, "</table>"])


def whole_number(value: Any) -> int | None:
    """Return a value of any integer type, such as NumPy's, as an int; None for any other, a bool too."""
    if isinstance(value, bool):
        return None
    try:
        return index(value)
    except TypeError:
        return None


def iso(moment: date) -> str:
    """Return a date, or a date with a time, in ISO 8601.

    Raises:
        ValueError: It is pandas' "not a time", which counts as a date and does not equal itself.
    """
    if moment != moment:  # noqa: PLR0124 - NaT is not itself
        raise ValueError(f"{moment} is no date: leave it out, or give None")
    return moment.isoformat()
