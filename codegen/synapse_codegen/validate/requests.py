"""Rules about requests: routes, parameters, bodies, retry classes, pagination."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from synapse_codegen.build.operations import DEFAULT_RETRY, RAW_TYPES
from synapse_codegen.diagnostics import did_you_mean, join_choices
from synapse_codegen.ir.declared import DictOf, ListOf, Named, OneOf, Scalar
from synapse_codegen.scalars import SCALARS
from synapse_codegen.type_parser import SCALAR_TYPES, format_type, walk_type

from .symbols import Violation, operations_of, strip_nullable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from synapse_codegen.ir.declared import TypeRef
    from synapse_codegen.ir.operations import ErrorResponse, Location, Operation, Parameter, Response

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


_STYLES: Final[Mapping[Location, tuple[str, ...]]] = {
    "path": ("comma", "quoted", "segments"),
    "query": ("repeat", "brackets", "comma", "space", "pipe", "deep", "json"),
    "header": ("comma", "json"),
}
"""Where a parameter is, to the styles that it can have."""
_NEEDED_TYPES: Final = {"deep": "an object: a model, `dict[T]` or `json`", "quoted": "a `str`", "segments": "a `str`"}
"""Styles that are for no list, to what they are for."""


def parameter_type(symbols: SymbolTable) -> Iterator[Violation]:
    """A parameter can be written as a string; its style says how a list or an object is."""
    for operation in operations_of(symbols.service):
        for parameter in operation.parameters:
            style, location = parameter.style, parameter.location
            type = parameter.type if location == "path" else strip_nullable(parameter.type)
            is_plain, may_be_list = (_is_string_like(type, symbols, allow_list=lists) for lists in (False, True))
            has_file = SCALAR_TYPES["file"] in walk_type(type)
            if style not in ("", *_STYLES[location]):
                hint = f"a list there can have {join_choices(_STYLES[location])}"
                yield Violation(parameter.at("style"), f"`style: {style}` cannot be in {_WHERE[location]}", hint)
            elif parameter.secret and style in ("deep", "json"):
                message = f"`style: {style}` cannot be secret: nothing knows which parts of the value to hide"
                yield Violation(parameter.at("style"), message, "send it in the body, or make it a `str`")
            elif style == "json" and not has_file:
                continue
            elif style in _NEEDED_TYPES:
                if not (_is_object(type, symbols) if style == "deep" else type == SCALAR_TYPES["str"]):
                    yield _style_misfit(parameter, _NEEDED_TYPES[style])
            elif style and is_plain:
                yield _style_misfit(parameter, "a list")
            elif not (may_be_list if style or location == "query" else is_plain):
                more = ", or a list of them" if location == "query" else ""
                if may_be_list:
                    more = f", or add `style: {_STYLES[location][0]}`"
                elif "json" in _STYLES[location] and not has_file:
                    more += ", or add `style: json`"
                message = f"`{format_type(parameter.type)}` cannot be sent in {_WHERE[location]}"
                yield Violation(parameter.at("type"), message, f"use a scalar or an enum{more}")


def _style_misfit(parameter: Parameter, needed: str) -> Violation:
    message = f"`style: {parameter.style}` is for {needed}, not for `{format_type(parameter.type)}`"
    return Violation(parameter.at("style"), message, "drop `style`, or change the `type`")


def _is_object(type: TypeRef, symbols: SymbolTable) -> bool:
    """Return whether a type is that of JSON objects."""
    is_model = isinstance(type, Named) and type.name not in symbols.enums
    return is_model or isinstance(type, DictOf) or type == SCALAR_TYPES["json"]


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
    """A GET has no body, a form is one model, and a body that is no JSON is a string or a file."""
    for operation in operations_of(symbols.service):
        body = operation.body
        if body is None:
            continue
        if operation.method in _READING_METHODS:
            hint = "make it a POST, or move its fields to `query`"
            yield Violation(body.source, f"a {operation.method} cannot have a body", hint)
        if raw := RAW_TYPES.get(body.codec):
            if body.type != raw or body.can_be_batch:
                message = f"a {body.codec} body must be one `{format_type(raw)}`"
                yield Violation(body.at("type"), message, f"write `type: {format_type(raw)}`, without `batch`")
        elif body.codec != "json":
            if body.can_be_batch or _has_no_fields(body.type, symbols):
                message = f"a {body.codec} body must be one model: each of its fields is a part"
                yield Violation(body.source, message, "make its `type` a model, without `batch`")
            if body.media_type:
                message = f"a {body.codec} body has a media type of its own"
                yield Violation(body.at("media_type"), message, "drop `media_type`, or the `codec`")


def _has_no_fields(type: TypeRef, symbols: SymbolTable) -> bool:
    return not isinstance(type, Named) or type.name in symbols.unions or type.name in symbols.enums


def response_codec(symbols: SymbolTable) -> Iterator[Violation]:
    """A response that is no JSON is a string or a file, and comes whole or as events."""
    for operation in operations_of(symbols.service):
        for response in operation.responses:
            raw = RAW_TYPES.get(response.codec)
            location = response.at("codec")
            if raw and response.type != raw:
                message = f"a {response.codec} response must be a `{format_type(raw)}`"
                yield Violation(response.at("type"), message, "drop the `type`, or the `codec`")
            elif raw and (operation.pagination or operation.composite):
                other = "pagination" if operation.pagination else "composite"
                message = f"a {response.codec} response cannot have a `{other}`, which reads JSON"
                yield Violation(location, message, f"drop `codec`, or `{other}`")
            elif operation.stream and response.codec != "json" and (operation.stream, response.codec) != _EVENT_TEXT:
                message = f"`stream: {operation.stream}` cannot have a {response.codec} response"
                yield Violation(location, message, "drop `codec`, or `stream`")
        if len(operation.responses) > 1:
            keys = [key for key in ("stream", "chunked") if getattr(operation, key)]
            keys += ["pagination"] if operation.pagination and not _is_empty_list_beside(operation.responses) else []
            keys += ["batch"] if operation.body and operation.body.can_be_batch else []
            for key in keys:
                message = f"an operation with several `responses` cannot have `{key}`"
                yield Violation(operation.at("responses"), message, f"drop `{key}`, or write one `response`")


def _is_empty_list_beside(responses: tuple[Response, ...]) -> bool:
    """Return whether all responses but the first say that a list has no items."""
    first, *others = responses
    return first.type is not None and all((other.status, other.type) == (204, None) for other in others)


_EVENT_TEXT: Final = ("events", "text")


def response_status(symbols: SymbolTable) -> Iterator[Violation]:
    """Each status means one thing: a response, true or false, or an error."""
    for operation in operations_of(symbols.service):
        if len(operation.responses) > 1 or operation.is_check or operation.status >= 400:
            yield from _check_meanings(operation)
        for error in operation.errors:
            if any(response.status == error.status for response in operation.responses):
                hint = "drop it from one of them: a call either returns or raises"
                yield Violation(error.source, f"{error.status} is a response and an error", hint)
            yield from _check_error(error)
    for error in symbols.service.errors:
        yield from _check_error(error)


def _check_meanings(operation: Operation) -> Iterator[Violation]:
    meanings = {response.const for response in operation.responses}
    if meanings not in ({None}, {True, False}):
        message = "a check needs a `const` in each of its `responses`, true in one and false in another"
        hint = "add what is missing; the body of an error belongs under `errors`"
        yield Violation(operation.at("responses"), message, hint)
    for response in operation.responses:
        if response.status >= 400 and meanings == {None}:
            hint = "write `const: false` if it is no error, or move it to `errors`"
            yield Violation(response.source, f"{response.status} is the status of an error", hint)


def _check_error(error: ErrorResponse) -> Iterator[Violation]:
    if error.status == 304 and error.type:
        yield Violation(error.at("type"), "a 304 has no body", "drop the `type`")


def response_header(symbols: SymbolTable) -> Iterator[Violation]:
    """A response has each header once: their names are the same in any case."""
    responses = [response.headers for operation in operations_of(symbols.service) for response in operation.responses]
    for headers in (symbols.service.response_headers, *responses):
        seen: dict[str, str] = {}
        for header in headers:
            first = seen.setdefault(header.name.lower(), header.name)
            if first != header.name:
                message = f"`{header.name}` is the same header as `{first}`"
                yield Violation(header.source, message, "drop one of them: the case of a name means nothing")


def idempotency_key(symbols: SymbolTable) -> Iterator[Violation]:
    """Only a request that could not be repeated otherwise has a key that allows it."""
    for operation in operations_of(symbols.service):
        if operation.idempotency_key and DEFAULT_RETRY.get(operation.method, "unsafe") != "unsafe":
            message = f"a {operation.method} is {DEFAULT_RETRY[operation.method]} to repeat without a key"
            yield Violation(operation.at("idempotency_key"), message, "drop `idempotency_key`")


def retry_unsafe_get(symbols: SymbolTable) -> Iterator[Violation]:
    """A GET may be repeated."""
    for operation in operations_of(symbols.service):
        if operation.method in _READING_METHODS and operation.retry == "unsafe":
            message = f"a {operation.method} changes nothing, so it cannot be `unsafe` to repeat"
            yield Violation(operation.at("retry"), message, "drop `retry`; if it does change something, make it a POST")


def retry_safe_post(symbols: SymbolTable) -> Iterator[Violation]:
    """A POST or PATCH that may be repeated says why."""
    for operation in operations_of(symbols.service):
        if (
            operation.method in ("POST", "PATCH")
            and operation.retry != "unsafe"
            and not (operation.retry_reason or operation.idempotency_key)
        ):
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
