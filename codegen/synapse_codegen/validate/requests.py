"""Rules about requests: routes, parameters, bodies, retry classes, pagination."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from synapse_codegen.diagnostics import did_you_mean, join_choices
from synapse_codegen.ir.declared import ListOf, Named, OneOf, Scalar
from synapse_codegen.scalars import SCALARS
from synapse_codegen.type_parser import format_type

from .symbols import Violation, operations_of, strip_nullable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from synapse_codegen.ir.declared import TypeRef
    from synapse_codegen.ir.operations import Location, Operation

    from .symbols import SymbolTable

_PLACEHOLDER: Final = re.compile(r"\{([^{}]+)\}")
_READING_METHODS: Final = ("GET", "HEAD")
_WHERE: Final[Mapping[Location, str]] = {"path": "the path", "query": "the query", "header": "a header"}


def path_parameter_missing(symbols: SymbolTable) -> Iterator[Violation]:
    """Each placeholder of a path is a path parameter."""
    for operation in operations_of(symbols.service):
        known = [parameter.name for parameter in operation.path_parameters]
        for match in _PLACEHOLDER.finditer(operation.path):
            name = match[1]
            if name not in known:
                location = operation.at("request").shift(len(operation.method) + 1 + match.start())
                hint = did_you_mean(name, known) or f"declare it: `path: {{ {name}: int }}`"
                yield Violation(location, f"`{{{name}}}` is not a declared path parameter", hint)


def path_parameter_unused(symbols: SymbolTable) -> Iterator[Violation]:
    """Each path parameter is in the path."""
    for operation in operations_of(symbols.service):
        names = _PLACEHOLDER.findall(operation.path)
        known = {parameter.name for parameter in operation.path_parameters}
        for parameter in operation.path_parameters:
            if (
                operation.path and {*names} <= known and parameter.name not in names
            ):  # else one of them may be it, misspelled
                hint = did_you_mean(parameter.name, names) or "write it into the path in braces, or drop it"
                yield Violation(parameter.source, f"`{operation.path}` does not contain `{{{parameter.name}}}`", hint)


def duplicate_route(symbols: SymbolTable) -> Iterator[Violation]:
    """No two operations send the same request, unless one says that it is another form of the other."""
    seen: dict[object, Operation] = {}
    for operation in operations_of(symbols.service):
        if not operation.method:
            continue
        constants = sorted(
            (parameter.location, parameter.name, repr(parameter.const))
            for parameter in operation.parameters
            if parameter.has_const
        )
        route = (operation.method, _PLACEHOLDER.sub("{}", operation.path), *constants)
        first = seen.setdefault(route, operation)
        if operation.form_of:
            if operation.form_of != first.name or first is operation:
                message = f"`{operation.form_of}` does not come first with the route of `{operation.name}`"
                yield Violation(operation.at("form_of"), message, "name the first operation with that route")
        elif first is not operation:
            message = f"`{first.name}` already has the route `{operation.method} {operation.path}`"
            hint = f"it is declared at {first.at('request')}; if the arguments differ, add `form_of: {first.name}`"
            yield Violation(operation.at("request"), message, hint)


def parameter_type(symbols: SymbolTable) -> Iterator[Violation]:
    """A parameter in a URL or a header can be written as a string; a query key may repeat."""
    for operation in operations_of(symbols.service):
        for parameter in operation.parameters:
            type = parameter.type
            if parameter.location != "path":
                type = strip_nullable(type)
            if not _is_string_like(type, symbols, allow_list=parameter.location == "query"):
                message = f"`{format_type(parameter.type)}` cannot be sent in {_WHERE[parameter.location]}"
                lists = ", or a list of them" if parameter.location == "query" else ""
                yield Violation(parameter.at("type"), message, f"use a scalar or an enum{lists}")


def _is_string_like(type: TypeRef, symbols: SymbolTable, *, allow_list: bool) -> bool:
    match type:
        case Scalar(name):
            return SCALARS[name].in_url
        case Named(name):
            return name not in symbols.models and name not in symbols.unions
        case OneOf(options):
            return all(_is_string_like(option, symbols, allow_list=allow_list) for option in options)
        case ListOf(item):
            return allow_list and _is_string_like(item, symbols, allow_list=False)
        case _:
            return False


def body_misplaced(symbols: SymbolTable) -> Iterator[Violation]:
    """A GET has no body, and a form is one model."""
    for operation in operations_of(symbols.service):
        body = operation.body
        if body and operation.method in _READING_METHODS:
            hint = "make it a POST, or move its fields to `query`"
            yield Violation(body.source, f"a {operation.method} cannot have a body", hint)
        if body and body.codec != "json" and (body.can_be_batch or _has_no_fields(body.type, symbols)):
            message = f"a {body.codec} body must be one model: each of its fields is a part"
            yield Violation(body.source, message, "make its `type` a model, without `batch`")


def _has_no_fields(type: TypeRef, symbols: SymbolTable) -> bool:
    return not isinstance(type, Named) or type.name in symbols.unions or type.name in symbols.enums


def retry_unsafe_get(symbols: SymbolTable) -> Iterator[Violation]:
    """A GET may be repeated."""
    for operation in operations_of(symbols.service):
        if operation.method in _READING_METHODS and operation.retry == "unsafe":
            message = f"a {operation.method} changes nothing, so it cannot be `unsafe` to repeat"
            yield Violation(operation.at("retry"), message, "drop `retry`; if it does change something, make it a POST")


def retry_safe_post(symbols: SymbolTable) -> Iterator[Violation]:
    """A POST or PATCH that may be repeated says why."""
    for operation in operations_of(symbols.service):
        if operation.method in ("POST", "PATCH") and operation.retry != "unsafe" and not operation.retry_reason:
            message = f"a {operation.method} with `retry: {operation.retry}` must have a `retry_reason`"
            yield Violation(operation.at("retry"), message, "say why it may be repeated, or drop `retry`")


def unknown_pagination(symbols: SymbolTable) -> Iterator[Violation]:
    """An operation's pagination is one of the service's."""
    known = [pagination.name for pagination in symbols.service.paginations]
    for operation in operations_of(symbols.service):
        if operation.pagination and operation.pagination not in known and not symbols.is_unread(operation.pagination):
            choices = f"write {join_choices(known)}, or " if known else ""
            hint = did_you_mean(operation.pagination, known) or f"{choices}declare it under `pagination` in the service"
            yield Violation(
                operation.at("pagination"),
                f"there is no pagination `{operation.pagination}`",
                hint,
                operation.pagination,
            )


def pagination_not_list(symbols: SymbolTable) -> Iterator[Violation]:
    """Only a GET that returns items has pages."""
    for operation in operations_of(symbols.service):
        if not operation.pagination:
            continue
        location = operation.at("pagination")
        if operation.method not in ("GET", ""):
            yield Violation(location, f"a {operation.method} cannot have pages", "drop `pagination`")
        if operation.stream:
            yield Violation(location, "a stream cannot have pages", "drop `pagination`, or drop `stream`")
        if operation.response is None:
            yield Violation(
                location, "the type of the items is missing", "write the type of one item: `response: <Model>`"
            )
        elif isinstance(operation.response, ListOf):
            message = "the `response` of a paginated operation must be the type of one item"
            yield Violation(operation.at("response"), message, f"write `{format_type(operation.response.item)}`")
