"""Values checked against the types of the spec, with DRF's error messages."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from synapse_http.arguments import did_you_mean
from synapse_http.values import is_list, is_object

from synapse_runtime.serialization.annotations import Disambiguator, Discriminator
from synapse_runtime.testing.backend.spec.scalars import MOCK_SCALARS
from synapse_runtime.testing.backend.spec.schema import is_nullable
from synapse_runtime.testing.backend.spec.type_expressions import DictOf, ListOf, Name, Nullable, OneOf, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from synapse_http.values import JsonObject

    from synapse_runtime.testing.backend.spec.schema import Schema
    from synapse_runtime.testing.backend.spec.type_expressions import TypeExpression

REQUIRED = "This field is required."
BLANK = "This field may not be blank."
NO_NULL = "This field may not be null."
MISSING_FILE = "No file was submitted."
EMPTY_FILE = "The submitted file is empty."


def find_errors(schema: Schema, type_string: str, value: object, *, partial: bool = False) -> Any:
    """Check a value against a type.

    Args:
        schema: Resolves the names of models.
        type_string: The expected type.
        value: JSON data, with a SentFile in the place of each file.
        partial: Allow required fields to be missing, as in PATCH.

    Returns:
        None for a valid value; else the errors in DRF's form: a list of messages, or an object
        of such lists by field or index.
    """
    return _check(schema, parse(type_string), value, partial=partial)


def find_unknown(schema: Schema, type_string: str, value: object) -> Iterator[str]:
    """Yield a message for each field of an object that its model does not have.

    Args:
        schema: Resolves the names of models.
        type_string: The type of the value.
        value: JSON data.
    """
    yield from _find_unknown(schema, parse(type_string), value)


def parse_string(schema: Schema, type_string: str, value: str) -> tuple[Any, list[str]]:
    """Parse a value from a path, a query or a form.

    Args:
        schema: Resolves the names of enums.
        type_string: The expected type.
        value: The string.

    Returns:
        The value, or the string itself if it is invalid, and the error messages.
    """
    return parse_expression(schema, parse(type_string), value)


def _check(schema: Schema, expression: TypeExpression, value: Any, *, partial: bool) -> Any:
    if value is None:
        return None if is_nullable(expression) else [NO_NULL]
    match expression:
        case Nullable(inner):
            return _check(schema, inner, value, partial=partial)
        case OneOf(options):
            errors = [_check(schema, option, value, partial=partial) for option in options]
            return errors[0] if all(errors) else None
        case ListOf(item):
            return _check_list(schema, item, value, partial=partial)
        case DictOf(inner):
            if not is_object(value):
                return [f'Expected a dictionary of items but got type "{type(value).__name__}".']
            return _drop_empty({key: _check(schema, inner, item, partial=False) for key, item in value.items()})
        case _ if expression.name in MOCK_SCALARS:
            scalar = MOCK_SCALARS[expression.name]
            return None if scalar.accepts(value) else [scalar.message]
        case _:
            return _check_named(schema, expression.name, value, partial=partial)


def _find_unknown(schema: Schema, expression: TypeExpression, value: Any) -> Iterator[str]:
    match expression:
        case Nullable(inner):
            yield from _find_unknown(schema, inner, value)
        case OneOf(options):
            fitting = [option for option in options if not _check(schema, option, value, partial=True)]
            yield from _find_unknown(schema, next(iter(fitting), options[0]), value)
        case ListOf(item) if is_list(value):
            for element in value:
                yield from _find_unknown(schema, item, element)
        case DictOf(inner) if is_object(value):
            for element in value.values():
                yield from _find_unknown(schema, inner, element)
        case Name(name) if isinstance(union := schema.expression(name), OneOf):
            yield from _find_unknown(schema, union, value)
        case Name(name) if is_object(value):
            yield from _find_unknown_fields(schema, name, value)
        case _:
            pass


def _find_unknown_fields(schema: Schema, name: str, value: JsonObject) -> Iterator[str]:
    fields = schema.fields_of(name, value)
    for key, element in value.items() if fields else ():
        if key not in fields:
            yield f"unknown field {key!r} of {name}: {did_you_mean(key, fields)}"
        elif fields[key].only == "read":
            yield f"read-only field {key!r} of {name}: leave it out"
        else:
            yield from _find_unknown(schema, fields[key].expression, element)


def _check_list(schema: Schema, item: TypeExpression, value: Any, *, partial: bool) -> Any:
    if not is_list(value):
        return [f'Expected a list of items but got type "{type(value).__name__}".']
    errors = [_check(schema, item, element, partial=partial) for element in value]
    if not any(errors):
        return None
    if isinstance(item, Name) and schema.row_model(item.name):
        return [error or {} for error in errors]
    return _drop_empty({str(index): error for index, error in enumerate(errors)})


def _check_named(schema: Schema, name: str, value: Any, *, partial: bool) -> Any:
    target = schema.resolve(name)
    if isinstance(target, Discriminator):
        return _check_variant(schema, target, value, partial=partial)
    if isinstance(target, Disambiguator):
        return _check(schema, _pick_type(schema, target, name, value), value, partial=partial)
    if issubclass(target, Enum):
        is_choice = type(value) in (int, str) and value in schema.spellings(name)
        return None if is_choice else [_choice_error(value)]
    if not is_object(value):
        return _object_error(value)
    errors: dict[str, Any] = {}
    for wire, field in schema.fields(name).items():
        if field.only == "read":
            continue
        if wire in value and field.const is not None and value[wire] != field.const:
            errors[wire] = [_choice_error(value[wire])]
        elif wire in value:
            errors[wire] = _check(schema, field.expression, value[wire], partial=False)
        elif field.required and not partial:
            errors[wire] = [MISSING_FILE if field.type == "file" else REQUIRED]
    return _drop_empty(errors)


def _pick_type(schema: Schema, union: Disambiguator, name: str, value: object) -> TypeExpression:
    """Return the type of a union that a value looks like, so that errors are about that."""
    types = schema.expression(name)
    if is_object(value) and (model := union.model_of(value)):
        return Name(model)
    lists = [option for option in types.options if isinstance(option, ListOf)] if isinstance(types, OneOf) else []
    return lists[0] if is_list(value) and len(lists) == 1 else types


def _check_variant(schema: Schema, union: Discriminator, value: Any, *, partial: bool) -> Any:
    if not is_object(value):
        return _object_error(value)
    if union.field not in value:
        return {union.field: [REQUIRED]}
    choice = value[union.field]
    if not isinstance(choice, str) or choice not in union.models:
        return {union.field: [_choice_error(choice)]}
    return _check_named(schema, union.models[choice], value, partial=partial)


def _choice_error(value: object) -> str:
    return f'"{value}" is not a valid choice.'


def _object_error(value: object) -> dict[str, list[str]]:
    return {"non_field_errors": [f"Invalid data. Expected a dictionary, but got {type(value).__name__}."]}


def _drop_empty(errors: Mapping[str, Any]) -> Any:
    return {key: error for key, error in errors.items() if error} or None


def parse_expression(schema: Schema, expression: TypeExpression, value: str) -> tuple[Any, list[str]]:
    """Parse a value as `parse_string` does, of a type that is parsed already."""
    match expression:
        case Nullable(inner):
            return (None, []) if value in {"", "null"} else parse_expression(schema, inner, value)
        case ListOf(item):
            return parse_expression(schema, item, value)  # a query repeats the name for each item
        case OneOf(options):
            results = [parse_expression(schema, option, value) for option in options]
            return next((result for result in results if not result[1]), results[0])
        case Name(name) if name in MOCK_SCALARS:
            scalar = MOCK_SCALARS[name]
            try:
                return scalar.parse(value), []
            except ValueError:
                return value, [scalar.message]
        case _:
            choices = (
                {str(choice): choice for choice in schema.spellings(expression.name)}
                if isinstance(expression, Name)
                else {}
            )
            return choices.get(value, value), [] if value in choices or not choices else [_choice_error(value)]
