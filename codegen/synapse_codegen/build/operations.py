"""Build operations: the request, the response, and how they are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import evolve

from synapse_codegen.diagnostics import Diagnostics, SourceLocation, did_you_mean, join_choices
from synapse_codegen.ir.declared import Doc
from synapse_codegen.ir.operations import (
    Batch,
    Body,
    ChunkedField,
    Codec,
    Composite,
    CompositeArgument,
    Example,
    Location,
    Operation,
    Parameter,
    Redirect,
    Response,
    ResponseCodec,
    RetryClass,
    Waiter,
)
from synapse_codegen.source.nodes import MappingNode, SequenceNode
from synapse_codegen.type_parser import SCALAR_TYPES

from .documented import build_documented
from .parts import (
    read_choice,
    read_doc,
    read_errors,
    read_evolution,
    read_limits,
    read_python_name,
    read_response_headers,
    read_type,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from synapse_codegen.ir.declared import TypeRef
    from synapse_codegen.ir.models import Model

DEFAULT_RETRY: Final[Mapping[str, RetryClass]] = {
    "GET": "safe",
    "HEAD": "safe",
    "PUT": "idempotent",
    "DELETE": "idempotent",
    "POST": "unsafe",
    "PATCH": "unsafe",
}
"""Method to the retry class of an operation that names none."""

RAW_TYPES: Final[Mapping[str, TypeRef]] = {"text": SCALAR_TYPES["str"], "bytes": SCALAR_TYPES["file"]}
"""Codec of what is no JSON to its type."""

IDEMPOTENCY_ARGUMENT: Final = "idempotency_key"
IDEMPOTENCY_DOC: Final = Doc("Key of this call. A new one each call if it is left out; retries repeat it.")

LOCATIONS: Final[Mapping[str, Location]] = {"path": "path", "query": "query", "headers": "header"}
"""Key of an operation to where its parameters are sent."""

_REQUEST: Final = re.compile(r"(\S+) (\S*)")
_PATH: Final = re.compile(r"(?:[^\s{}?#\\/]|(?<!^)/(?!/)|\{[^\s{}/]+\})*")


def build_operation(
    name: str, node: MappingNode, source: SourceLocation, models: Mapping[str, Model], diagnostics: Diagnostics
) -> Operation:
    """Build an operation from its entry in a resource file.

    It needs all models of the service: the fields of a body decide which documented
    arguments are required.
    """
    method, path = _parse_request(node, diagnostics) if "request" in node else ("", "")
    responses = tuple(_build_responses(node, diagnostics))
    idempotency_key = node.string("idempotency_key")
    operation = Operation(
        name=name,
        verb=name.rpartition(".")[2],
        method=method,
        path=path,
        retry=read_choice(node, "retry", "idempotent" if idempotency_key else DEFAULT_RETRY.get(method, "unsafe")),
        retry_reason=node.string("retry_reason"),
        server=node.string("server"),
        credentials=_build_credentials(node.sequence("credentials")) if "credentials" in node else None,
        parameters=tuple(_build_parameters(node, diagnostics)),
        body=_build_body(node.mapping("body"), node.location_of("body"), diagnostics) if "body" in node else None,
        responses=responses,
        pagination=node.string("pagination"),
        stream=read_choice(node, "stream", ""),
        chunked=_build_chunked(node.mapping("chunked"), node.location_of("chunked")) if "chunked" in node else None,
        composite=_build_composite(node, diagnostics) if "composite" in node else None,
        waiter=_build_waiter(node.mapping("waiter"), node.location_of("waiter")) if "waiter" in node else None,
        idempotency_key=idempotency_key,
        form_of=node.string("form_of"),
        typed=node.boolean("typed", default=True),
        redirects=tuple(_build_redirects(node)) if "redirects" in node else (),
        errors=tuple(read_errors(node, diagnostics)),
        acts=read_choice(node, "acts", ""),
        on=node.string("on"),
        examples=tuple(_build_examples(node.sequence("examples"), responses[0].status)),
        doc=read_doc(node),
        source=source,
        at=node.location_of,
        **read_evolution(node),
    )
    if "documented" not in node:
        return operation
    return evolve(operation, documented=build_documented(node.mapping("documented"), operation, models))


def _parse_request(node: MappingNode, diagnostics: Diagnostics) -> tuple[str, str]:
    """Parse `GET tasks/{pk}/` into a method and a path."""
    request, location = node.string("request"), node.location_of("request")
    match = _REQUEST.fullmatch(request)
    if not match:
        hint = "write the method, one space and the path: `GET tasks/{pk}/`"
        diagnostics.add(location, "request-syntax", f"`{request}` is not a method and a path", hint)
        return "", ""
    method, path = match.groups()
    if method not in DEFAULT_RETRY:
        hint = did_you_mean(method, DEFAULT_RETRY) or f"write {join_choices(DEFAULT_RETRY)}"
        diagnostics.add(location, "request-syntax", f"`{method}` is not a known method", hint)
        return "", ""
    valid = _PATH.match(path)
    assert valid is not None  # the pattern matches an empty string
    if valid.end() < len(path):
        stop = location.shift(len(method) + 1 + valid.end())
        hint = "a path is relative to the base URL and has no query: `tasks/{pk}/`"
        diagnostics.add(stop, "request-syntax", f"a path cannot have `{path[valid.end()]}` here", hint)
    return method, path


def _build_credentials(nodes: SequenceNode) -> tuple[tuple[str, ...], ...]:
    """Build the alternatives; without any, the operation needs none."""
    return tuple(tuple(map(str, node)) for node in nodes if isinstance(node, SequenceNode))


def _build_parameters(node: MappingNode, diagnostics: Diagnostics) -> Iterator[Parameter]:
    for key, location in LOCATIONS.items():
        location_of_key = node.mapping(key).location_of_key
        for wire_name, parameter in node.mappings(key):
            yield Parameter(
                name=wire_name,
                python_name=read_python_name(parameter, wire_name),
                location=location,
                type=read_type(parameter, diagnostics),
                required=location == "path" or parameter.boolean("required"),
                secret=parameter.boolean("secret"),
                const=parameter.get("const"),
                has_const="const" in parameter,
                default=parameter.get("default"),
                has_default="default" in parameter,
                style=read_choice(parameter, "style", ""),
                limits=read_limits(parameter),
                doc=read_doc(parameter),
                source=location_of_key(wire_name),
                at=parameter.location_of,
                **read_evolution(parameter),
            )
    if header := node.string("idempotency_key"):
        yield Parameter(
            name=header,
            python_name=IDEMPOTENCY_ARGUMENT,
            location="header",
            type=SCALAR_TYPES["str"],
            doc=IDEMPOTENCY_DOC,
            source=node.location_of("idempotency_key"),
            at=lambda _: node.location_of("idempotency_key"),
        )


def _build_body(node: MappingNode, source: SourceLocation, diagnostics: Diagnostics) -> Body:
    batch: Batch = read_choice(node, "batch", "forbidden")
    codec: Codec = read_choice(node, "codec", "json")
    return Body(
        type=read_type(node, diagnostics),
        codec=codec,
        batch=batch,
        media_type=node.string("media_type"),
        required=node.boolean("required", default=True),
        source=source,
        at=node.location_of,
    )


def _build_responses(node: MappingNode, diagnostics: Diagnostics) -> Iterator[Response]:
    """Build what is under `responses`, or the only response from `response` and `status`."""
    location_of_key = node.mapping("responses").location_of_key
    for status, entry in node.mappings("responses"):
        yield _build_response(int(status), entry, location_of_key(status), diagnostics)
    if not node.mapping("responses"):
        entry = node.mapping("response")
        response = _build_response(int(node.number("status", 200)), entry, node.location_of("response"), diagnostics)

        def at(key: str) -> SourceLocation:
            return node.location_of(key) if key == "status" else entry.location_of(key)

        yield evolve(response, at=at)


def _build_response(status: int, node: MappingNode, source: SourceLocation, diagnostics: Diagnostics) -> Response:
    codec: ResponseCodec = read_choice(node, "codec", "json")
    type = read_type(node, diagnostics) if "type" in node else RAW_TYPES.get(codec)
    const = node.boolean("const") if "const" in node else None
    return Response(
        status=status,
        type=type if const is None else SCALAR_TYPES["bool"],
        codec=codec,
        media_type=node.string("media_type"),
        headers=read_response_headers(node, "headers"),
        const=const,
        doc=read_doc(node),
        source=source,
        at=node.location_of,
    )


def _build_redirects(node: MappingNode) -> Iterator[Redirect]:
    location_of_key = node.mapping("redirects").location_of_key
    for status, redirect in node.mappings("redirects"):
        yield Redirect(int(status), doc=read_doc(redirect), source=location_of_key(status))


def _build_chunked(node: MappingNode, source: SourceLocation) -> ChunkedField:
    return ChunkedField(
        field=node.string("field"),
        operation=node.string("operation"),
        send_as=node.string("send_as"),
        filename_as=node.string("filename_as"),
        argument=node.string("argument"),
        source=source,
        at=node.location_of,
    )


def _build_waiter(node: MappingNode, source: SourceLocation) -> Waiter:
    return Waiter(
        name=node.string("name", "wait"),
        field=node.string("field"),
        success=tuple(map(str, node.sequence("success"))),
        failure=tuple(map(str, node.sequence("failure"))),
        log=node.string("log"),
        log_field=node.string("log_field"),
        doc=read_doc(node),
        source=source,
        at=node.location_of,
    )


def _build_composite(node: MappingNode, diagnostics: Diagnostics) -> Composite:
    steps = node.mapping("steps")
    location_of_key = node.mapping("arguments").location_of_key
    return Composite(
        kind=node.string("composite"),
        steps=tuple((role, steps.string(role)) for role in steps),
        arguments=tuple(
            CompositeArgument(
                name=wire_name,
                python_name=read_python_name(argument, wire_name),
                type=read_type(argument, diagnostics),
                required=argument.boolean("required"),
                default=argument.get("default"),
                has_default="default" in argument,
                doc=read_doc(argument),
                source=location_of_key(wire_name),
                at=argument.location_of,
                **read_evolution(argument),
            )
            for wire_name, argument in node.mappings("arguments")
        ),
        settings=node.mapping("settings"),
        source=node.location_of("composite"),
        at=steps.location_of,
    )


def _build_examples(nodes: SequenceNode, status: int) -> Iterator[Example]:
    for index, node in enumerate(nodes):
        assert isinstance(node, MappingNode)
        yield Example(
            name=node.string("name"),
            arguments=node.mapping("arguments"),
            response=node.get("response"),
            status=int(node.number("status", status)),
            request=node.get("request"),
            source=nodes.location_of(index),
            at=node.location_of,
        )
