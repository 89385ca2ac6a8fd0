"""Arguments compared with the spec, before anything is sent.

A backend ignores a name that it does not know, so a slip in a filter returns every row: clients warn of such names.
In strict mode they raise, as they do for values that the spec does not allow. The mock uses the same checks.
"""

from __future__ import annotations

import re
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Any

from synapse_http.arguments import did_you_mean
from synapse_http.errors import InvalidArgumentError
from synapse_http.values import UNSET, describe, is_mapping, is_sequence

from synapse_runtime._lazy_exports import warn_caller
from synapse_runtime.operation import Operation, Parameter

from .build_request import check_params, template_of
from .client_state import MAX_ISSUES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from synapse_runtime.operation import Service

    from .build_request import CallArguments
    from .client_state import ClientState


class UnknownNameWarning(UserWarning):
    """A query parameter or a body field that the spec does not have, and that the backend ignores.

    A client warns once of each name of an operation. `client.request` sends any name without a warning.
    """


def check_arguments(state: ClientState, operation: Operation[Any], arguments: CallArguments) -> CallArguments:
    """Return the arguments with new names and values instead of old ones; warn of those, and of unknown names.

    Raises:
        InvalidArgumentError: The query is no mapping; or the client is strict, and a name or a value is not what the
            spec allows.
    """
    evolves = template_of(operation).evolves
    is_plain = not check_params(arguments.params) and arguments.body is UNSET and not (evolves or state.options.strict)
    if is_plain or not operation.is_declared:
        return arguments  # Python has checked the keywords of a plain call
    if evolves:
        from synapse_runtime.flow.renames import renew_arguments  # few operations have a history

        arguments = arguments._replace(**renew_arguments(operation, *arguments[:3]))
    unknown = dict(_find_unknown(state.service, operation, arguments))
    if state.options.strict:
        problems = [f"{subject}: {hint}" for subject, hint in unknown.items()]
        problems += _find_limit_errors(state.service, operation, arguments)
        if problems:
            raise InvalidArgumentError(f"{operation.name}: {'; '.join(problems)}")
    for subject, hint in unknown.items():
        key = f"{operation.name}: {subject}"
        if key not in state.warned and len(state.warned) < MAX_ISSUES:
            warn_caller(f"{key}, which the backend ignores: {hint}", UnknownNameWarning)
            state.warned.add(key)  # not before: where warnings are errors, each call raises
    return arguments


def query_names(service: Service, operation: Operation[Any]) -> set[str]:
    """Return the names that the query of an operation may have, those of its pages included."""
    pages = service.paginations[operation.pagination].query_names if operation.pagination else ()
    tokens = (credential.query for credential in service.credentials)
    return {*template_of(operation).query_names, *pages, *service.query, *filter(None, tokens)}


def _find_unknown(service: Service, operation: Operation[Any], arguments: CallArguments) -> Iterator[tuple[str, str]]:
    """Yield each unknown name, described, with a hint."""
    params, body, template = arguments.params, arguments.body, template_of(operation)
    if is_mapping(params) and not template.query_names.issuperset(params):
        known = query_names(service, operation)
        for name in params:
            if name not in known and str(name).partition("[")[0] not in template.query_styles:  # `filter[name]`
                yield f"unknown query parameter {name!r}", did_you_mean(str(name), known)
    if operation.body is None or not template.body_names or body is UNSET:
        return
    for item in body if is_sequence(body) else (body,):
        if is_mapping(item) and not template.body_names.issuperset(item):
            known = _body_names(service, operation)
            for name in item:
                if name in operation.body.read_only:
                    yield f"read-only field {name!r} of {operation.body.type}", "leave it out"
                elif name not in known:
                    yield f"unknown field {name!r} of {operation.body.type}", did_you_mean(str(name), known)


def _body_names(service: Service, operation: Operation[Any]) -> set[str]:
    """Return the fields that a request may have: those of all operations of the resource that send it."""
    resource = operation.name.rpartition(".")[0].replace(".", "_")
    operations: Iterable[object] = vars(import_module(f"{service.package}.operations.{resource}")).values()
    route = operation.method, operation.path
    forms: list[Operation[Any]] = [
        form for form in operations if isinstance(form, Operation) and (form.method, form.path) == route
    ]
    return {name for form in (operation, *forms) for name in template_of(form).body_names}


# Values ---------------------------------------------------------------------------------


