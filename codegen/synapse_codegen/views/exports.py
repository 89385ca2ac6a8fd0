"""Views of modules that offer names of others: the package itself, and its subpackages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attrs import evolve, frozen

from synapse_codegen.naming import module_name
from synapse_codegen.python.docstrings import prose, summary
from synapse_codegen.python.imports import ERRORS, HTTP_PACKAGE, RUNTIME, USER_NAMES, Imports

from .package import ModuleView, Package, RenamedView, offered_names, renamed_models, sources

if TYPE_CHECKING:
    from collections.abc import Iterable

    from synapse_codegen.ir.declared import Named
    from synapse_codegen.ir.service import Resource


class LazyNames(NamedTuple):
    """Names that are imported from a module when they are first used."""

    module: str
    names: tuple[str, ...]


@frozen(kw_only=True, eq=False, repr=False)
class ExportsView(ModuleView):
    """A module that offers names of others: lazily, or because it imports them."""

    lazy: tuple[LazyNames, ...] = ()
    distribution: str = ""
    """Literal of the distribution whose version is `__version__`."""
    exports: tuple[str, ...]
    renamed: tuple[RenamedView, ...] = ()
    """Old names, which warn."""
    type_alias: str = ""
    """By what name that of `typing` is known there."""


def package_view(package: Package) -> ExportsView:
    """View the package itself: the one place that users import from."""
    service, face = package.service, package.service.documented
    text = (summary(service.doc, f"A client of {service.name}."), service.doc.ko)
    origins = {name: RUNTIME[name] for name in (*ERRORS, *USER_NAMES)}
    operations = [operation for resource in service.resources for operation in resource.operations]
    if any(operation.saves_response for operation in operations):
        origins["FileTarget"] = RUNTIME["FileTarget"]
    if any(operation.stream == "events" for operation in operations):
        origins["ServerSentEvent"] = RUNTIME["ServerSentEvent"]
    if any(error.status == 304 for operation in operations for error in service.errors_of(operation)):
        origins["NotModifiedError"] = RUNTIME["NotModifiedError"]
    if package.has_history:
        origins["ApiDeprecationWarning"] = RUNTIME["ApiDeprecationWarning"]
    if face:
        origins[face.class_name] = package.module(face.module)
    origins |= dict.fromkeys((service.sync_client, service.async_client), package.module("client"))
    origins["SERVICE"] = package.module("service")
    names = [(module, name) for name, module in origins.items()]
    view = lazy_view(package, package.path("", is_package=True), text, names, service.file)
    if not service.distribution:
        return view
    return evolve(view, distribution=repr(service.distribution), exports=(*view.exports, "__version__"))


def all_models_view(package: Package) -> ExportsView:
    """View the package that offers all models."""
    service = package.service
    resources = [resource for resource in service.resources if resource.models or resource.enums]
    names = [(package.models_module(resource), name) for resource in resources for name in offered_names(resource)]
    files = sources((service.file, *(resource.file for resource in resources)))
    text = (f"All models, enums and unions of {service.name}.", "They are data: they send nothing.")
    renamed = tuple(renamed for resource in resources for renamed in renamed_models(resource))
    return lazy_view(package, package.path("models", is_package=True), text, names, files, renamed)


def all_operations_view(package: Package) -> ExportsView:
    """View the package that offers the descriptors of all operations."""
    resources = [resource for resource in package.service.resources if resource.operations]
    text = (
        "Descriptors of all operations, one module a resource.",
        "They are data, and import nothing that sends. The clients, the mock and the docs read them.",
    )
    return _submodules_view(package, "operations", text, resources)


def all_resources_view(package: Package) -> ExportsView:
    """View the package that offers the typed methods."""
    text = (
        "Methods of the typed clients, one module a resource.",
        "Each is a signature, a docstring and the call of an operation.",
    )
    return _submodules_view(package, "resources", text, package.typed_resources)


def errors_view(package: Package, module: str) -> ExportsView:
    """View the module from which the documents import errors."""
    text = f"Everything a call can raise. `{HTTP_PACKAGE}.errors` draws it as a tree."
    return _reexports_view(package, module, text, [(RUNTIME[name], name) for name in ERRORS])


def enums_view(package: Package, module: str, enums: Iterable[Named]) -> ExportsView:
    """View the module from which the documents import enums."""
    text = "Enums of the documented methods."
    names = [(package.definitions[enum.name].module, enum.name) for enum in enums]
    offered = {name for _, name in names}
    renamed = tuple(
        renamed
        for resource in package.service.resources
        for renamed in renamed_models(resource)
        if renamed.name in offered
    )
    if renamed:
        return lazy_view(package, package.path(module), (text,), names, package.service.file, renamed)
    return _reexports_view(package, module, text, names)


def lazy_names(imports: Imports, names: Iterable[tuple[str, str]]) -> tuple[LazyNames, ...]:
    """Group names by the module they come from, and import them for type checkers."""
    modules: dict[str, list[str]] = {}
    for module, name in names:
        imports.mention(module, name)
        modules.setdefault(module, []).append(name)
    if modules:
        imports.runtime("lazy_exports")
    return tuple(LazyNames(module, tuple(sorted(listed))) for module, listed in sorted(modules.items()))


def _submodules_view(
    package: Package, module: str, text: tuple[str, ...], resources: Iterable[Resource]
) -> ExportsView:
    names = [(package.module(module), module_name(resource.name)) for resource in resources]
    return lazy_view(package, package.path(module, is_package=True), text, names, package.service.file)


def lazy_view(
    package: Package,
    path: str,
    text: tuple[str, ...],
    names: list[tuple[str, str]],
    source: str,
    renamed: tuple[RenamedView, ...] = (),
) -> ExportsView:
    """View a module whose names are imported when they are first used.

    Args:
        package: What it is emitted in.
        path: Where it goes.
        text: Paragraphs of its docstring.
        names: Module and name of each export.
        source: The spec files it comes from.
        renamed: Old names of exports.
    """
    imports = Imports(package.service.package)
    return ExportsView(
        path=path,
        template="exports.py.jinja",
        source=source,
        doc=prose(0, *text),
        lazy=lazy_names(imports, names),
        exports=tuple(sorted(name for _, name in names)),
        renamed=renamed,
        type_alias=imports.mention("typing", "TypeAlias") if renamed else "",
        imports=imports.view(),
    )


def _reexports_view(package: Package, module: str, text: str, names: list[tuple[str, str]]) -> ExportsView:
    imports = Imports(package.service.package)
    for origin, name in names:
        imports.use(origin, name)
    return ExportsView(
        path=package.path(module),
        template="exports.py.jinja",
        source=package.service.file,
        doc=text,
        exports=tuple(sorted(name for _, name in names)),
        imports=imports.view(),
    )
