"""Rules about what travels: routes, parameters, bodies, retry classes, pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from synapse_codegen.diagnostics import did_you_mean, one_of
from synapse_codegen.ir import ListOf, Named, OneOf, Scalar
from synapse_codegen.type_parser import format_type

from .symbols import Finding, operations_of, without_null

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_codegen.ir import Operation, Parameter, TypeRef

    from .symbols import Scope

_HOLE: Final = re.compile(r"\{([^{}]+)\}")
_READS: Final = ("GET", "HEAD")
_NOT_TEXT: Final = ("json", "file", "data_uri")
"""Scalars that cannot stand in a URL or a header."""


def _path_parameters(operation: Operation) -> list[Parameter]:
    return [parameter for parameter in operation.parameters if parameter.location == "path"]


def path_parameter_missing(scope: Scope) -> Iterator[Finding]:
    """Each hole of a path is a path parameter."""
    for operation in operations_of(scope.service):
        known = [parameter.name for parameter in _path_parameters(operation)]
        for hole in _HOLE.finditer(operation.path):
            if hole[1] not in known:
                place = operation.at("request").right(len(operation.method) + 1 + hole.start())
                hint = did_you_mean(hole[1], known) or f"declare it: `path: {{ {hole[1]}: int }}`"
                yield Finding(place, f"`{{{hole[1]}}}` is no path parameter", hint)


def path_parameter_unused(scope: Scope) -> Iterator[Finding]:
    """Each path parameter has a hole in the path."""
    for operation in operations_of(scope.service):
        holes = _HOLE.findall(operation.path)
        for parameter in _path_parameters(operation):
            if operation.path and parameter.name not in holes:
                hint = did_you_mean(parameter.name, holes) or "write it into the path in braces, or drop it"
                yield Finding(parameter.place, f"`{operation.path}` has no place for `{parameter.name}`", hint)


def duplicate_route(scope: Scope) -> Iterator[Finding]:
    """No two operations send the same request."""
    seen: dict[object, Operation] = {}
    for operation in operations_of(scope.service):
        if not operation.method:
            continue
        constants = sorted((one.location, one.name, repr(one.const)) for one in operation.parameters if one.has_const)
        route = (operation.method, _HOLE.sub("{}", operation.path), *constants)
        first = seen.setdefault(route, operation)
        if first is not operation:
            told = f"`{first.name}` has the route `{operation.method} {operation.path}` already"
            yield Finding(operation.at("request"), told, f"it stands at {first.at('request')}")


def parameter_type(scope: Scope) -> Iterator[Finding]:
    """What stands in a URL or a header can be written as text; a query may repeat its key."""
    for operation in operations_of(scope.service):
        for parameter in operation.parameters:
            type = parameter.type
            if parameter.location != "path":
                type = without_null(type)
            if not _is_text(type, scope, many=parameter.location == "query"):
                told = f"`{format_type(parameter.type)}` cannot travel in the {parameter.location}"
                lists = ", or a list of them" if parameter.location == "query" else ""
                yield Finding(parameter.at("type"), told, f"a scalar or an enum can{lists}")


def _is_text(type: TypeRef, scope: Scope, *, many: bool) -> bool:
    match type:
        case Scalar(name):
            return name not in _NOT_TEXT
        case Named(name):
            return name not in scope.models and name not in scope.unions
        case OneOf(options):
            return all(_is_text(option, scope, many=many) for option in options)
        case ListOf(item):
            return many and _is_text(item, scope, many=False)
        case _:
            return False


def body_misplaced(scope: Scope) -> Iterator[Finding]:
    """What only reads has no body, and multipart bodies have fields."""
    for operation in operations_of(scope.service):
        body = operation.body
        if body and operation.method in _READS:
            told = f"a {operation.method} has no body"
            yield Finding(body.place, told, "make it a POST, or move its fields to `query`")
        if body and body.codec == "multipart" and (body.batch != "forbidden" or _fieldless(body.type, scope)):
            told = "a multipart body is one model: each of its fields is a part"
            yield Finding(body.place, told, "name a model as its `type`, without `batch`")


def _fieldless(type: TypeRef, scope: Scope) -> bool:
    return not isinstance(type, Named) or type.name in scope.unions or type.name in scope.enums


def retry_unsafe_get(scope: Scope) -> Iterator[Finding]:
    """What only reads may be repeated."""
    for operation in operations_of(scope.service):
        if operation.method in _READS and operation.retry == "unsafe":
            told = f"a {operation.method} that must not be repeated changes something"
            yield Finding(operation.at("retry"), told, "drop `retry`; or if it does change something, it is a POST")


def retry_safe_post(scope: Scope) -> Iterator[Finding]:
    """Whoever repeats a POST or a PATCH says why that is safe."""
    for operation in operations_of(scope.service):
        if operation.method in ("POST", "PATCH") and operation.retry != "unsafe" and not operation.retry_reason:
            told = f"a {operation.method} is repeated as `{operation.retry}`, and nothing says why it may be"
            yield Finding(operation.at("retry"), told, "say so in `retry_reason`, or drop `retry`")


def unknown_pagination(scope: Scope) -> Iterator[Finding]:
    """Pages are cut in a style of the service, and the style says how to go on."""
    styles = [style.name for style in scope.service.paginations]
    for operation in operations_of(scope.service):
        if operation.pagination and operation.pagination not in styles:
            known = f"write {one_of(styles)}, or " if styles else ""
            declare = f"{known}declare it under `pagination` in the service"
            hint = did_you_mean(operation.pagination, styles) or declare
            yield Finding(operation.at("pagination"), f"there is no pagination style `{operation.pagination}`", hint)
    for style in scope.service.paginations:
        if style.style == "cursor" and not style.next:
            told = f"`{style.name}` does not say where an answer holds the next cursor"
            yield Finding(style.place, told, "write `next: <key>`")


def pagination_not_list(scope: Scope) -> Iterator[Finding]:
    """Only a GET that answers rows is walked page by page."""
    for operation in operations_of(scope.service):
        if not operation.pagination:
            continue
        place = operation.at("pagination")
        if operation.method not in ("GET", ""):
            yield Finding(place, f"a {operation.method} is not walked page by page", "drop `pagination`")
        if operation.stream:
            yield Finding(place, "a stream has no pages", "drop `pagination`, or drop `stream`")
        if operation.response is None:
            yield Finding(place, "nothing says what the pages hold", "name the type of one row: `response: <Model>`")
        elif isinstance(operation.response, ListOf):
            told = "the response of a paginated operation is the type of one row"
            yield Finding(operation.at("response"), told, f"write `{format_type(operation.response.item)}`")
