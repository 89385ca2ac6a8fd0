"""Views of descriptors: a service and its operations, as constants."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from synapse_codegen.ir.declared import NO_LIMITS, Scalar
from synapse_codegen.ir.operations import CompositeArgument
from synapse_codegen.naming import constant_name, module_name
from synapse_codegen.python.annotations import Annotations
from synapse_codegen.python.docstrings import prose
from synapse_codegen.python.history import deprecation_notice
from synapse_codegen.python.imports import COMMAND_PACKAGE, Imports
from synapse_codegen.type_parser import format_type

from .methods import returned_type
from .package import ModuleView, Package

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from synapse_codegen.ir.declared import Json, Limits
    from synapse_codegen.ir.models import Field
    from synapse_codegen.ir.operations import (
        Body,
        ChunkedField,
        Composite,
        ErrorResponse,
        Operation,
        Parameter,
        Response,
        ResponseHeader,
        Waiter,
    )
    from synapse_codegen.ir.service import Credential, Resource


class ParameterView(NamedTuple):
    """An argument of an operation. What is empty is not printed."""

    name: str
    location: str
    type: str
    alias: str
    required: bool
    secret: bool = False
    const: str = ""
    default: str = ""
    choices: tuple[str, ...] = ()
    minimum: str = ""
    maximum: str = ""
    style: str = ""
    format: str = ""
    pattern: str = ""
    min_length: str = ""
    max_length: str = ""
    min_items: str = ""
    max_items: str = ""
    was: str = ""
    deprecated: str = ""
    old_values: str = ""
    deprecated_values: str = ""


class BodyView(NamedTuple):
    """The body of a request."""

    type: str
    codec: str
    batch: str
    media_type: str
    is_optional: bool
    read_only: tuple[str, ...]


class OperationView(NamedTuple):
    """The constant that describes an operation. What is empty is not printed."""

    constant: str
    returns: str
    """What the typed face returns; of a list, one item."""
    name: str
    method: str
    path: str
    retry: str
    parameters: tuple[ParameterView, ...]
    body: BodyView | None
    response: str
    responses: tuple[StatusView, ...]
    response_headers: tuple[HeadersView, ...]
    redirects: str
    accept: str
    idempotency_key: str
    status: int
    pagination: str
    stream: str
    file_fields: tuple[str, ...]
    server: str
    credentials: str
    chunked: Mapping[str, str] | None
    composite: CompositeView | None
    waiter: WaiterView | None
    errors: tuple[ErrorView, ...]
    acts: str
    on: str


class ErrorView(NamedTuple):
    """The type of the body of an error."""

    status: str
    type: str


class StatusView(NamedTuple):
    """What a success with one status returns."""

    status: int
    type: str


class HeadersView(NamedTuple):
    """The headers of a response with one status."""

    status: int
    types: str


class StepView(NamedTuple):
    """A step of a composite operation."""

    role: str
    operation: str


class CompositeView(NamedTuple):
    """An operation made of others."""

    kind: str
    steps: tuple[StepView, ...]
    settings: str


class WaiterView(NamedTuple):
    """How to wait for an operation."""

    field: str
    success: tuple[str, ...]
    failure: tuple[str, ...]
    log: str
    log_field: str


@frozen(kw_only=True, eq=False, repr=False)
class OperationsView(ModuleView):
    """The module with the descriptors of a resource's operations."""

    operations: tuple[OperationView, ...]


@frozen(kw_only=True, eq=False, repr=False)
class ServiceView(ModuleView):
    """The module with the descriptor of the service."""

    service: Mapping[str, str]
    credentials: tuple[Mapping[str, str], ...]
    query: tuple[Mapping[str, str], ...]
    constant_headers: tuple[Mapping[str, str], ...]
    headers: tuple[Mapping[str, str], ...]
    servers: tuple[Mapping[str, str], ...]
    paginations: tuple[Mapping[str, str], ...]
    resources: tuple[str, ...]
    connect_timeout: float
    read_timeout: float
    response_headers: str
    errors: tuple[ErrorView, ...]


_SERVICE_KEYS = ("name", "package", "version", "base_url", "base_url_env", "log_env", "request_id_header")
_CREDENTIAL_KEYS = (
    *(
        "name",
        "header",
        "query",
        "cookie",
        "scheme",
        "prefix",
        "env",
        "aliases",
        "was",
        "instead_of",
        "goes_with",
        "hint",
    ),
)
_PAGINATION_KEYS = (
    *("name", "style", "results", "page", "size", "total", "next", "walk_size", "key", "cursor_query", "more"),
    "max_size",
)


