"""Read values as callers pass them: each function takes an argument's name and value, and returns the value to use.

Each raises `InvalidArgumentError` if the value does not fit.
Imports `errors` and `types` alone, so that every room can use it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import Attribute, Converter, field

from .errors import InvalidArgumentError
from .values import describe, is_sequence, whole_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MAX_SECONDS = 1e9
"""More than any system call takes."""


def positive_int(name: str, value: object, least: int = 1) -> int:
    """Read an integer ≥ `least` of any type, such as NumPy's."""
    number = whole_number(value)
    if number is None or number < least:
        raise InvalidArgumentError(f"{name} must be an integer ≥ {least}, got {describe(value)}")
    return number


def positive_seconds(name: str, value: object) -> float | None:
    """Read a positive number of seconds; None stays None."""
    if value is None:
        return None
    number = value if isinstance(value, float) else whole_number(value)
    if number is None or not 0 < number < MAX_SECONDS:
        raise InvalidArgumentError(f"{name} must be a positive number of seconds, got {describe(value)}")
    return float(number)


def items_of(name: str, value: Any) -> list[Any]:
    """Read a list, or another iterable of items."""
    try:
        return [*value]
    except TypeError:
        raise InvalidArgumentError(f"{name} must be a list, not {type(value).__name__}") from None


def callables(name: str, value: object) -> tuple[Any, ...]:
    """Read a list of functions."""
    if not is_sequence(value) or not all(map(callable, value)):
        raise InvalidArgumentError(f"{name} must be a list of functions")
    return tuple(value)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the end of a message about an unknown name: the known name closest to it, or all of them."""
    from difflib import get_close_matches  # errors only

    names = sorted(known)
    close = get_close_matches(name, names, 1)
    return f"did you mean {close[0]!r}?" if close else f"choose one of {', '.join(names)}" if names else "drop it"


def option(read: Callable[[str, Any], Any], *, default: Any) -> Any:
    """Return an attrs field whose converter gets its name and value, and takes back what it has returned."""

    def convert(value: Any, attribute: Attribute[Any]) -> Any:
        return read(attribute.name, value)

    converter: Any = Converter(convert, takes_field=True)
    return field(default=default, converter=converter)
