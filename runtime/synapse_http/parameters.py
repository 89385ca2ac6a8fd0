"""Parameters: how a value stands in a path, a query or a header, and never leaves its place.

Lists and objects have styles there. Most services have none.
"""

from __future__ import annotations

import json
import re
from datetime import date
from enum import Enum
from math import isfinite
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus
from uuid import UUID

from .errors import InvalidArgumentError
from .values import UNSET, is_mapping, is_sequence, iso, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_UNRESERVED = re.compile(r"[\w.~-]+", re.ASCII)
"""Characters that no URL quotes, RFC 3986 section 2.3."""
_SEGMENT_END = re.compile(r"[\x00-\x20\x7f/\\?#]")
_OTHER_SEGMENTS = {"", ".", ".."}
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""A token, RFC 9110 section 5.6.2."""
_HEADER_VALUE = re.compile(r"[\x09\x20-\x7e\x80-\xff]*")
"""Visible latin-1, spaces and tabs, RFC 9110 section 5.5."""

SEPARATORS = {"comma": ",", "space": " ", "pipe": "|"}
"""Styles that write a list as one string."""
OBJECT_STYLES = frozenset({"deep", "json"})
"""Styles that write objects. Values are JSON data there."""


def path_segment(name: str, value: object) -> str:
    """Quote a str, an integer, a UUID, or an enum member with such a value for its place in a path.

    Raises:
        InvalidArgumentError: The value is empty, `.` or `..`, of another type, or could end the segment.
    """
    if type(value) is int:
        return encode_query_value(name, value)
    if isinstance(value, Enum) and value is not UNSET:
        return path_segment(name, value.value)
    if not isinstance(value, (str, UUID)) and whole_number(value) is None:
        raise InvalidArgumentError(f"{name} must be a str or an integer, not {type(value).__name__}")
    segment = encode_query_value(name, value)
    if segment in _OTHER_SEGMENTS:
        raise InvalidArgumentError(f"{name} must not be {segment!r}: the URL would name another resource")
    if match := _SEGMENT_END.search(segment):
        raise InvalidArgumentError(f"{name} must not contain {match[0]!r}: it would leave its place in the URL")
    return segment if _UNRESERVED.fullmatch(segment) else quote(segment, safe="@")  # RFC 3986: pchar


def query_string(pairs: Iterable[tuple[str, object]], safe: str = "") -> str:
    """Return names and values as a query, without its `?`; a list repeats its name, and None is left out."""
    return "&".join(
        f"{_quote(encode_query_value('the name of a parameter', name))}={_quote(encode_query_value(name, item), safe)}"
        for name, value in pairs
        for item in (value if is_sequence(value) else (value,))
        if item is not None
    )


def _quote(string: str, safe: str = "") -> str:
    return string if _UNRESERVED.fullmatch(string) else quote_plus(string, safe)


def encode_query_value(name: str, value: object) -> str:
    """Return one value as a query or a header carries it, not yet quoted.

    Raises:
        InvalidArgumentError: The value is of a type that neither can carry, or cannot be encoded.
    """
    try:
        if type(value) is int:  # the two most frequent types first
            return str(value)
        return value if type(value) is str and value.isascii() else _encode_scalar(value)
    except UnicodeEncodeError:
        reason = "it is not valid Unicode, but has half a character"
    except ValueError as error:
        reason = str(error) if whole_number(value) is None else "it has more digits than Python turns into a str"
    raise InvalidArgumentError(f"{name} cannot be sent: {reason}")


def _encode_scalar(value: object) -> str:
    if isinstance(value, Enum) and value is not UNSET:
        return _encode_scalar(value.value)
    if isinstance(value, (str, UUID)):
        string = str(value)
        string.encode()  # raises UnicodeEncodeError: Python shows undecodable bytes of a file name as half a character
        return string
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):  # and datetime
        return iso(value)
    if isinstance(value, float):
        if not isfinite(value):
            raise ValueError(f"{value} is not a number")
        return float.__repr__(value)  # the repr of a subclass, such as NumPy's, may be `np.float64(0.5)`
    number = whole_number(value)
    if number is None:
        raise ValueError(f"{type(value).__name__} is not a str, number, date or list")
    return str(number)


def write_query(styles: Mapping[str, str], pairs: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Yield names and values of a query as their styles write them, not yet quoted; a list repeats its name."""
    for name, value in pairs:
        style = styles.get(name, "")
        if style == "deep" and value is not None:
            yield from _write_keys(name, value)
        elif style == "brackets":
            yield f"{name}[]", value
        else:
            yield name, write_value(name, style, value)


def _write_keys(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if not is_mapping(value):
        raise InvalidArgumentError(f"{name} must be a dict or a model, not {type(value).__name__}")
    for key, inner in value.items():
        inner_name = f"{name}[{key}]"
        yield from _write_keys(inner_name, inner) if is_mapping(inner) else ((inner_name, inner),)


def write_value(name: str, style: str, value: Any) -> Any:
    """Return a list as one string, or any value as JSON, by its style; None for an empty list."""
    if style == "json" and value is not None:
        return json.dumps(value, separators=(",", ":"))  # ASCII, as headers are
    if style not in SEPARATORS or not is_sequence(value):
        return value
    items = [encode_query_value(name, item) for item in value if item is not None]
    for index, item in enumerate(items):
        if SEPARATORS[style] in item:
            problem = f"{name}[{index}] contains {SEPARATORS[style]!r}, which separates the items of the list"
            raise InvalidArgumentError(f"{problem}: the backend would read two")
    return SEPARATORS[style].join(items) if items else None


def write_segment(name: str, value: Any) -> str:
    """Return a list as a segment of a path, quoted, with commas."""
    if write_value(name, "comma", value) is None:
        raise InvalidArgumentError(f"{name} must have an item: without one, the URL would name another resource")
    return ",".join(path_segment(name, item) for item in (value if is_sequence(value) else (value,)))


def write_quoted(name: str, value: Any) -> str:
    """Return a string of any characters as one segment of a path; slashes are quoted, too."""
    string = encode_query_value(name, value)
    if string in _OTHER_SEGMENTS or not string.isprintable():
        raise InvalidArgumentError(f"{name} must not be {value!r}: the URL would name another resource")
    return quote(string, safe="@")  # RFC 3986: pchar


def write_segments(name: str, value: Any) -> str:
    """Return a string with slashes as segments of a path, each quoted."""
    return "/".join(write_quoted(name, part) for part in encode_query_value(name, value).split("/"))


PATH_STYLES = {"": path_segment, "comma": write_segment, "quoted": write_quoted, "segments": write_segments}


def header_value(name: str, value: object) -> str:
    """Return a value as a header carries it; InvalidArgumentError if it could end the line, or is not latin-1."""
    encoded = encode_query_value(name, value)
    if not _HEADER_VALUE.fullmatch(encoded) or encoded != encoded.strip():
        raise InvalidArgumentError(
            f"{name} cannot stand in a header: it has control characters, spaces at its ends, or is not latin-1"
        )
    return encoded


def header_name(name: object) -> str:
    """Return a header's name; InvalidArgumentError if it is not a token."""
    if not isinstance(name, str) or not _HEADER_NAME.fullmatch(name):
        raise InvalidArgumentError(f"{name!r} is not a header name")
    return name


def merge_headers(headers: Iterable[tuple[str, str]], others: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Merge two lists of headers: names are compared without case, and `others` win."""
    return tuple({name.lower(): (name, value) for name, value in (*headers, *others)}.values())