def service_view(package: Package) -> ServiceView:
    """View the module with the descriptor of the service."""
    service = package.service
    imports = Imports(service.package)
    imports.runtime("Service")
    if service.credentials:
        imports.runtime("Credential")
    if service.paginations:
        imports.runtime("Pagination")
    if service.servers:
        imports.runtime("Server")
    return ServiceView(
        path=package.path("service"),
        template="service.py.jinja",
        source=service.file,
        doc=prose(0, f"What all operations of {service.name} share."),
        service=literals(service, *_SERVICE_KEYS),
        credentials=tuple(map(_credential, service.credentials)),
        query=tuple({"name": repr(query.name), "env": repr(query.env)} for query in service.query),
        constant_headers=tuple(literals(header, "name", "const") for header in service.headers if header.const),
        headers=tuple(
            {"name": repr(header.name), "env": repr(header.env)} for header in service.headers if not header.const
        ),
        servers=tuple(literals(server, "name", "url", "env", "credentials") for server in service.servers),
        paginations=tuple(literals(pagination, *_PAGINATION_KEYS) for pagination in service.paginations),
        resources=tuple(module_name(resource.name) for resource in service.resources if resource.operations),
        connect_timeout=float(service.connect_timeout),
        read_timeout=float(service.read_timeout),
        response_headers=_header_types(service.response_headers),
        errors=_errors(service.errors),
        imports=imports.view(),
    )


def command_view(package: Package) -> ModuleView:
    """View the module that runs the package as a command."""
    service = package.service
    imports = Imports(service.package)
    imports.use("sys")
    imports.use(COMMAND_PACKAGE, "run_command")
    imports.use(package.module("service"), "SERVICE")
    return ModuleView(
        path=package.path("__main__"),
        template="command.py.jinja",
        source=service.file,
        doc=prose(0, f"The command line of {service.name}: `python -m {service.package} --help`."),
        imports=imports.view(),
    )


def _credential(credential: Credential) -> Mapping[str, str]:
    deprecated = credential.deprecated
    notice = repr(deprecation_notice(credential.name, deprecated)) if deprecated else ""
    return {**literals(credential, *_CREDENTIAL_KEYS), "deprecated": notice}


def operations_view(package: Package, resource: Resource) -> OperationsView:
    """View the module with the descriptors of a resource's operations."""
    imports = Imports(package.service.package, (constant_name(operation.verb) for operation in resource.operations))
    used = {
        "Operation": True,
        "Parameter": any(_parameters(package, operation) for operation in resource.operations),
        "Body": any(operation.body for operation in resource.operations),
        "UploadFirst": any(operation.chunked for operation in resource.operations),
        "Composite": any(operation.composite for operation in resource.operations),
        "Waiter": any(operation.waiter for operation in resource.operations),
    }
    for name, is_used in used.items():  # before the models: one may have such a name
        if is_used:
            imports.runtime(name)
    annotations = Annotations(imports, package.definitions)
    return OperationsView(
        path=package.path(f"operations.{module_name(resource.name)}"),
        template="operations.py.jinja",
        source=resource.file,
        doc=f"Operations on {resource.name}, as descriptors.",
        operations=tuple(_operation(package, operation, annotations) for operation in resource.operations),
        imports=imports.view(),
    )


def literals(node: object, *names: str) -> Mapping[str, str]:
    """Return attributes of a node as Python literals; an empty one has none, and is not printed."""
    return {name: repr(value) if (value := getattr(node, name)) else "" for name in names}


def _operation(package: Package, operation: Operation, annotations: Annotations) -> OperationView:
    return OperationView(
        constant=constant_name(operation.verb),
        returns=returned_type(operation, annotations),
        name=operation.name,
        method=operation.method,
        path=repr(operation.path),
        retry=operation.retry,
        parameters=tuple(_parameters(package, operation)),
        body=_body(package, operation, operation.body) if operation.body else None,
        response=_response_type(operation.responses[0]),
        responses=_statuses(operation),
        response_headers=tuple(
            HeadersView(response.status, _header_types(response.headers))
            for response in operation.responses
            if response.headers
        ),
        redirects=_literal(tuple(redirect.status for redirect in operation.redirects) or None),
        accept=_accept(operation),
        idempotency_key=repr(operation.idempotency_key) if operation.idempotency_key else "",
        status=0 if operation.status == 200 else operation.status,
        pagination=repr(operation.pagination) if operation.pagination else "",
        stream=operation.stream,
        file_fields=tuple(map(repr, package.file_fields(operation))),
        server=repr(operation.server) if operation.server else "",
        credentials=_literal(operation.credentials),
        chunked=_chunked(operation.chunked) if operation.chunked else None,
        composite=_composite(operation.composite) if operation.composite else None,
        waiter=_waiter(operation.waiter) if operation.waiter else None,
        errors=_errors(operation.errors),
        acts=operation.acts,
        on=operation.on,
    )


def _parameters(package: Package, operation: Operation) -> Iterator[ParameterView]:
    for parameter in operation.parameters:
        required = parameter.required and not parameter.has_const
        view = _limit(_parameter(parameter, parameter.location, required=required), parameter.limits)
        const, default = _literal(parameter.const), _literal(parameter.default)
        view = view._replace(secret=parameter.secret, const=const, default=default, style=parameter.style)
        yield _evolve(package, parameter, view)
    model = package.body_model(operation)
    for field in model.sent_fields if model else ():
        required = field.required and not field.has_default and not field.has_const
        view = _limit(_parameter(field, "body", required=required), field.limits)
        view = view._replace(default=_literal(field.default), const=_literal(field.const))
        yield _evolve(package, field, view)
    if operation.chunked and operation.chunked.argument:
        name = operation.chunked.argument
        yield _parameter(CompositeArgument(name, name, Scalar("bool")), "argument", required=False)
    for argument in operation.composite_arguments:
        view = _parameter(argument, "argument", required=argument.required)
        yield _evolve(package, argument, view._replace(default=_literal(argument.default)))


