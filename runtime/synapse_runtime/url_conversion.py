"""File URLs in rows, turned into something else by the caller: `{"files": lambda url: …}`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from .errors import InvalidArgument
from .values import is_list, is_mapping, is_object

if TYPE_CHECKING:
    from .operation import Operation

UrlConversion: TypeAlias = Mapping[str, Callable[[str], object]]
"""Field that holds file URLs, to the function each of its URLs goes through."""


def checked(operation: Operation[Any], conversion: Any) -> UrlConversion:
    """Take a conversion as a caller gives it, before anything is sent.

    Raises:
        InvalidArgument: It names a field that holds no file URLs, or has no function for it.
    """
    if conversion is None:
        return {}
    if not is_mapping(conversion):
        raise InvalidArgument(f"url_conversion must be a dict of functions, not {type(conversion).__name__}")
    for name, convert in conversion.items():
        if name not in operation.file_fields:
            known = ", ".join(operation.file_fields) or "none"
            raise InvalidArgument(
                f"url_conversion: {name!r} holds no file URLs in {operation.name}; fields that do: {known}"
            )
        if not callable(convert):
            raise InvalidArgument(f"url_conversion[{name!r}] must be a function of a URL, not {type(convert).__name__}")
    return conversion


def convert_row(row: Any, conversion: UrlConversion) -> Any:
    """Convert the file URLs of one row, in the row itself, and give it back."""
    if is_object(row):
        for name, convert in conversion.items():
            if name in row:
                row[name] = _converted(row[name], convert)
    return row


def _converted(value: Any, convert: Callable[[str], object]) -> Any:
    """One field: a URL, a list of them, or an object of them or of objects with a `url`."""
    if isinstance(value, str):
        return convert(value)
    if is_list(value):
        return [_converted(item, convert) for item in value]
    if is_object(value):
        if isinstance(value.get("url"), str):
            return {**value, "url": convert(value["url"])}
        return {name: _converted(item, convert) for name, item in value.items()}
    return value
