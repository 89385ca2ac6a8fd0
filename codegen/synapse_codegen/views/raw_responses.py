"""Views of `with_raw_response`: classes that name each method once more, and return its response too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import frozen

from synapse_codegen.naming import class_name, module_name
from synapse_codegen.python.docstrings import STEP, prose
from synapse_codegen.python.imports import Imports

from .methods import FLAVORS
from .package import RAW_MODULE, ModuleView, Package, raw_name
from .resources import resource_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from synapse_codegen.ir.service import DocumentedFace, Resource

    from .methods import AliasView, MethodView

WRAPPERS: Final = {"_pages": "raw_pages", "_lines": ""}
"""What makes the method of a view, by the way it calls; `raw_method` for any other. "": a view does not have it."""


IGNORE_DEPRECATED: Final = "  # pyright: ignore[reportDeprecated]  # a call of it says so"


class RawMethodView(NamedTuple):
    """One line: `self.get = raw_method(tasks.get)`."""

    name: str
    wrapper: str
    owner: str
    """The argument that has the method."""
    comment: str = ""


class OwnerView(NamedTuple):
    """What a view takes methods from: an argument."""

    name: str
    annotation: str


class RawClassView(NamedTuple):
    """A class of such lines."""

    name: str
    parent: str
    doc: str
    owners: tuple[OwnerView, ...]
    methods: tuple[RawMethodView, ...]
    inner: str = ""
    """The owner in which other resources lie, if it has any."""
    properties: tuple[RawPropertyView, ...] = ()


@frozen(kw_only=True, eq=False, repr=False)
class RawMethodsView(ModuleView):
    """A module of such classes."""

    cached_property: str = ""
    """By what name the decorator is known there."""
    classes: tuple[RawClassView, ...]


class RawPropertyView(NamedTuple):
    """A resource, as an attribute of a view."""

    name: str
    annotation: str
    class_name: str
    module: str
    resource_class: str
    resource_module: str
    doc: str


class RawClientView(NamedTuple):
    """The view of a typed client."""

    name: str
    parent: str
    doc: str
    properties: tuple[RawPropertyView, ...]


@frozen(kw_only=True, eq=False, repr=False)
class RawClientsView(ModuleView):
    """The module with the views of the typed clients."""

    cached_property: str
    """By what name the decorator is known there."""
    clients: tuple[RawClientView, ...]


def raw_clients_view(package: Package) -> RawClientsView:
    """View the views of the typed clients."""
    service, resources = package.service, package.resources_in("")
    imports = Imports(service.package, {resource.name for resource in resources})
    clients = tuple(
        RawClientView(
            name=raw_name(service.sync_client, flavor.prefix),
            parent=imports.runtime("RawClient"),
            doc=prose(STEP, f"The resources of `{client}`; their methods return the response too."),
            properties=_properties(package, "", flavor.prefix, imports),
        )
        for client, flavor in zip((service.sync_client, service.async_client), FLAVORS, strict=True)
    )
    return RawClientsView(
        path=package.path(RAW_MODULE, is_package=True),
        template="raw_clients.py.jinja",
        source=service.file,
        doc=prose(0, f"The typed methods of {service.name}, returning status and headers too: `with_raw_response`."),
        cached_property=imports.use("functools", "cached_property") if resources else "",
        clients=clients,
        imports=imports.view(),
    )


def _properties(package: Package, parent: str, prefix: str, imports: Imports) -> tuple[RawPropertyView, ...]:
    """View the resources right inside another, or those of a client for an empty name."""
    properties: list[RawPropertyView] = []
    for resource in package.resources_in(parent):
        name = raw_name(class_name(resource.name), prefix)
        module = package.module(f"{RAW_MODULE}.{module_name(resource.name)}")
        properties.append(
            RawPropertyView(
                name=resource_name(resource),
                annotation=imports.mention(module, name),
                class_name=name,
                module=module,
                resource_class=prefix + class_name(resource.name),
                resource_module=package.resource_module(resource.name),
                doc=f"Methods of `{resource.name}`.",
            )
        )
    return tuple(properties)


def raw_resource_view(package: Package, resource: Resource, methods: Iterable[MethodView]) -> RawMethodsView:
    """View the views of one resource, which has these methods."""
    name, methods = class_name(resource.name), tuple(methods)
    names = [raw_name(name, flavor.prefix) for flavor in FLAVORS]
    owner, nested = resource_name(resource), package.resources_in(resource.name)
    imports = Imports(package.service.package, {*names, owner, *map(resource_name, nested)})
    module = package.resource_module(resource.name)
    classes = tuple(
        RawClassView(
            raw,
            imports.runtime("RawView"),
            prose(STEP, f"Methods of `{resource.name}`, which return the response too."),
            (OwnerView(owner, imports.mention(module, flavor.prefix + name)),),
            tuple(_methods(methods, (), owner, imports, flavor.name_prefix)),
            owner if nested else "",
            _properties(package, resource.name, flavor.prefix, imports),
        )
        for raw, flavor in zip(names, FLAVORS, strict=True)
    )
    return RawMethodsView(
        path=package.path(f"{RAW_MODULE}.{module_name(resource.name)}"),
        template="raw_methods.py.jinja",
        source=resource.file,
        doc=prose(0, f"Methods of `{resource.name}`, which return the response too."),
        cached_property=imports.use("functools", "cached_property") if nested else "",
        classes=classes,
        imports=imports.view(),
    )


def raw_documented_view(
    package: Package, face: DocumentedFace, mixins: Iterable[Sequence[MethodView]], aliases: Iterable[AliasView]
) -> RawMethodsView:
    """View the view of the documented client.

    Args:
        package: What it is emitted in.
        face: The documented face.
        mixins: Methods by mixin, in the order of the face.
        aliases: Other names of the methods.
    """
    name, listed = raw_name(face.class_name), [*mixins]
    imports = Imports(package.service.package, {name, *(mixin.name for mixin in face.mixins)})
    owners = tuple(
        OwnerView(mixin.name, imports.mention(package.module(mixin.module), mixin.class_name)) for mixin in face.mixins
    )
    others = [*aliases]
    lines = [
        line
        for owner, methods in zip(owners, listed, strict=True)
        for line in _methods(methods, others, owner.name, imports)
    ]
    doc = f"The methods of `{face.class_name}`, which return the response too."
    parent = imports.runtime("RawView")
    return RawMethodsView(
        path=package.path(f"{face.module}.{RAW_MODULE}"),
        template="raw_methods.py.jinja",
        source=package.service.file,
        doc=prose(0, doc),
        classes=(RawClassView(name, parent, prose(STEP, doc), owners, tuple(lines)),),
        imports=imports.view(),
    )


def _methods(
    methods: Iterable[MethodView], aliases: Sequence[AliasView], owner: str, imports: Imports, prefix: str = ""
) -> Iterator[RawMethodView]:
    """View methods and their other names; `prefix` is that of functions for async ones."""
    for method in methods:
        wrapper = WRAPPERS.get(method.call, "raw_method")
        if wrapper and method.has_response:
            for name in (method.name, *(alias.name for alias in aliases if alias.method == method.name)):
                comment = IGNORE_DEPRECATED if all(form.deprecated for form in method.forms) else ""
                yield RawMethodView(name, imports.runtime(prefix + wrapper), owner, comment)
