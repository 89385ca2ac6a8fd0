"""Operations: what is asked for, what travels, what comes back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import evolve

from synapse_codegen.diagnostics import Findings, Place, did_you_mean, one_of
from synapse_codegen.ir import (
    Batch,
    Body,
    ChunkedField,
    Codec,
    Composite,
    CompositeArgument,
    Example,
    Location,
    Model,
    Operation,
    Parameter,
    RetryClass,
    Waiter,
)
from synapse_codegen.nodes import MappingNode

from .documented import build_documented
from .parts import doc, python_name, type_of, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

RETRY: Final[Mapping[str, RetryClass]] = {
    "GET": "safe",
    "HEAD": "safe",
    "PUT": "idempotent",
    "DELETE": "idempotent",
    "POST": "unsafe",
    "PATCH": "unsafe",
}
"""Method to the retry class of an operation that names none."""

LOCATIONS: Final[Mapping[str, Location]] = {"path": "path", "query": "query", "headers": "header"}
"""Key of an operation to where its parameters travel."""

_COMPOSITE_ONLY: Final = ("steps", "arguments", "settings")
_REQUEST_ONLY: Final = ("request", "path", "query", "headers", "body", "pagination", "stream", "chunked", "waiter")

_REQUEST: Final = re.compile(r"(\S+) (\S*)")
_PATH: Final = re.compile(r"(?:[^\s{}?#\\/]|(?<!^)/(?!/)|\{[^\s{}/]+\})*")


def build_operation(
    name: str, node: MappingNode, place: Place, models: Mapping[str, Model], findings: Findings
) -> Operation:
    """Make an operation of its entry in a resource file.

    Args:
        name: `<resource>.<verb>`.
        node: The entry.
        place: Where its key stands.
        models: All models of the service: the form of a body decides what a documented
            argument must be given.
        findings: Hears what is wrong.

    Returns:
        The operation.
    """
    _check_kind(node, place, findings)
    method, path = _request(node, findings) if "request" in node else ("", "")
    status = int(node.number("status", 200))
    examples = node.sequence("examples")
    operation = Operation(
        name=name,
        verb=name.rpartition(".")[2],
        method=method,
        path=path,
        retry=word(node, "retry", RETRY.get(method, "unsafe")),
        retry_reason=node.text("retry_reason"),
        parameters=tuple(_parameters(node, findings)),
        body=_body(node.mapping("body"), node.place_of("body"), findings) if "body" in node else None,
        response=type_of(node, findings, "response") if "response" in node else None,
        status=status,
        pagination=node.text("pagination"),
        stream="lines" if "stream" in node else "",
        chunked=_chunked(node.mapping("chunked"), node.place_of("chunked")) if "chunked" in node else None,
        composite=_composite(node, findings) if "composite" in node else None,
        waiter=_waiter(node.mapping("waiter"), node.place_of("waiter")) if "waiter" in node else None,
        typed=node.flag("typed", default=True),
        examples=tuple(
            _example(example, examples.place_of(index), status)
            for index, example in enumerate(examples)
            if isinstance(example, MappingNode)
        ),
        doc=doc(node),
        place=place,
        at=node.place_of,
    )
    if "documented" not in node:
        return operation
    return evolve(operation, documented=build_documented(node.mapping("documented"), operation, models))


def _check_kind(node: MappingNode, place: Place, findings: Findings) -> None:
    """An operation is a request, or it is made of others; each has keys of its own."""
    if "composite" in node:
        for key in filter(node.__contains__, _REQUEST_ONLY):
            told = f"a composite operation has no `{key}`: it sends nothing by itself"
            findings.add(node.place_of_key(key), "unknown-key", told, "move it to the operations it is made of")
        return
    for key in filter(node.__contains__, _COMPOSITE_ONLY):
        told = f"only a composite operation has `{key}`"
        findings.add(node.place_of_key(key), "unknown-key", told, "name its kind with `composite`")
    if "request" not in node:
        hint = "write `request: GET path/`, or name what it is made of with `composite`"
        findings.add(place, "missing-key", "an operation needs `request`", hint)


def _request(node: MappingNode, findings: Findings) -> tuple[str, str]:
    """Read `GET tasks/{pk}/`."""
    place = node.place_of("request")
    match = _REQUEST.fullmatch(node.text("request"))
    if not match:
        hint = "write the method, one space and the path: `GET tasks/{pk}/`"
        findings.add(place, "request-syntax", "this is no request", hint)
        return "", ""
    method, path = match.groups()
    if method not in RETRY:
        hint = did_you_mean(method, RETRY) or f"write {one_of(RETRY)}"
        findings.add(place, "request-syntax", f"`{method}` is no method", hint)
        return "", ""
    readable = _PATH.match(path)
    assert readable is not None  # it may be empty
    if readable.end() < len(path):
        stop = place.right(len(method) + 1 + readable.end())
        hint = "a path is relative to the base URL and has no query: `tasks/{pk}/`"
        findings.add(stop, "request-syntax", f"`{path[readable.end()]}` does not belong in a path here", hint)
    return method, path


def _parameters(node: MappingNode, findings: Findings) -> Iterator[Parameter]:
    for key, location in LOCATIONS.items():
        at = node.mapping(key).place_of_key
        for wire, parameter in node.mappings(key):
            yield Parameter(
                name=wire,
                python_name=python_name(parameter, wire),
                location=location,
                type=type_of(parameter, findings),
                required=location == "path" or parameter.flag("required"),
                secret=parameter.flag("secret"),
                const=parameter.get("const"),
                has_const="const" in parameter,
                doc=doc(parameter),
                place=at(wire),
                at=parameter.place_of,
            )


def _body(node: MappingNode, place: Place, findings: Findings) -> Body:
    batch: Batch = word(node, "batch", "forbidden")
    codec: Codec = word(node, "codec", "json")
    return Body(type_of(node, findings), codec, batch, place=place, at=node.place_of)


def _chunked(node: MappingNode, place: Place) -> ChunkedField:
    argument = node.text("argument")
    return ChunkedField(
        field=node.text("field"),
        operation=node.text("operation"),
        send_as=node.text("send_as"),
        filename_as=node.text("filename_as"),
        when="asked" if argument else "always",
        argument=argument,
        place=place,
        at=node.place_of,
    )


def _waiter(node: MappingNode, place: Place) -> Waiter:
    return Waiter(
        name=node.text("name", "wait"),
        field=node.text("field"),
        success=tuple(map(str, node.sequence("success"))),
        failure=tuple(map(str, node.sequence("failure"))),
        log=node.text("log"),
        log_field=node.text("log_field"),
        doc=doc(node),
        place=place,
        at=node.place_of,
    )


def _composite(node: MappingNode, findings: Findings) -> Composite:
    steps = node.mapping("steps")
    at = node.mapping("arguments").place_of_key
    return Composite(
        kind=node.text("composite"),
        steps=tuple((role, steps.text(role)) for role in steps),
        arguments=tuple(
            CompositeArgument(
                name=wire,
                python_name=python_name(argument, wire),
                type=type_of(argument, findings),
                required=argument.flag("required"),
                default=argument.get("default"),
                has_default="default" in argument,
                doc=doc(argument),
                place=at(wire),
                at=argument.place_of,
            )
            for wire, argument in node.mappings("arguments")
        ),
        settings=node.mapping("settings"),
        place=node.place_of("composite"),
        at=steps.place_of,
    )


def _example(node: MappingNode, place: Place, status: int) -> Example:
    return Example(
        name=node.text("name"),
        arguments=node.mapping("arguments"),
        response=node.get("response"),
        status=int(node.number("status", status)),
        request=node.get("request"),
        place=place,
        at=node.place_of,
    )
