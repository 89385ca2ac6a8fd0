"""Values checked against the types of the spec; what is wrong is said as Django REST framework says it."""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from synapse_runtime.serialization.type_expressions import DictOf, ListOf, Name, Nullable, OneOf, parse
from synapse_runtime.testing.backend.spec.schema import SCALARS, nullable
from synapse_runtime.types import Discriminator, is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from synapse_runtime.serialization.type_expressions import TypeExpression
    from synapse_runtime.testing.backend.spec.schema import Schema

REQUIRED = "This field is required."
BLANK = "This field may not be blank."
NO_NULL = "This field may not be null."
NO_FILE = "The submitted data was not a file. Check the encoding type on the form."
MISSING_FILE = "No file was submitted."
EMPTY_FILE = "The submitted file is empty."


class SentFile(NamedTuple):
    """A file that came with a request."""

    name: str
    size: int
    md5: str


class Scalar(NamedTuple):
    """How one scalar is recognised in JSON and read from text, and what is said of anything else."""

    fits: Callable[[Any], bool]
    read: Callable[[str], Any]
    message: str


def check(schema: Schema, text: str, value: object, *, partial: bool = False) -> Any:
    """Look for what is wrong with a value.

    Args:
        schema: Resolves the names of models.
        text: The type the value shall have.
        value: JSON data; a SentFile where a file came.
        partial: Members may be missing, as in PATCH.

    Returns:
        None where nothing is wrong; else messages in the framework's form: a list of texts,
        or an object of such lists by member or index.
    """
    return _check(schema, parse(text), value, partial=partial)


def read_text(schema: Schema, text: str, value: str) -> tuple[Any, list[str]]:
    """Read a value from a path, a query or a form, where all is text.

    Args:
        schema: Resolves the names of enums.
        text: The type the value shall have.
        value: What came.

    Returns:
        The value (the text, where it cannot be read), and what is wrong with it.
    """
    return _read(schema, parse(text), value)


def _check(schema: Schema, expression: TypeExpression, value: Any, *, partial: bool) -> Any:
    if value is None:
        return None if nullable(expression) else [NO_NULL]
    match expression:
        case Nullable(inner):
            return _check(schema, inner, value, partial=partial)
        case OneOf(options):
            findings = [_check(schema, option, value, partial=partial) for option in options]
            return findings[0] if all(findings) else None
        case ListOf(item):
            return _check_list(schema, item, value, partial=partial)
        case DictOf(inner):
            if not is_object(value):
                return [f'Expected a dictionary of items but got type "{type(value).__name__}".']
            return _found({key: _check(schema, inner, one, partial=False) for key, one in value.items()})
        case _ if expression.name in SCALARS:
            scalar = SCALAR_CHECKS[expression.name]
            return None if scalar.fits(value) else [scalar.message]
        case _:
            return _check_named(schema, expression.name, value, partial=partial)


def _check_list(schema: Schema, item: TypeExpression, value: Any, *, partial: bool) -> Any:
    if not is_list(value):
        return [f'Expected a list of items but got type "{type(value).__name__}".']
    findings = [_check(schema, item, one, partial=partial) for one in value]
    if not any(findings):
        return None
    if isinstance(item, Name) and schema.row_model(item.name):
        return [finding or {} for finding in findings]
    return _found({str(index): finding for index, finding in enumerate(findings)})


def _check_named(schema: Schema, name: str, value: Any, *, partial: bool) -> Any:
    target = schema.resolve(name)
    if isinstance(target, Discriminator):
        return _check_variant(schema, target, value, partial=partial)
    if issubclass(target, Enum):
        fits = isinstance(value, str) and value in {member.value for member in target}
        return None if fits else [f'"{value}" is not a valid choice.']
    if not is_object(value):
        return {"non_field_errors": [f"Invalid data. Expected a dictionary, but got {type(value).__name__}."]}
    findings: dict[str, Any] = {}
    for wire, member in schema.members(name).items():
        if wire in value:
            findings[wire] = _check(schema, member.expression, value[wire], partial=False)
        elif member.required and not partial:
            findings[wire] = [MISSING_FILE if member.type == "file" else REQUIRED]
    return _found(findings)


