"""From nodes to the representation: types are read, defaults filled in, names made.

What a name refers to is not asked here; `validate` does that once everything is known.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from synapse_codegen import forms
from synapse_codegen.diagnostics import Diagnostic, Findings
from synapse_codegen.ir import Credential, DocumentedFace, Mixin, Model, Named, Pagination, Resource, Service

from .models import build_enum, build_model, build_union
from .operations import build_operation
from .parts import doc

if TYPE_CHECKING:
    from synapse_codegen.loader import LoadedSpec
    from synapse_codegen.nodes import MappingNode

RULES: Final = ("missing-key", "request-syntax", "spec-layout", "type-syntax", "unknown-key")
"""What this package finds fault with."""


def build(loaded: LoadedSpec) -> tuple[Service | None, list[Diagnostic]]:
    """Make the representation of a spec.

    Args:
        loaded: Its files.

    Returns:
        The service, or None where a file could not be read: what it holds is missing
        everywhere else, and would be complained about there. And everything that was
        wrong so far, with the files too.
    """
    findings = Findings(loaded.diagnostics)
    resources = [forms.fit(node, forms.RESOURCE, findings) for node in loaded.resources]
    if loaded.service is None:
        return None, findings
    service = forms.fit(loaded.service, forms.SERVICE, findings)
    if not loaded.complete:
        return None, findings
    return _service(service, resources, findings), findings


def _service(node: MappingNode, resources: list[MappingNode], findings: Findings) -> Service:
    clients = node.mapping("clients")
    environment = node.mapping("environment")
    timeout = node.mapping("timeout")
    return Service(
        name=node.text("service"),
        package=node.text("package"),
        version=node.text("version"),
        sync_client=clients.text("sync"),
        async_client=clients.text("async"),
        credentials=tuple(_credential(name, entry) for name, entry in node.mappings("credentials")),
        paginations=tuple(_pagination(name, entry) for name, entry in node.mappings("pagination")),
        resources=_resources(resources, findings),
        file=node.file,
        base_url_env=environment.text("base_url"),
        log_env=environment.text("log"),
        connect_timeout=timeout.number("connect", 5.0),
        read_timeout=timeout.number("read", 30.0),
        request_id_header=node.text("request_id_header"),
        documented=_documented_face(node.mapping("documented")) if "documented" in node else None,
        doc=doc(node),
        place=node.place,
        at=node.place_of,
    )


def _credential(name: str, node: MappingNode) -> Credential:
    return Credential(name, node.text("header"), node.text("prefix"), node.text("env"), doc(node), place=node.place)


def _pagination(name: str, node: MappingNode) -> Pagination:
    return Pagination(
        name=name,
        style="cursor" if node.text("style") == "cursor" else "page_number",
        results=node.text("results"),
        page=node.text("page"),
        size=node.text("size"),
        total=node.text("total"),
        next=node.text("next"),
        walk_size=int(node.number("walk_size", 100)),
        place=node.place,
        at=node.place_of,
    )


def _documented_face(node: MappingNode) -> DocumentedFace:
    module = node.text("module")
    enums = node.mapping("enums")
    names = enums.sequence("names")
    at = node.mapping("mixins").place_of_key
    return DocumentedFace(
        module=module,
        class_name=node.text("class"),
        mixins=tuple(
            Mixin(name, mixin.text("class"), f"{module}.{name}", doc(mixin), place=at(name))
            for name, mixin in node.mappings("mixins")
        ),
        errors_module=node.text("errors"),
        enums_module=enums.text("module"),
        enums=tuple(Named(str(name), place=names.place_of(index)) for index, name in enumerate(names)),
        doc=doc(node),
        place=node.place,
        at=node.place_of,
    )


def _resources(nodes: list[MappingNode], findings: Findings) -> tuple[Resource, ...]:
    models = [
        tuple(
            build_model(name, entry, node.mapping("models").place_of_key(name), findings)
            for name, entry in node.mappings("models")
        )
        for node in nodes
    ]
    known = {model.name: model for part in models for model in part}
    return tuple(_resource(node, part, known, findings) for node, part in zip(nodes, models, strict=True))


def _resource(node: MappingNode, models: tuple[Model, ...], known: dict[str, Model], findings: Findings) -> Resource:
    name = node.text("resource")
    stem = PurePosixPath(node.file).stem
    if name and name != stem:
        hint = f"rename the file to `{name}.yaml`, or write `resource: {stem}`"
        findings.add(node.place_of("resource"), "spec-layout", f"the resource `{name}` stands in `{stem}.yaml`", hint)
    at = {key: node.mapping(key).place_of_key for key in ("enums", "unions", "operations")}
    unions = tuple(build_union(union, entry, at["unions"](union)) for union, entry in node.mappings("unions"))
    return Resource(
        name=name or stem,
        file=node.file,
        models=models + unions,
        enums=tuple(build_enum(enum, entry, at["enums"](enum)) for enum, entry in node.mappings("enums")),
        operations=tuple(
            build_operation(f"{name or stem}.{verb}", entry, at["operations"](verb), known, findings)
            for verb, entry in node.mappings("operations")
        ),
        doc=doc(node),
        place=node.place,
    )
