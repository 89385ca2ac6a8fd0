"""Queries: parameters as the spec declares them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from synapse_http.arguments import did_you_mean
from synapse_http.values import is_list, is_object

from synapse_runtime.calls.argument_checks import find_limit_error, limited_parameters, query_names

from .parameter_styles import OBJECT_STYLES, find_style_errors
from .validation import REQUIRED, parse_string

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from synapse_runtime.operation import Operation, Service
    from synapse_runtime.testing.backend.spec.schema import Schema


def split_query(query: str) -> dict[str, list[str]]:
    """Return the values of a query string by name, in order."""
    values: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        values.setdefault(name, []).append(value)
    return values


def parse_query(
    schema: Schema, operation: Operation[Any], query: Mapping[str, Sequence[Any]]
) -> tuple[dict[str, list[Any]], dict[str, list[str]]]:
    """Parse the query parameters an operation declares; others are ignored, as backends do.

    Args:
        schema: Resolves the names of enums.
        operation: The operation.
        query: The strings of the query by name, lists and objects as `read_styles` returns them.

    Returns:
        Values by wire name, without those of parameters that have no value; and error messages by wire name.
    """
    values: dict[str, list[Any]] = {}
    errors: dict[str, list[str]] = {}
    for parameter in operation.parameters:
        if parameter.location != "query":
            continue
        strings = [string for string in query.get(parameter.wire_name, ()) if string != ""]
        if parameter.required and not strings:
            errors[parameter.wire_name] = [REQUIRED]
        for string in strings:
            if parameter.style in OBJECT_STYLES:
                value, messages = string, find_style_errors(schema, parameter, string)
            else:
                value, messages = parse_string(schema, parameter.type, string)
            values.setdefault(parameter.wire_name, []).append(value)
            if messages:
                errors[parameter.wire_name] = messages
    return values, errors


def find_unknown_names(service: Service, operation: Operation[Any], query: Iterable[str]) -> list[str]:
    """Return a message for each name of a query that the operation does not declare; backends ignore them."""
    known = query_names(service, operation)
    return [f"unknown query parameter {name!r}: {did_you_mean(name, known)}" for name in query if name not in known]


def find_limit_errors(
    service: Service, operation: Operation[Any], query: Mapping[str, Sequence[str]], body: object
) -> list[str]:
    """Return a message for each value beyond the limits of its parameter, of which backends say nothing."""
    items = [item for item in (body if is_list(body) else [body]) if is_object(item)]
    errors = [
        find_limit_error(parameter, part.get(parameter.wire_name))
        for parameter in limited_parameters(service, operation)
        for part in ([query] if parameter.location == "query" else items)
    ]
    return [error for error in errors if error]