def _check_variant(schema: Schema, union: Discriminator, value: Any, *, partial: bool) -> Any:
    if not is_object(value):
        return {"non_field_errors": [f"Invalid data. Expected a dictionary, but got {type(value).__name__}."]}
    if union.discriminator not in value:
        return {union.discriminator: [REQUIRED]}
    choice = value[union.discriminator]
    if not isinstance(choice, str) or choice not in union.models:
        return {union.discriminator: [f'"{choice}" is not a valid choice.']}
    return _check_named(schema, union.models[choice], value, partial=partial)


def _found(findings: Mapping[str, Any]) -> Any:
    return {key: finding for key, finding in findings.items() if finding} or None


def _read(schema: Schema, expression: TypeExpression, value: str) -> tuple[Any, list[str]]:
    match expression:
        case Nullable(inner):
            return (None, []) if value in {"", "null"} else _read(schema, inner, value)
        case ListOf(item):
            return _read(schema, item, value)  # a list repeats its name: each comes by itself
        case OneOf(options):
            readings = [_read(schema, option, value) for option in options]
            return next((reading for reading in readings if not reading[1]), readings[0])
        case Name(name) if name in SCALARS:
            scalar = SCALAR_CHECKS[name]
            try:
                return scalar.read(value), []
            except ValueError:
                return value, [scalar.message]
        case _:
            choices = schema.choices(expression.name) if isinstance(expression, Name) else []
            if value in choices or not choices:
                return value, []
            return value, [f'"{value}" is not a valid choice.']


# Scalars --------------------------------------------------------------------------------


def _readable(read: Callable[[str], Any]) -> Callable[[Any], bool]:
    """Whether a JSON value is a text that can be read."""

    def fits(value: Any) -> bool:
        if not isinstance(value, str):
            return False
        try:
            read(value)
        except ValueError:
            return False
        return True

    return fits


def _int(text: str) -> int:
    if not re.fullmatch(r"\s*[+-]?\d{1,1000}\s*", text):  # int() reads `1_000` too
        raise ValueError(text)
    return int(text)


def _bool(text: str) -> bool:
    found = {"true": True, "1": True, "false": False, "0": False}.get(text.lower())
    if found is None:
        raise ValueError(text)
    return found


def _data_uri(text: str) -> str:
    if not re.match(r"data:[^,]*;base64,", text):
        raise ValueError(text)
    return text


def _is(*kinds: type) -> Callable[[Any], bool]:
    """Whether a JSON value is exactly of a type: True is no number."""
    return lambda value: type(value) in kinds


def _anything(_: object) -> bool:
    return True


_DATETIME = (
    "Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]."
)

SCALAR_CHECKS: Mapping[str, Scalar] = {
    "int": Scalar(_is(int), _int, "A valid integer is required."),
    "float": Scalar(_is(int, float), float, "A valid number is required."),
    "str": Scalar(_is(str), str, "Not a valid string."),
    "bool": Scalar(_is(bool), _bool, "Must be a valid boolean."),
    "datetime": Scalar(_readable(datetime.fromisoformat), datetime.fromisoformat, _DATETIME),
    "date": Scalar(
        _readable(date.fromisoformat),
        date.fromisoformat,
        "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.",
    ),
    "uuid": Scalar(_readable(UUID), UUID, "Must be a valid UUID."),
    "json": Scalar(_anything, str, ""),
    "file": Scalar(_is(SentFile), str, NO_FILE),
    "data_uri": Scalar(_readable(_data_uri), _data_uri, "Not a base64 data URI."),
}
"""By name in the spec's language."""
