"""Lists and objects as their styles write them in a query, a header or a path, read back."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from synapse_http.parameters import SEPARATORS
from synapse_http.values import is_object

from synapse_runtime.testing.backend.spec.type_expressions import DictOf, Name, Nullable, parse

from .validation import find_errors, parse_expression

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from synapse_runtime.operation import Operation, Parameter
    from synapse_runtime.testing.backend.spec.schema import Schema
    from synapse_runtime.testing.backend.spec.type_expressions import TypeExpression

OBJECT_STYLES = ("deep", "json")
"""Styles of what is not a list of strings."""


def read_styles(
    schema: Schema, operation: Operation[Any], query: Mapping[str, Sequence[str]]
) -> dict[str, Sequence[Any]]:
    """Return the values of a query by the names of its parameters: strings, or one object.

    JSON that cannot be read stays a string.
    """
    values: dict[str, Sequence[Any]] = dict(query)
    for parameter in operation.parameters:
        name = parameter.wire_name
        if parameter.location != "query" or not parameter.style:
            continue
        if parameter.style == "brackets" and f"{name}[]" in values:
            values[name] = values.pop(f"{name}[]")
        elif parameter.style == "deep":
            keys = [key for key in values if key.startswith(f"{name}[") and key.endswith("]")]
            data: dict[str, Any] = {}
            for key in keys:
                _put(data, re.findall(r"\[([^\]]*)\]", key), values.pop(key))
            if keys:
                values[name] = [_parse(schema, parse(parameter.type), data)]
        elif name in values:
            values[name] = [item for string in values[name] for item in read_value(parameter, string)]
    return values


def read_value(parameter: Parameter, string: str) -> list[Any]:
    """Return the items of a list that one string holds, or the only value."""
    if parameter.style == "json":
        try:
            return [json.loads(string)]
        except ValueError:
            return [string]
    return string.split(SEPARATORS[parameter.style]) if parameter.style in SEPARATORS else [string]


def find_style_errors(schema: Schema, parameter: Parameter, value: object) -> Any:
    """Return what is wrong with an object of a query, as DRF says it: by field, or a list; empty if it is valid."""
    if isinstance(value, str):
        return ["Value must be valid JSON."]
    errors: Any = find_errors(schema, parameter.type, value)
    return errors or []


def _put(data: dict[str, Any], path: list[str], strings: Sequence[str]) -> None:
    *outer, last = path
    for key in outer:
        if not isinstance(data.get(key), dict):
            data[key] = {}
        data = data[key]
    data[last] = strings[0] if len(strings) == 1 else [*strings]


def _parse(schema: Schema, expression: TypeExpression, value: Any) -> Any:
    """Return an object whose strings have the types of a model's fields; what does not fit stays a string."""
    match expression:
        case Nullable(inner):
            return _parse(schema, inner, value)
        case DictOf(inner) if is_object(value):
            return {key: _parse(schema, inner, item) for key, item in value.items()}
        case Name(name) if is_object(value) and (fields := schema.fields(name)):
            return {
                key: _parse(schema, fields[key].expression, item) if key in fields else item
                for key, item in value.items()
            }
        case _ if isinstance(value, str):
            parsed, _ = parse_expression(schema, expression, value)
            return parsed if isinstance(parsed, (bool, int, float)) else value
        case _:
            return value