def limited_parameters(service: Service, operation: Operation[Any]) -> Iterator[Parameter]:
    """Yield the parameters of query and body, and those of the pages."""
    yield from (parameter for parameter in operation.parameters if parameter.location in {"query", "body"})
    if operation.pagination:
        pagination = service.paginations[operation.pagination]
        yield Parameter(pagination.size, "query", "int", minimum=1, maximum=pagination.max_size or None)


def find_limit_error(parameter: Parameter, value: object, choices: Collection[Any] = ()) -> str:
    """Return what is wrong with a value or a list of them, or "". `choices` are what its type allows."""
    return next(_limit_errors(parameter, value, choices), "")


def _limit_errors(parameter: Parameter, value: object, choices: Collection[Any]) -> Iterator[str]:
    name, least, most = parameter.wire_name, parameter.minimum, parameter.maximum
    if parameter.location == "body" and parameter.const not in (None, value):
        yield f"{name} is always {parameter.const!r}, got {describe(value)}"
    if is_sequence(value):
        yield from _size_errors(name, len(value), parameter.min_items, parameter.max_items, "item")
    for item in value if is_sequence(value) else (value,):
        if isinstance(item, str):
            yield from _string_errors(parameter, item, choices)
        elif choices and isinstance(item, int) and item not in choices:
            yield f"unknown value {describe(item)} of {name}: {did_you_mean(describe(item), map(str, choices))}"
        number = _to_number(item)
        if number is not None and least is not None and number < least:
            yield f"{name} must be ≥ {least}, got {item}"
        if number is not None and most is not None and number > most:
            yield f"{name} must be ≤ {most}, got {item}"


def _string_errors(parameter: Parameter, string: str, choices: Collection[Any]) -> Iterator[str]:
    name = parameter.wire_name
    if known := parameter.choices or choices:
        for word in string.split(",") if parameter.choices else [string]:
            if word not in known:
                yield f"unknown value {word!r} of {name}: {did_you_mean(word, map(str, known))}"
    yield from _size_errors(name, len(string), parameter.min_length, parameter.max_length, "character")
    if parameter.pattern and not re.search(parameter.pattern, string):
        yield f"{name} must match {parameter.pattern!r}, got {describe(string)}"
    if not re.fullmatch(FORMATS.get(parameter.format, "(?s:.*)"), string):
        yield f"{name} must be of the format {parameter.format}, got {describe(string)}"


FORMATS = {
    "email": r"[^@\s]+@[^@\s]+",
    "hostname": r"[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*",
    "ipv4": r"\d{1,3}(\.\d{1,3}){3}",
    "uri": r"[A-Za-z][A-Za-z0-9+.-]*:\S+",
}
"""Patterns of the formats that are checked; others are documentation."""


def _size_errors(name: str, size: int, least: int | None, most: int | None, noun: str) -> Iterator[str]:
    for word, bound, is_beyond in (("least", least, size < (least or 0)), ("most", most, size > (most or 0))):
        if bound is not None and is_beyond:
            yield f"{name} must have at {word} {bound} {noun}{'' if bound == 1 else 's'}, got {size}"


def _find_limit_errors(service: Service, operation: Operation[Any], arguments: CallArguments) -> Iterator[str]:
    body, params = arguments.body, arguments.params or {}
    from synapse_runtime.serialization.model import Model, values_of  # strict clients only

    parts = body if is_sequence(body) else (body,)
    parts = [values_of(part) if isinstance(part, Model) else part for part in parts]
    items = [part for part in parts if is_mapping(part)]
    for parameter in limited_parameters(service, operation):
        values = [arguments.named.get(parameter.name)]
        values += [part.get(parameter.wire_name) for part in ([params] if parameter.location == "query" else items)]
        choices = _enum_values(service.models, parameter.type)
        for value in values:
            if value is not None and value is not UNSET and (error := find_limit_error(parameter, value, choices)):
                yield error


def _enum_values(models: str, type_string: str) -> list[Any]:
    """Return the values that a type of enums allows, or [] if it is another type."""
    names = set(re.findall(r"\w+", type_string)) - {"list"}
    package = import_module(models)
    types = [getattr(package, name, None) for name in names]
    enums = [type_ for type_ in types if isinstance(type_, type) and issubclass(type_, Enum)]
    if len(enums) < len(names):
        return []
    aliases = [alias for enum in enums for alias, _ in getattr(enum, "__aliases__", ())]
    return [*(member.value for enum in enums for member in enum), *aliases]


def _to_number(value: Any) -> float | None:
    try:
        return None if isinstance(value, bool) else float(value)
    except (ArithmeticError, TypeError, ValueError):
        return None
