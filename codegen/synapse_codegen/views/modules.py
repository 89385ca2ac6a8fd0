"""Views of the modules that hold a package together: descriptors, re-exports, examples, empty packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from synapse_codegen.docstrings import docstring, summary
from synapse_codegen.imports import ERRORS, RUNTIME, RUNTIME_PACKAGE, Imports
from synapse_codegen.layout import Bracket, Layout, exploded, lay_out, literal, mapping, quoted

from .descriptors import service_constant
from .lazy import exports, lazy_names
from .package import ModuleView, Package, offered_names, sources

if TYPE_CHECKING:
    from collections.abc import Iterable

    from synapse_codegen.ir import Example, Named, Resource


@frozen(kw_only=True)
class CodeView(ModuleView):
    """A module of one statement."""

    statement: str


@frozen(kw_only=True)
class ExportsView(ModuleView):
    """A module that offers names of others."""

    version: str = ""
    lazy: str = ""
    exports: str


def service_view(package: Package) -> CodeView:
    """View the module with the descriptor of the service."""
    imports = Imports(package.service.package, {"SERVICE"})
    statement = service_constant(package.service, imports)
    return CodeView(
        path=package.path("service"),
        template="code.py.jinja",
        source=package.service.file,
        docstring=docstring("", f"What all operations of {package.service.name} share."),
        statement=statement,
        imports=imports.view(),
    )


def package_view(package: Package) -> ExportsView:
    """View the package itself."""
    service = package.service
    imports = Imports(service.package)
    clients = [(package.module("client"), name) for name in (service.sync_client, service.async_client)]
    names = (
        *clients,
        (package.module("service"), "SERVICE"),
        *((RUNTIME[name], name) for name in (*ERRORS, "UNSET", "Unset")),
    )
    return ExportsView(
        path=package.path("", is_package=True),
        template="exports.py.jinja",
        source=service.file,
        docstring=docstring("", summary(service.doc, f"A client of {service.name}."), service.doc.ko),
        version=f"__version__ = {quoted(service.version)}",
        lazy=lazy_names(imports, names),
        exports=exports(("__version__", *(name for _, name in names))),
        imports=imports.view(),
    )


def all_models_view(package: Package) -> ExportsView:
    """View the package that offers all models."""
    service = package.service
    resources = [resource for resource in service.resources if resource.models or resource.enums]
    imports = Imports(service.package)
    names = [(package.models_module(resource), name) for resource in resources for name in offered_names(resource)]
    return ExportsView(
        path=package.path("models", is_package=True),
        template="exports.py.jinja",
        source=sources((service.file, *(resource.file for resource in resources))),
        docstring=docstring("", f"All models, enums and unions of {service.name}."),
        lazy=lazy_names(imports, names) if names else "",
        exports=exports(name for _, name in names),
        imports=imports.view(),
    )


def all_resources_view(package: Package) -> ExportsView:
    """View the package that offers the modules of all resources."""
    resources = [one for one in package.service.resources if any(operation.typed for operation in one.operations)]
    return _submodules(package, "resources", "Methods of the typed clients, one module a resource.", resources)


def all_operations_view(package: Package) -> ExportsView:
    """View the package that offers the descriptors of all operations."""
    resources = [resource for resource in package.service.resources if resource.operations]
    return _submodules(package, "operations", "Descriptors of all operations, one module a resource.", resources)


def _submodules(package: Package, name: str, text: str, resources: Iterable[Resource]) -> ExportsView:
    imports = Imports(package.service.package)
    names = [(package.module(name), resource.name) for resource in resources]
    return ExportsView(
        path=package.path(name, is_package=True),
        template="exports.py.jinja",
        source=package.service.file,
        docstring=docstring("", text),
        lazy=lazy_names(imports, names) if names else "",
        exports=exports(name for _, name in names),
        imports=imports.view(),
    )


def errors_view(package: Package, module: str) -> ExportsView:
    """View the module from which the documents import errors."""
    return _reexports(
        package,
        module,
        f"Everything a call can raise. `{RUNTIME_PACKAGE}.errors` draws it as a tree.",
        [(RUNTIME[name], name) for name in ERRORS],
    )


def enums_view(package: Package, module: str, enums: Iterable[Named]) -> ExportsView:
    """View the module from which the documents import enums."""
    names = [(package.definitions[enum.name].module, enum.name) for enum in enums]
    return _reexports(package, module, "Enums of the documented methods.", names)


def _reexports(package: Package, module: str, text: str, names: list[tuple[str, str]]) -> ExportsView:
    imports = Imports(package.service.package)
    for origin, name in names:
        imports.use(origin, name)
    return ExportsView(
        path=package.path(module),
        template="exports.py.jinja",
        source=package.service.file,
        docstring=docstring("", text),
        exports=exports(name for _, name in names),
        imports=imports.view(),
    )


def examples_view(package: Package, resource: Resource) -> CodeView:
    """View the examples of one resource."""
    imports = Imports(package.service.package, {"EXAMPLES"})
    kind = imports.mention_runtime("JsonObject")
    examples = {
        operation.name: Bracket("[", tuple(map(_example, operation.examples)), "]") for operation in resource.operations
    }
    return CodeView(
        path=package.path(f"examples.{resource.name}"),
        template="code.py.jinja",
        source=resource.file,
        docstring=docstring(
            "", f"Examples of the operations on {resource.name}: what is passed, what travels, what comes back."
        ),
        statement=f"EXAMPLES: dict[str, list[{kind}]] = {lay_out(exploded(mapping(examples)))}",
        imports=imports.view(),
    )


def empty_view(package: Package, module: str, text: str) -> ModuleView:
    """View a package that only holds others."""
    return ModuleView(
        path=package.path(module, is_package=True),
        template="empty.py.jinja",
        source=package.service.file,
        docstring=docstring("", text),
    )


def marker_view(package: Package) -> ModuleView:
    """View the file that tells type checkers to look into the package."""
    return ModuleView(
        path=f"{package.service.package.replace('.', '/')}/py.typed",
        template="marker.jinja",
        source=package.service.file,
        docstring="",
    )


def _example(example: Example) -> Layout:
    items: dict[str, Layout] = {"name": quoted(example.name), "arguments": literal(example.arguments)}
    if example.request is not None:
        items["request"] = literal(example.request)
    return exploded(mapping({**items, "response": literal(example.response), "status": str(example.status)}))
