"""Views of descriptors: a service and its operations, as constants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_codegen.ir import (
    ChunkedField,
    Composite,
    CompositeArgument,
    Credential,
    Field,
    Json,
    Operation,
    Pagination,
    Parameter,
    Scalar,
    Service,
    Waiter,
)
from synapse_codegen.layout import Layout, call, exploded, lay_out, literal, mapping, quoted, tuple_of
from synapse_codegen.naming import constant_name
from synapse_codegen.type_parser import format_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_codegen.imports import Imports

    from .package import Package


def operation_constant(package: Package, operation: Operation, answer: str, imports: Imports) -> str:
    """Write the constant that describes an operation.

    Args:
        package: What it is emitted in.
        operation: What it describes.
        answer: The annotation of what the typed face returns for it.
        imports: Told what it uses.
    """
    kind = imports.runtime("Operation")
    written = exploded(call(kind, **dict(_operation(package, operation, imports))))
    return f"{constant_name(operation.verb)}: {kind}[{answer}] = {lay_out(written)}"


def _operation(package: Package, operation: Operation, imports: Imports) -> Iterator[tuple[str, Layout]]:
    yield "name", quoted(operation.name)
    yield "method", quoted(operation.method)
    yield "path", quoted(operation.path)
    yield "retry", quoted(operation.retry)
    if parameters := tuple(_parameters(package, operation, imports)):
        listed = tuple_of(parameters)
        yield "parameters", exploded(listed) if len(parameters) > 1 else listed
    if body := operation.body:
        options = _texts(
            codec=body.codec if body.codec != "json" else "", batch=body.batch if body.batch != "forbidden" else ""
        )
        yield "body", call(imports.runtime("Body"), quoted(format_type(body.type)), **options)
    if operation.response:
        yield "response", quoted(format_type(operation.response))
    if operation.status != 200:
        yield "status", str(operation.status)
    yield from _texts(pagination=operation.pagination, stream=operation.stream).items()
    if file_fields := package.file_fields(operation):
        yield "file_fields", tuple_of(map(quoted, file_fields))
    if operation.chunked:
        yield "chunked", _chunked(operation.chunked, imports)
    if operation.composite:
        yield "composite", _composite(operation.composite, imports)
    if operation.waiter:
        yield "waiter", _waiter(operation.waiter, imports)


def _parameters(package: Package, operation: Operation, imports: Imports) -> Iterator[Layout]:
    def parameter(one: Parameter | Field | CompositeArgument, place: str, **options: Json) -> Layout:
        words = map(quoted, (one.python_name, one.name, place, format_type(one.type)))
        given = {name: literal(value) for name, value in options.items() if value is not None}
        return call(imports.runtime("Parameter"), *words, **given)

    for one in operation.parameters:
        required = (one.required and not one.has_const) or None
        yield parameter(one, one.location, required=required, secret=one.secret or None, const=one.const)
    for member in package.body_fields(operation):
        required = (member.required and not member.has_default) or None
        yield parameter(member, "body", required=required, default=member.default)
    if operation.chunked and operation.chunked.argument:
        name = operation.chunked.argument
        yield parameter(CompositeArgument(name, name, Scalar("bool")), "argument")
    for argument in package.arguments(operation):
        yield parameter(argument, "argument", required=argument.required or None, default=argument.default)


def _texts(**texts: str) -> dict[str, Layout]:
    """Keywords of texts; empty ones are what the descriptor says by itself."""
    return {name: quoted(text) for name, text in texts.items() if text}


def _chunked(chunked: ChunkedField, imports: Imports) -> Layout:
    texts = _texts(
        field=chunked.field,
        operation=chunked.operation,
        send_as=chunked.send_as,
        filename_as=chunked.filename_as,
        argument=chunked.argument,
    )
    return call(imports.runtime("UploadFirst"), **texts)


def _composite(composite: Composite, imports: Imports) -> Layout:
    return call(
        imports.runtime("Composite"),
        kind=quoted(composite.kind),
        steps=mapping({role: quoted(name) for role, name in composite.steps}),
        settings=literal(composite.settings),
    )


def _waiter(waiter: Waiter, imports: Imports) -> Layout:
    states = {"success": waiter.success, "failure": waiter.failure}
    return call(
        imports.runtime("Waiter"),
        field=quoted(waiter.field),
        **{name: tuple_of(map(quoted, values)) for name, values in states.items() if values},
        **_texts(log=waiter.log, log_field=waiter.log_field),
    )


def service_constant(service: Service, imports: Imports) -> str:
    """Write the constant that describes a service.

    Args:
        service: What it describes.
        imports: Told what it uses.
    """
    written = call(
        imports.runtime("Service"),
        **_texts(name=service.name, package=service.package, version=service.version),
        credentials=tuple_of(_credential(one, imports) for one in service.credentials),
        paginations=mapping({one.name: _pagination(one, imports) for one in service.paginations}),
        resources=tuple_of(quoted(one.name) for one in service.resources if one.operations),
        **_texts(base_url_env=service.base_url_env, log_env=service.log_env),
        connect_timeout=repr(float(service.connect_timeout)),
        read_timeout=repr(float(service.read_timeout)),
        **_texts(request_id_header=service.request_id_header),
    )
    return f"SERVICE = {lay_out(exploded(written))}"


def _credential(credential: Credential, imports: Imports) -> Layout:
    texts = _texts(header=credential.header, prefix=credential.prefix, env=credential.env)
    return call(imports.runtime("Credential"), quoted(credential.name), **texts)


def _pagination(pagination: Pagination, imports: Imports) -> Layout:
    texts = _texts(
        style=pagination.style,
        results=pagination.results,
        page=pagination.page,
        size=pagination.size,
        total=pagination.total,
        next=pagination.next,
    )
    return call(imports.runtime("Pagination"), **texts, walk_size=str(pagination.walk_size))
