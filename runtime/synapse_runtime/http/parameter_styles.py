"""Styles: how a list or an object is written in a query, a header or a path. Most services have none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.serialization.plain_data import unstructure
from synapse_runtime.types import is_mapping, is_sequence

from .urls import encode_query_value, path_segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

SEPARATORS = {"comma": ",", "space": " ", "pipe": "|"}
"""Styles that write a list as one string."""


def write_query(styles: Mapping[str, str], pairs: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Yield names and values of a query as their styles write them, not yet quoted; a list repeats its name."""
    for name, value in pairs:
        style = styles.get(name, "")
        if style == "deep" and value is not None:
            yield from _write_keys(name, unstructure(value))
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
        return json.dumps(unstructure(value), separators=(",", ":"))  # ASCII, as headers are
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
    if string in {"", ".", ".."} or not string.isprintable():
        raise InvalidArgumentError(f"{name} must not be {value!r}: the URL would name another resource")
    return quote(string, safe="@")  # RFC 3986: pchar


def write_segments(name: str, value: Any) -> str:
    """Return a string with slashes as segments of a path, each quoted."""
    return "/".join(write_quoted(name, part) for part in encode_query_value(name, value).split("/"))


PATH_STYLES = {"comma": write_segment, "quoted": write_quoted, "segments": write_segments}
