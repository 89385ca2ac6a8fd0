"""What a command found, and how it is to be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

AUTO: Final = "auto"
FORMAT_NAMES: Final = ("table", "json", "jsonl", "csv", "ids")
"""Those of `formats.FORMATS`, for help pages, which print no result; a test compares them."""


class Result(NamedTuple):
    """What a command found."""

    value: Any
    """JSON data, or an iterator of rows."""
    is_list: bool = False
    key: str = "id"
    """Field that tells rows apart."""


class OutputOptions(NamedTuple):
    """How results are printed."""

    format: str = AUTO
    query: Callable[[Any], Any] | None = None
    """What is printed of the whole result; None: all of it."""
