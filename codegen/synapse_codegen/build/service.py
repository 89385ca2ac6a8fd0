"""Build the service and its resources."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from synapse_codegen import naming
from synapse_codegen.ir.declared import Named
from synapse_codegen.ir.service import (
    Credential,
    DocumentedFace,
    Mixin,
    Pagination,
    Resource,
    Server,
    Service,
    SharedHeader,
    SharedQuery,
)

from .models import build_enum, build_model, build_union
from .operations import build_operation
from .parts import read_doc, read_errors, read_evolution, read_python_name, read_response_headers, read_strings

if TYPE_CHECKING:
    from synapse_codegen.diagnostics import Diagnostics
    from synapse_codegen.ir.models import Model
    from synapse_codegen.source.nodes import MappingNode

PREFIXES: Final = {"bearer": "Bearer ", "basic": "Basic "}
"""Scheme to what precedes the secret in its header."""


def build_service(node: MappingNode, resources: list[MappingNode], diagnostics: Diagnostics) -> Service:
    """Build the service from its file and those of its resources."""
    clients = node.mapping("clients")
    environment = node.mapping("environment")
    timeout = node.mapping("timeout")
    return Service(
        name=node.string("service"),
        package=node.string("package"),
        version=node.string("version"),
        distribution=node.string("distribution"),
        sync_client=clients.string("sync"),
        async_client=clients.string("async"),
        credentials=tuple(_build_credential(name, entry) for name, entry in node.mappings("credentials")),
        paginations=tuple(_build_pagination(name, entry) for name, entry in node.mappings("pagination")),
        resources=_build_resources(resources, diagnostics),
        file=node.file,
        base_url=node.string("base_url"),
        base_url_env=read_strings(environment, "base_url"),
        log_env=environment.string("log"),
        connect_timeout=timeout.number("connect", 5.0),
        read_timeout=timeout.number("read", 30.0),
        request_id_header=node.string("request_id_header"),
        query=tuple(
            SharedQuery(name=name, env=read_strings(entry, "env"), doc=read_doc(entry), source=entry.location)
            for name, entry in node.mappings("query")
        ),
        headers=tuple(_build_header(name, entry) for name, entry in node.mappings("headers")),
        servers=tuple(_build_server(name, entry) for name, entry in node.mappings("servers")),
        documented=_build_documented_face(node.mapping("documented")) if "documented" in node else None,
        response_headers=read_response_headers(node, "response_headers"),
        errors=tuple(read_errors(node, diagnostics)),
        doc=read_doc(node),
        source=node.location,
        at=node.location_of,
    )


def _build_credential(name: str, node: MappingNode) -> Credential:
    scheme = node.string("scheme")
    return Credential(
        name=name,
        header=node.string("header", "Authorization" if scheme else ""),
        query=node.string("query"),
        cookie=node.string("cookie"),
        scheme="basic" if scheme == "basic" else "",
        prefix=PREFIXES.get(scheme, node.string("prefix")),
        env=read_strings(node, "env"),
        aliases=read_strings(node, "aliases"),
        instead_of=node.string("instead_of"),
        goes_with=node.string("goes_with"),
        keyword_only=node.boolean("keyword_only"),
        hint=node.string("hint"),
        doc=read_doc(node),
        source=node.location,
        at=node.location_of,
        **read_evolution(node),
    )


def _build_header(name: str, node: MappingNode) -> SharedHeader:
    return SharedHeader(
        name=name,
        python_name=read_python_name(node, name),
        const=node.string("const"),
        env=read_strings(node, "env"),
        doc=read_doc(node),
        source=node.location,
        at=node.location_of,
    )


def _build_server(name: str, node: MappingNode) -> Server:
    return Server(
        name=name,
        url=node.string("url"),
        env=read_strings(node, "env"),
        credentials=read_strings(node, "credentials"),
        doc=read_doc(node),
        source=node.location,
        at=node.location_of,
    )


def _build_pagination(name: str, node: MappingNode) -> Pagination:
    cursor_query = node.mapping("cursor_query")
    return Pagination(
        name=name,
        style=node.string("style"),
        results=node.string("results"),
        page=node.string("page"),
        size=node.string("size"),
        total=node.string("total"),
        next=node.string("next"),
        more=node.string("more"),
        max_size=int(node.number("max_size", 0)),
        walk_size=int(node.number("walk_size", 100)),
        key=node.string("key"),
        cursor_query={name: cursor_query.string(name) for name in cursor_query},
        source=node.location,
        at=node.location_of,
    )


def _build_documented_face(node: MappingNode) -> DocumentedFace:
    module = node.string("module")
    enums = node.mapping("enums")
    names = enums.sequence("names")
    location_of_key = node.mapping("mixins").location_of_key
    return DocumentedFace(
        module=module,
        class_name=node.string("class"),
        mixins=tuple(
            Mixin(name, mixin.string("class"), f"{module}.{name}", doc=read_doc(mixin), source=location_of_key(name))
            for name, mixin in node.mappings("mixins")
        ),
        errors_module=node.string("errors"),
        enums_module=enums.string("module"),
        enums=tuple(Named(str(name), source=names.location_of(index)) for index, name in enumerate(names)),
        doc=read_doc(node),
        source=node.location,
        at=node.location_of,
    )


def _build_resources(nodes: list[MappingNode], diagnostics: Diagnostics) -> tuple[Resource, ...]:
    models = [
        tuple(
            build_model(name, entry, node.mapping("models").location_of_key(name), diagnostics)
            for name, entry in node.mappings("models")
        )
        for node in nodes
    ]
    all_models = {model.name: model for part in models for model in part}
    return tuple(_build_resource(node, part, all_models, diagnostics) for node, part in zip(nodes, models, strict=True))


def _build_resource(
    node: MappingNode, models: tuple[Model, ...], all_models: dict[str, Model], diagnostics: Diagnostics
) -> Resource:
    stem = PurePosixPath(node.file).stem
    name = node.string("resource", stem)
    if name != stem:
        message = f"the resource `{name}` is declared in `{stem}.yaml`"
        hint = f"write `resource: {stem}`"
        if all(map(naming.is_snake_case, name.split("."))):
            hint += f", or rename the file to `{name}.yaml`"
        diagnostics.add(node.location_of("resource"), "spec-layout", message, hint)
    location_of = {key: node.mapping(key).location_of_key for key in ("enums", "unions", "operations")}
    unions = tuple(
        build_union(union, entry, location_of["unions"](union), diagnostics) for union, entry in node.mappings("unions")
    )
    return Resource(
        name=name,
        file=node.file,
        models=models + unions,
        enums=tuple(build_enum(enum, entry, location_of["enums"](enum)) for enum, entry in node.mappings("enums")),
        operations=tuple(
            build_operation(f"{name}.{verb}", entry, location_of["operations"](verb), all_models, diagnostics)
            for verb, entry in node.mappings("operations")
        ),
        doc=read_doc(node),
        source=node.location,
    )
