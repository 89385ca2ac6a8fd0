"""The scalar types of the spec language. Everything the generator knows about one is its row.

A new scalar is one row here, one in the runtime's table and one in the mock's;
`tests/codegen/test_scalars.py` compares the three.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final, TypeAlias, cast
from uuid import UUID

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Symbol: TypeAlias = tuple[str, str]
"""A module, and a name in it."""


@frozen(kw_only=True, eq=False, repr=False)
class ScalarDefinition:
    """One scalar type."""

    doc: str
    """What it is, for readers of the spec language."""
    annotation: Symbol
    """The Python type of a value."""
    accepts: Callable[[object], bool]
    """Whether a JSON value of the spec (a default, an example) is of this type."""
    in_url: bool = True
    """Whether it can stand in a path, a query or a header."""
    string_for_typed: bool = False
    """Whether callers of the typed face may pass a `str` as well."""
    string_for_documented: bool = False
    """Whether callers of the documented face may pass a `str` as well."""
    example: str = ""
    """How a value is written in the spec, if its JSON type does not say so."""
    synonyms: tuple[str, ...] = ()
    """What other languages call it, in lower case: for hints."""


def _is_a(*types: type) -> Callable[[object], bool]:
    """Make a check for JSON types. `True` is an `int` in Python, but no number in JSON."""
    return lambda value: isinstance(value, types) and (bool in types or not isinstance(value, bool))


def _parses_as(parse: Callable[[str], object]) -> Callable[[object], bool]:
    def accepts(value: object) -> bool:
        try:
            return isinstance(value, str) and parse(value) is not None
        except ValueError:
            return False

    return accepts


def _holds_stored_files(value: object) -> bool:
    if not isinstance(value, (dict, list)):
        return False
    files = cast("Iterable[object]", value.values() if isinstance(value, dict) else value)
    return all(isinstance(file, str) or (isinstance(file, dict) and "url" in file) for file in files)


SCALARS: Final[Mapping[str, ScalarDefinition]] = {
    "int": ScalarDefinition(
        doc="An integer.",
        annotation=("builtins", "int"),
        accepts=_is_a(int),
        synonyms=("integer", "int32", "int64", "long"),
    ),
    "float": ScalarDefinition(
        doc="A number.",
        annotation=("builtins", "float"),
        accepts=_is_a(int, float),
        synonyms=("number", "double", "decimal"),
    ),
    "str": ScalarDefinition(
        doc="A string.",
        annotation=("builtins", "str"),
        accepts=_is_a(str),
        synonyms=("string", "text", "char"),
    ),
    "bool": ScalarDefinition(
        doc="`true` or `false`.",
        annotation=("builtins", "bool"),
        accepts=_is_a(bool),
        synonyms=("boolean",),
    ),
    "datetime": ScalarDefinition(
        doc="A date and a time, in ISO 8601.",
        annotation=("datetime", "datetime"),
        accepts=_parses_as(datetime.fromisoformat),
        string_for_documented=True,
        example="2025-01-31T09:00:00Z",
        synonyms=("timestamp", "date-time", "instant"),
    ),
    "date": ScalarDefinition(
        doc="A date, in ISO 8601.",
        annotation=("datetime", "date"),
        accepts=_parses_as(date.fromisoformat),
        string_for_documented=True,
        example="2025-01-31",
        synonyms=("day",),
    ),
    "uuid": ScalarDefinition(
        doc="A UUID.",
        annotation=("uuid", "UUID"),
        accepts=_parses_as(UUID),
        string_for_typed=True,
        string_for_documented=True,
        example="123e4567-e89b-12d3-a456-426614174000",
        synonyms=("guid",),
    ),
    "json": ScalarDefinition(
        doc="Any JSON value.",
        annotation=("synapse_runtime", "Json"),
        accepts=lambda _: True,
        in_url=False,
        synonyms=("any", "object", "unknown"),
    ),
    "stored_files": ScalarDefinition(
        doc="Files in a response by name, each its URL or an object with `url` and `checksum`; or a list of these.",
        annotation=("synapse_runtime", "StoredFiles"),
        accepts=_holds_stored_files,
        in_url=False,
        synonyms=("files", "attachments"),
    ),
    "file": ScalarDefinition(
        doc="The content of a file: a path, bytes or an open binary file. Only in a multipart body, or `chunked`.",
        annotation=("synapse_runtime", "FileContent"),
        accepts=_is_a(str),  # an example names a file, or holds its content
        in_url=False,
        synonyms=("binary", "bytes", "upload"),
    ),
    "data_uri": ScalarDefinition(
        doc="The content of a file, inside JSON as a base64 data URI.",
        annotation=("synapse_runtime", "DataUri"),
        accepts=_is_a(str),
        in_url=False,
        synonyms=("base64",),
    ),
}
"""Name in the spec language to definition."""

SYNONYMS: Final[Mapping[str, str]] = {synonym: name for name, scalar in SCALARS.items() for synonym in scalar.synonyms}
"""What other languages call a scalar, to its name here."""
