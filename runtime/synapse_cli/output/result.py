"""What a command found, and how it is to be printed."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

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
    query: str | None = None
    """JMESPath expression on the whole result."""