def _evolve(package: Package, part: Parameter | Field | CompositeArgument, view: ParameterView) -> ParameterView:
    """Add old names and values, and what is deprecated."""
    if not package.has_history:
        return view
    values = package.enum_values(part.type)
    old = {
        enum.to_json(name): enum.to_json(value.value)
        for enum, value in values
        for name in value.was
        if name != value.value
    }
    notices = {
        enum.to_json(value.value): deprecation_notice(value.value, value.deprecated)
        for enum, value in values
        if value.deprecated
    }
    names = tuple(name for name in part.was if name != part.name)
    return view._replace(
        was=repr(names) if names else "",
        deprecated=repr(deprecation_notice(part.name, part.deprecated)) if part.deprecated else "",
        old_values=repr(old) if old else "",
        deprecated_values=repr(notices) if notices else "",
    )


def _limit(view: ParameterView, limits: Limits) -> ParameterView:
    if limits == NO_LIMITS:
        return view
    return view._replace(
        choices=tuple(map(repr, limits.choices)),
        minimum=_literal(limits.minimum),
        maximum=_literal(limits.maximum),
        format=repr(limits.format) if limits.format else "",
        pattern=repr(limits.pattern) if limits.pattern else "",
        min_length=_literal(limits.min_length),
        max_length=_literal(limits.max_length),
        min_items=_literal(limits.min_items),
        max_items=_literal(limits.max_items),
    )


def _parameter(argument: Parameter | Field | CompositeArgument, location: str, *, required: bool) -> ParameterView:
    return ParameterView(
        name=argument.python_name,
        location=location,
        type=format_type(argument.type),
        alias="" if argument.name == argument.python_name else repr(argument.name),
        required=required,
    )


def _literal(value: Json) -> str:
    return "" if value is None else repr(value)


def _errors(errors: Iterable[ErrorResponse]) -> tuple[ErrorView, ...]:
    return tuple(ErrorView(repr(error.status), format_type(error.type)) for error in errors if error.type)


def _header_types(headers: Iterable[ResponseHeader]) -> str:
    """Return the literal of the types of headers by name; one that may be missing has a `?`."""
    types = {header.name: format_type(header.type) + ("" if header.required else "?") for header in headers}
    return repr(types) if types else ""


def _body(package: Package, operation: Operation, body: Body) -> BodyView:
    model = package.body_model(operation)
    return BodyView(
        type=format_type(body.type),
        codec="" if body.codec == "json" else body.codec,
        batch="" if body.batch == "forbidden" else body.batch,
        media_type=repr(body.media_type) if body.media_type else "",
        is_optional=not body.required,
        read_only=tuple(repr(field.name) for field in (model.fields if model else ()) if not field.is_sent),
    )


def _response_type(response: Response) -> str:
    """Name the type of a response: that of JSON, its codec, or what its status means."""
    if response.const is not None:
        return "true" if response.const else "false"
    if response.codec != "json":
        return response.codec
    return format_type(response.type) if response.type else ""


def _statuses(operation: Operation) -> tuple[StatusView, ...]:
    """View the types of several responses; of one, the operation itself has it."""
    views = tuple(StatusView(response.status, _response_type(response)) for response in operation.responses)
    return views if len(views) > 1 else ()


def _accept(operation: Operation) -> str:
    """Return the literal of what is asked for, if it is not JSON alone."""
    types = ["text/event-stream"] if operation.stream == "events" else []
    if not types:
        types = [response.media_type or _MEDIA_TYPES[response.codec] for response in operation.responses]
    wanted = ", ".join(dict.fromkeys(types))
    return "" if wanted == _MEDIA_TYPES["json"] else repr(wanted)


_MEDIA_TYPES = {"json": "application/json", "text": "text/plain, */*;q=0.5", "bytes": "*/*"}
"""Codec to what is asked for, if the spec has no media type."""


def _chunked(chunked: ChunkedField) -> Mapping[str, str]:
    return literals(chunked, "field", "operation", "send_as", "filename_as", "argument")


def _composite(composite: Composite) -> CompositeView:
    steps = tuple(StepView(role, operation) for role, operation in composite.steps)
    return CompositeView(composite.kind, steps, repr(composite.settings))


def _waiter(waiter: Waiter) -> WaiterView:
    return WaiterView(
        field=repr(waiter.field),
        success=tuple(map(repr, waiter.success)),
        failure=tuple(map(repr, waiter.failure)),
        log=waiter.log,
        log_field=repr(waiter.log_field) if waiter.log_field else "",
    )
