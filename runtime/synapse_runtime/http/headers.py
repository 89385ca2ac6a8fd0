"""Header names and values: nothing a caller passes can end its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from synapse_runtime.errors import InvalidArgumentError

from .urls import encode_query_value

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""A token, RFC 9110 section 5.6.2."""
_VALUE = re.compile(r"[\x09\x20-\x7e\x80-\xff]*")
"""Visible latin-1, spaces and tabs, RFC 9110 section 5.5."""


def header_value(name: str, value: object) -> str:
    """Return a value as a header carries it; InvalidArgumentError if it could end the line, or is not latin-1."""
    encoded = encode_query_value(name, value)
    if not _VALUE.fullmatch(encoded) or encoded != encoded.strip():
        raise InvalidArgumentError(
            f"{name} cannot stand in a header: it has control characters, spaces at its ends, or is not latin-1"
        )
    return encoded


def header_name(name: object) -> str:
    """Return a header's name; InvalidArgumentError if it is not a token."""
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise InvalidArgumentError(f"{name!r} is not a header name")
    return name


def merge_headers(headers: Iterable[tuple[str, str]], others: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Merge two lists of headers: names are compared without case, and `others` win."""
    return tuple({name.lower(): (name, value) for name, value in (*headers, *others)}.values())
