"""Rules about names: valid in Python, not reserved, and, of credentials and servers, declared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from synapse_codegen import naming
from synapse_codegen.diagnostics import did_you_mean
from synapse_codegen.ir.operations import Operation

from .symbols import Violation, operations_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_codegen.diagnostics import SourceLocation
    from synapse_codegen.ir.service import Service

    from .symbols import SymbolTable

MODEL_ATTRIBUTES: Final = frozenset({"extra", "from_dict", "to_dict"})
"""Attributes of every model."""

CLIENT_ATTRIBUTES: Final = frozenset(
    {"aclose", "base_url", "close", "request", "schema_issues", "with_options", "with_raw_response"}
)
"""Attributes of every client, which no resource, verb or documented method may hide."""

CLIENT_ARGUMENTS: Final = frozenset({
    *("base_url", "options", "timeout"),
    *("allow_http", "connections", "deadline", "headers", "http_client", "max_response_bytes", "max_retries"),
    *("middleware", "on_progress", "on_response", "params", "pickle_secrets", "retry"),
    *("call_middleware", "prefetch", "max_pages", "strict", "transport", "url_conversion", "verify"),
    *("chunk_size", "executor", "finish_timeout", "progress", "report", "resume", "workers"),
})  # fmt: skip
"""Arguments of every client, besides its credentials."""

RESERVED_CLASSES: Final = frozenset({"None", "True", "False", "UNSET"})
"""Names that no model may have."""

TRANSPORT_HEADERS: Final = frozenset(
    {"accept-encoding", "connection", "content-length", "content-type", "host", "transfer-encoding"}
)
"""Headers that say how a client sends a request, in lower case: nobody else sets them."""

_SERVER_URL: Final = re.compile(r"https?://[A-Za-z0-9.\-]+(:\d+)?(/[A-Za-z0-9._~/-]*)?")
_HEADER_VALUE: Final = re.compile(r"([!-~]([ -~]*[!-~])?)?")
_CLASS: Final = re.compile(r"[A-Z][A-Za-z0-9]*")
_MODULE_PATH: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")


def reserved_name(symbols: SymbolTable) -> Iterator[Violation]:
    """Names are valid in Python, and are not reserved."""
    yield from _check_service(symbols)
    for resource in symbols.service.resources:
        yield from _check_resource(resource.name, resource.source)
        for declared in (*resource.enums, *resource.models):
            yield from _check_class(declared.name, declared.source)
            for old in declared.was:
                yield from _check_class(old, declared.at("was"))
        for operation in resource.operations:
            yield from _check_snake_case(operation.verb, "verb", operation.source)
            for old in operation.was:
                yield from _check_snake_case(old, "verb", operation.at("was"))
            yield from _check_operation(operation)
    for model in symbols.models.values():
        for field in model.fields:
            yield from _check_identifier(field.python_name, field.at("python_name"))
            for name in (field.python_name, *map(naming.field_name, field.was)):
                if name in MODEL_ATTRIBUTES:
                    location = field.source if name == field.python_name else field.at("was")
                    yield Violation(location, f"every model has an attribute `{name}`", rename_hint(field.name))
    for enum in symbols.enums.values():
        for value in enum.values:
            yield from _check_identifier(value.python_name, value.at("python_name"))


def client_arguments(service: Service) -> Iterator[tuple[str, str, SourceLocation]]:
    """Yield the arguments of clients that a service declares: each name, what it is for messages, its location."""
    for credential in service.credentials:
        yield credential.name, f"the credential `{credential.name}`", credential.source
        for alias in credential.aliases:
            yield alias, f"an alias of `{credential.name}`", credential.at("aliases")
        for old in credential.was:
            yield old, f"an old name of `{credential.name}`", credential.at("was")
    for query in service.query:
        yield query.name, f"the query argument `{query.name}`", query.source
    for header in service.headers:
        if not header.const:
            yield header.python_name, f"the header `{header.name}`", header.source
    for server in service.servers:
        yield server.argument, f"the base URL of the server `{server.name}`", server.source


def unknown_credential(symbols: SymbolTable) -> Iterator[Violation]:
    """A credential that is named exists: above the one it belongs to, and for the server that gets it."""
    known: list[str] = []
    for credential in symbols.service.credentials:
        for key in ("instead_of", "goes_with"):
            name = getattr(credential, key)
            if name and name not in known:
                hint = did_you_mean(name, known) or "name one that stands above it"
                yield Violation(credential.at(key), f"there is no credential `{name}` before this one", hint)
        known.append(credential.name)
    uses = [(server.at("credentials"), server.credentials) for server in symbols.service.servers]
    servers = {server.name: server for server in symbols.service.servers}
    for operation in operations_of(symbols.service):
        names = tuple(name for names in operation.credentials or () for name in names)
        uses.append((operation.at("credentials"), names))
        own = servers.get(operation.server)
        for name in names if own else ():
            if own and name in known and name not in own.credentials:
                message = f"`{name}` may not be sent to the server `{own.name}`"
                hint = f"add it to `credentials` of the server, at {own.source}"
                yield Violation(operation.at("credentials"), message, hint)
    for location, names in uses:
        for name in names:
            if name not in known and not symbols.is_unread(name):
                hint = did_you_mean(name, known) or "declare it under `credentials` in the service"
                yield Violation(location, f"there is no credential `{name}`", hint, name)


def credential_place(symbols: SymbolTable) -> Iterator[Violation]:
    """Each credential has a place where it is sent."""
    for credential in symbols.service.credentials:
        if not (credential.header or credential.query or credential.cookie):
            message = f"nothing says where `{credential.name}` is sent"
            hint = "write `header: …`, `query: …` or `cookie: …`, or `scheme: bearer` or `basic`"
            yield Violation(credential.source, message, hint)


def unknown_server(symbols: SymbolTable) -> Iterator[Violation]:
    """The server of an operation is one of the service's, and its URL is one."""
    known = [server.name for server in symbols.service.servers]
    for server in symbols.service.servers:
        if not _SERVER_URL.fullmatch(server.url):
            hint = "write the scheme, the host and perhaps a path: `https://uploads.example.com/api`"
            yield Violation(server.at("url"), f"`{server.url}` is not the URL of a server", hint)
    for operation in operations_of(symbols.service):
        if operation.server and operation.server not in known and not symbols.is_unread(operation.server):
            hint = did_you_mean(operation.server, known) or "declare it under `servers` in the service"
            message = f"there is no server `{operation.server}`"
            yield Violation(operation.at("server"), message, hint, operation.server)


