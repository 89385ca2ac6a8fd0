"""The scalars of the spec language: what the mock accepts for each, and what it makes up. A new scalar is one row."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from attrs import frozen

from synapse_runtime.testing.messages import SentFile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random


@frozen
class MockScalar:
    """One scalar type."""

    accepts: Callable[[Any], bool]
    """Whether a JSON value is of this type."""
    parse: Callable[[str], Any]
    """Read a value from a path, a query or a form; raise ValueError if it is not of this type."""
    message: str
    """DRF's error message for any other value."""
    sample: Callable[[Random, str], Any]
    """Make up a value, from random bits and the current time."""


def _is_parsable(parse: Callable[[str], Any]) -> Callable[[Any], bool]:
    def accepts(value: Any) -> bool:
        if not isinstance(value, str):
            return False
        try:
            parse(value)
        except ValueError:
            return False
        return True

    return accepts


def _has_type(*types: type) -> Callable[[Any], bool]:
    return lambda value: type(value) in types  # no isinstance: True is not a number


def _parse_int(value: str) -> int:
    if not re.fullmatch(r"\s*[+-]?\d{1,1000}\s*", value):  # int() accepts `1_000`, JSON and DRF do not
        raise ValueError(value)
    return int(value)


def _parse_bool(value: str) -> bool:
    boolean = {"true": True, "1": True, "false": False, "0": False}.get(value.lower())
    if boolean is None:
        raise ValueError(value)
    return boolean


def _parse_data_uri(value: str) -> str:
    if not re.match(r"data:[^,]*;base64,", value):
        raise ValueError(value)
    return value


def make_uuid(random: Random) -> str:
    """Return a random UUID, version 4."""
    return str(UUID(int=random.getrandbits(128), version=4))


def _sample_string(prefix: str) -> Callable[[Random, str], str]:
    return lambda random, _now: f"{prefix}-{random.getrandbits(32):08x}"


def _string_scalar(parse: Callable[[str], Any], *, message: str, sample: Callable[[Random, str], Any]) -> MockScalar:
    """Return a scalar that is a string in JSON too."""
    return MockScalar(_is_parsable(parse), parse, message=message, sample=sample)


_DATE = "Date has wrong format. Use one of these formats instead: YYYY-MM-DD."
_DATETIME = (
    "Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]."
)
_FILE = "The submitted data was not a file. Check the encoding type on the form."
_FILES = "Expected a dictionary of files."
_NUMBER, _INTEGER, _BOOLEAN = "A valid number is required.", "A valid integer is required.", "Must be a valid boolean."

MOCK_SCALARS: Mapping[str, MockScalar] = {
    "int": MockScalar(_has_type(int), _parse_int, message=_INTEGER, sample=lambda _random, _now: 1),
    "float": MockScalar(_has_type(int, float), float, message=_NUMBER, sample=lambda _random, _now: 1.0),
    "str": MockScalar(_has_type(str), str, message="Not a valid string.", sample=_sample_string("str")),
    "bool": MockScalar(_has_type(bool), _parse_bool, message=_BOOLEAN, sample=lambda _random, _now: False),
    "datetime": _string_scalar(datetime.fromisoformat, message=_DATETIME, sample=lambda _random, now: now),
    "date": _string_scalar(date.fromisoformat, message=_DATE, sample=lambda _random, now: now[:10]),
    "uuid": _string_scalar(UUID, message="Must be a valid UUID.", sample=lambda random, _now: make_uuid(random)),
    "json": MockScalar(lambda _: True, str, message="", sample=lambda _random, _now: {}),
    "stored_files": MockScalar(_has_type(dict, list), str, message=_FILES, sample=lambda _random, _now: {}),
    "file": MockScalar(_has_type(SentFile), str, message=_FILE, sample=_sample_string("file")),
    "data_uri": _string_scalar(_parse_data_uri, message="Not a base64 data URI.", sample=_sample_string("data_uri")),
}
"""By name in the spec language."""
