"""Compare what all resources of a service share: names, credentials, pagination, timeouts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from synapse_codegen.ir.service import Credential, Pagination, Server, SharedHeader, SharedQuery

from .calls import import_line
from .children import Children, evolution, explain_removal
from .documented import compare_faces
from .operations import ERRORS, RESPONSE_HEADERS
from .scope import (
    Attributes,
    changed,
    changed_keys,
    compare_names,
    docs,
    ignored,
    ordered,
    replaced,
    switched,
    variables,
)

if TYPE_CHECKING:
    from synapse_codegen.ir.service import Service

    from .scope import Scope

BY_PARENT: Final = ignored("who has the list compares names")


# What all resources share ------------------------------------------------------------------


def _place(credential: Credential) -> tuple[str, ...]:
    """Return where a credential is sent, whatever it is called."""
    return credential.header, credential.query, credential.cookie, credential.prefix


def _rename_credential(scope: Scope, old: Credential, new: Credential) -> None:
    client, nouns = scope.specs.new.sync_client, ("credential", "credential-alias")
    was = old.was, new.was
    compare_names(scope, nouns, new, (old.names, new.names), lambda name: f"{client}({name}=…)", was)


CREDENTIAL: Final[Attributes] = {
    "name": BY_PARENT,
    **{name: changed("credential-header-changed", name) for name in ("header", "query", "cookie", "scheme", "prefix")},
    "env": variables("env"),
    "aliases": BY_PARENT,
    **{name: changed("credential-changed", name) for name in ("instead_of", "goes_with")},
    "keyword_only": switched("credential-by-name", "keyword_only"),
    "hint": changed("hint-changed", "hint"),
    "doc": docs,
    **evolution(lambda credential: credential.names),
}
CREDENTIALS: Final = Children[Credential](
    noun="credentials",
    subject="credential {name}",
    keys=(lambda credential: credential.name, _place),
    name=lambda credential: credential.name,
    renamed=_rename_credential,
    added=lambda scope, credential: scope.report("credential-added", credential, new=credential.name),
    removed=lambda scope, credential: scope.report(
        "credential-removed", old=credential.name, hint=explain_removal(scope, credential)
    ),
    doc=lambda credential: credential.doc.en,
    was=lambda credential: credential.was,
    table=CREDENTIAL,
)


def _rename_query(scope: Scope, old: SharedQuery, new: SharedQuery) -> None:
    if old.name != new.name:
        client = scope.specs.new.sync_client
        calls = [(f"{client}({old.name}=…)", f"{client}({new.name}=…)")]
        scope.report("shared-query-renamed", new, old=old.name, new=new.name, migrations=calls)


SHARED_QUERY: Final[Attributes] = {"name": BY_PARENT, "env": variables("env"), "doc": docs}
SHARED_QUERIES: Final = Children[SharedQuery](
    noun="shared query",
    subject="query {name}",
    name=lambda query: query.name,
    renamed=_rename_query,
    added=lambda scope, query: scope.report("shared-query-added", query, new=query.name),
    removed=lambda scope, query: scope.report("shared-query-removed", old=query.name),
    doc=lambda query: query.doc.en,
    table=SHARED_QUERY,
)


def _rename_header(scope: Scope, old: SharedHeader, new: SharedHeader) -> None:
    if old.name != new.name:
        scope.report("shared-header-renamed", new, old=old.name, new=new.name)
    if old.python_name != new.python_name and not (old.const or new.const):
        client = scope.specs.new.sync_client
        calls = [(f"{client}({old.python_name}=…)", f"{client}({new.python_name}=…)")]
        scope.report("shared-header-renamed-in-python", new, old=old.python_name, new=new.python_name, migrations=calls)


SHARED_HEADER: Final[Attributes] = {
    "name": BY_PARENT,
    "python_name": BY_PARENT,
    "const": replaced("shared-header-const", "shared-header-changed", "const"),
    "env": variables("env"),
    "doc": docs,
}
SHARED_HEADERS: Final = Children[SharedHeader](
    noun="shared headers",
    subject="header {name}",
    name=lambda header: header.name,
    renamed=_rename_header,
    added=lambda scope, header: scope.report("shared-header-added", header, new=header.name),
    removed=lambda scope, header: scope.report("shared-header-removed", old=header.name),
    doc=lambda header: header.doc.en,
    table=SHARED_HEADER,
)


def _rename_server(scope: Scope, old: Server, new: Server) -> None:
    if old.name != new.name:
        client = scope.specs.new.sync_client
        calls = [(f"{client}({old.argument}=…)", f"{client}({new.argument}=…)")]
        scope.report("server-renamed", new, old=old.name, new=new.name, migrations=calls)


def _server_credentials(scope: Scope, old: Server, new: Server) -> None:
    before = [scope.specs.credentials.get(name, name) for name in old.credentials]
    for name in before:
        if name not in new.credentials:
            scope.report("server-credential-removed", new, old=name, key="credentials")
    for name in new.credentials:
        if name not in before:
            scope.report("server-credential-added", new, new=name, key="credentials")
    if before != [*new.credentials] and {*before} == {*new.credentials}:
        scope.report("order-changed", name="credentials")


SERVER: Final[Attributes] = {
    "name": BY_PARENT,
    "url": changed("server-url-changed", "url"),
    "env": variables("env"),
    "credentials": _server_credentials,
    "doc": docs,
}
SERVERS: Final = Children[Server](
    noun="servers",
    subject="server {name}",
    keys=(lambda server: server.name, lambda server: server.url),
    name=lambda server: server.name,
    renamed=_rename_server,
    added=lambda scope, server: scope.report("server-added", server, new=server.name),
    removed=lambda scope, server: scope.report("server-removed", old=server.name),
    doc=lambda server: server.doc.en,
    table=SERVER,
)


def _credentials(scope: Scope, old: Service, new: Service) -> None:
    matched = CREDENTIALS.compare(scope, old.credentials, new.credentials)
    if old.documented and new.documented:
        before, after = (
            [credential.name for credential in service.credentials if not credential.keyword_only]
            for service in (old, new)
        )
        names = {first.name: second.name for first, second in matched.pairs}
        if [names.get(name) for name in before] != after:
            scope.report("constructor-shifted", new, key="credentials")


_KEYS: Final = ("results", "total", "next", "more", "key", "max_size")
PAGINATION: Final[Attributes] = {
    "name": BY_PARENT,
    "style": changed("pagination-style-changed", "style"),
    "page": changed("page-parameter-renamed", "page"),
    "size": replaced("page-size", "page-parameter-renamed", "size"),
    **{
        name: changed("pagination-key-changed", name)
        for name in ("results", "total", "next", "more", "key", "max_size")
    },
    "cursor_query": changed_keys("pagination-key-changed", "cursor_query"),
    "walk_size": changed("walk-size-changed", "walk_size"),
}


def _without_name(pagination: Pagination) -> tuple[object, ...]:
    """Return what a pagination does, whatever it is called."""
    return tuple(str(getattr(pagination, name)) for name in PAGINATION if name != "name")


PAGINATIONS: Final = Children[Pagination](
    noun="paginations",
    subject="pagination {name}",
    keys=(lambda pagination: pagination.name, _without_name),
    name=lambda pagination: pagination.name,
    renamed=lambda scope, old, new: (
        scope.report("pagination-renamed", new, old=old.name, new=new.name) if old.name != new.name else None
    ),
    added=lambda scope, pagination: scope.report("pagination-added", pagination, new=pagination.name),
    removed=lambda scope, pagination: scope.report("pagination-removed", old=pagination.name),
    alike=lambda old, new: old.style == new.style,
    table=PAGINATION,
)


def _client(attribute: str) -> Attributes:
    def compare(scope: Scope, old: Service, new: Service) -> None:
        before, after = getattr(old, attribute), getattr(new, attribute)
        lines = [(import_line(old, "", before), import_line(new, "", after))]
        scope.report("client-renamed", new, old=before, new=after, key="clients", migrations=lines)

    return {attribute: compare}


def _package(scope: Scope, old: Service, new: Service) -> None:
    lines = [(import_line(old, "", old.sync_client), import_line(new, "", new.sync_client))]
    scope.report("package-renamed", new, old=old.package, new=new.package, key="package", migrations=lines)


SERVICE: Final[Attributes] = {
    "name": changed("service-renamed", "name"),
    "package": _package,
    "version": changed("version-changed", "version"),
    **_client("sync_client"),
    **_client("async_client"),
    "credentials": _credentials,
    "paginations": lambda scope, old, new: PAGINATIONS.compare(scope, old.paginations, new.paginations),
    "resources": ignored("`resources` compares them"),
    "file": ignored("only comments of the emitted package name it"),
    "distribution": changed("distribution-changed", "distribution"),
    "base_url": changed("base-url-changed", "base_url"),
    "base_url_env": variables("base_url_env"),
    "log_env": replaced("variable", "variable-renamed", "log_env"),
    "connect_timeout": ordered("timeout-raised", "timeout-lowered", "connect_timeout", name="connect"),
    "read_timeout": ordered("timeout-raised", "timeout-lowered", "read_timeout", name="read"),
    "request_id_header": changed("request-id-header-changed", "request_id_header"),
    "query": lambda scope, old, new: SHARED_QUERIES.compare(scope, old.query, new.query),
    "headers": lambda scope, old, new: SHARED_HEADERS.compare(scope, old.headers, new.headers),
    "servers": lambda scope, old, new: SERVERS.compare(scope, old.servers, new.servers),
    "documented": compare_faces,
    "response_headers": lambda scope, old, new: RESPONSE_HEADERS.compare(
        scope, old.response_headers, new.response_headers
    ),
    "errors": lambda scope, old, new: ERRORS.compare(scope, old.errors, new.errors),
    "doc": docs,
}