def unknown_replacement(symbols: SymbolTable) -> Iterator[Violation]:
    """What a deprecation says to use instead exists."""
    for siblings in symbols.service.evolving_parts():
        for name, part in siblings.parts:
            use = part.deprecated.use if part.deprecated else ""
            known = symbols.operations if isinstance(part, Operation) else dict(siblings.parts)
            if use and use not in known and not symbols.is_unread(use):
                hint = did_you_mean(use, known) or "name what takes its place, as the spec has it, or drop `use`"
                yield Violation(
                    part.at("deprecated"), f"there is no `{use}` to use instead of `{siblings.owner}{name}`", hint
                )


def rename_hint(name: str) -> str:
    """Write how to give a field or an argument another name in Python."""
    return f"give it another name in Python: `python_name: {naming.field_name(name)}_`"


def _check_service(symbols: SymbolTable) -> Iterator[Violation]:
    service = symbols.service
    for name in (service.sync_client, service.async_client):
        yield from _check_class(name, service.at("clients"))
    yield from _check_module(service.package, service.at("package"))
    for name, _, location in client_arguments(service):
        yield from _check_identifier(name, location)
        if name in CLIENT_ARGUMENTS:
            message = f"every client has an argument `{name}`"
            yield Violation(location, message, "give it another name")
    for header in service.headers:
        if header.name.lower() in TRANSPORT_HEADERS:
            message = f"`{header.name}` says how a client sends a request, and is not the service's to set"
            yield Violation(header.source, message, "leave it out")
        if not _HEADER_VALUE.fullmatch(header.const):
            message = f"`{header.const}` cannot stand in a header"
            yield Violation(header.at("const"), message, "write ASCII without line breaks, and no spaces at its ends")
    face = service.documented
    if face is None:
        return
    yield from _check_class(face.class_name, face.at("class"))
    for key, module in (("module", face.module), ("errors", face.errors_module), ("enums", face.enums_module)):
        if module:
            yield from _check_module(module, face.at(key))
    for mixin in face.mixins:
        yield from _check_snake_case(mixin.name, "mixin", mixin.source)
        yield from _check_class(mixin.class_name, mixin.source)


def _check_operation(operation: Operation) -> Iterator[Violation]:
    for parameter in operation.parameters:
        yield from _check_identifier(parameter.python_name, parameter.at("python_name"))
    for argument in operation.composite_arguments:
        yield from _check_identifier(argument.python_name, argument.at("python_name"))
    if operation.waiter:
        yield from _check_identifier(operation.waiter.name, operation.waiter.at("name"))
    if operation.chunked and operation.chunked.argument:
        yield from _check_identifier(operation.chunked.argument, operation.chunked.at("argument"))
    documented = operation.documented
    if documented is None:
        return
    for name, location in documented.locations:
        yield from _check_identifier(name, location)
        if name in CLIENT_ATTRIBUTES or name.startswith("_"):
            yield Violation(location, f"every client has an attribute `{name}`", "give the method another name")
    for documented_argument in documented.arguments:
        for name in (documented_argument.name, *documented_argument.was):
            yield from _check_identifier(name, documented_argument.source)


def _check_identifier(name: str, location: SourceLocation) -> Iterator[Violation]:
    if not naming.is_name(name) or name in naming.RESERVED:
        yield Violation(location, f"`{name}` cannot be a name in Python", f"write `{naming.field_name(name)}`")


def _check_class(name: str, location: SourceLocation) -> Iterator[Violation]:
    if not _CLASS.fullmatch(name) or name in RESERVED_CLASSES:
        pascal = naming.class_name(name)
        hint = f"write it in PascalCase: `{pascal}`" if _CLASS.fullmatch(pascal) else "give it another name"
        yield Violation(location, f"`{name}` cannot be the name of a class", hint)


def _check_resource(name: str, location: SourceLocation) -> Iterator[Violation]:
    outer, *inner = name.split(".")
    yield from _check_snake_case(outer, "resource", location)
    for part in inner:
        if not naming.is_snake_case(part):
            hint = f"write it in snake_case: `{naming.field_name(part)}`"
            yield Violation(location, f"`{part}` cannot be the name of a resource", hint)


def _check_snake_case(name: str, part: str, location: SourceLocation) -> Iterator[Violation]:
    if not naming.is_snake_case(name):
        hint = f"write it in snake_case: `{naming.field_name(name)}`"
        yield Violation(location, f"`{name}` cannot be the name of a {part}", hint)
    elif name in CLIENT_ATTRIBUTES:
        yield Violation(location, f"every client has an attribute `{name}`", f"give the {part} another name")


def _check_module(name: str, location: SourceLocation) -> Iterator[Violation]:
    if not _MODULE_PATH.fullmatch(name) or not all(map(naming.is_name, name.split("."))):
        yield Violation(location, f"`{name}` cannot be the name of a module", "write names with dots between them")
