"""File URLs in rows, turned into something else by the caller: `{"files": lambda url: …}`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias, cast

from .errors import InvalidArgument
from .values import is_list, is_mapping, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


class StoredFile(NamedTuple):
    """A file as a row shows it."""

    url: str
    checksum: str = ""
    """Its md5, where the row says it."""


class ConvertsMany(Protocol):
    """A function of a URL that would rather have all files of a list at once."""

    def convert_many(self, files: Sequence[StoredFile]) -> Sequence[object]:
        """What each file becomes, in order."""
        ...


def convert_row(row: Any, conversion: UrlConversion) -> Any:
    """Convert the file URLs of one row, in the row itself, and give it back."""
    convert_rows([row], conversion)
    return row


def convert_rows(rows: list[Any], conversion: UrlConversion) -> list[Any]:
    """Convert the file URLs of rows, in the rows themselves, and give them back."""
    for name, convert in conversion.items():
        having = [row for row in rows if is_object(row) and name in row]
        each: _Convert = _alone(convert)
        if hasattr(convert, "convert_many"):
            many = cast("ConvertsMany", convert)
            files: list[StoredFile] = []
            for row in having:
                _converted(row[name], files.append)
            found = iter(many.convert_many(files))
            each = _one_of(found)
        for row in having:
            row[name] = _converted(row[name], each)
    return rows


_Convert: TypeAlias = "Callable[[StoredFile], object]"


def _alone(convert: Callable[[str], object]) -> _Convert:
    return lambda file: convert(file.url)


def _one_of(found: Iterator[object]) -> _Convert:
    return lambda _: next(found)


def _converted(value: Any, convert: _Convert, *, inside: bool = False) -> Any:
    """One field: a URL, a list of them, or an object of them or of objects with a `url`."""
    if isinstance(value, str):
        return convert(StoredFile(value))
    if is_list(value):
        return [_converted(item, convert, inside=True) for item in value]
    if is_object(value) and isinstance(value.get("url"), str):
        checksum = value.get("checksum")
        return {**value, "url": convert(StoredFile(value["url"], checksum if isinstance(checksum, str) else ""))}
    if is_object(value) and not inside and "url" not in value:
        return {name: _converted(item, convert, inside=True) for name, item in value.items()}
    return value  # a file without a URL: what else is told of it is none
