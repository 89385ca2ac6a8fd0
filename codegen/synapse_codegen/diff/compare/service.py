"""Compare what all resources of a service share: names, credentials, pagination, timeouts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from synapse_codegen.ir.service import Credential, Pagination, SharedQuery

from .calls import import_line
from .children import Children
from .documented import compare_faces
from .operations import ERRORS
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


def _rename_credential(scope: Scope, old: Credential, new: Credential) -> None:
    client, nouns = scope.specs.new.sync_client, ("credential", "credential-alias")
    compare_names(scope, nouns, new, (old.names, new.names), lambda name: f"{client}({name}=…)")


CREDENTIAL: Final[Attributes] = {
    "name": BY_PARENT,
    "header": changed("credential-header-changed", "header"),
    "prefix": changed("credential-header-changed", "prefix"),
    "env": variables("env"),
    "aliases": BY_PARENT,
    **{name: changed("credential-changed", name) for name in ("instead_of", "goes_with")},
    "keyword_only": switched("credential-by-name", "keyword_only"),
    "hint": changed("hint-changed", "hint"),
    "doc": docs,
}
CREDENTIALS: Final = Children[Credential](
    noun="credentials",
    subject="credential {name}",
    keys=(lambda credential: credential.name, lambda credential: (credential.header, credential.prefix)),
    name=lambda credential: credential.name,
    renamed=_rename_credential,
    added=lambda scope, credential: scope.report("credential-added", credential, new=credential.name),
    removed=lambda scope, credential: scope.report("credential-removed", old=credential.name),
    doc=lambda credential: credential.doc.en,
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
    "documented": compare_faces,
    "errors": lambda scope, old, new: ERRORS.compare(scope, old.errors, new.errors),
    "doc": docs,
}
