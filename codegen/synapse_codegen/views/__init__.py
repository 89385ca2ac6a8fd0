"""From the service to what templates print: one view a file.

Here belongs every choice about the emitted text: names, annotations, defaults, sentences. Views hold words.
Never here: brackets and line breaks, which templates show and the formatter makes.
Imports the representation, annotations, imports and docstrings; never the template engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_codegen.python.docstrings import prose

from .argument_dicts import argument_dicts_view
from .clients import clients_view, documented_client_view
from .descriptors import command_view, operations_view, service_view
from .documented import mixin_view
from .exports import (
    all_models_view,
    all_operations_view,
    all_resources_view,
    enums_view,
    errors_view,
    package_view,
)
from .models import models_view
from .package import ModuleView, Package
from .raw_responses import raw_clients_view, raw_documented_view, raw_resource_view
from .resources import resource_view
from .testing import examples_view, plugin_view, testing_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_codegen.ir.service import DocumentedFace, Service

__all__ = ["views"]


def views(service: Service) -> Iterator[ModuleView]:
    """View every file of the package that a service is emitted as.

    Args:
        service: A service that `validate` found no error in.

    Yields:
        One view a file.
    """
    package = Package(service)
    yield package_view(package)
    yield ModuleView(path=f"{service.package.replace('.', '/')}/py.typed", template="marker.jinja", source=service.file)
    yield service_view(package)
    yield command_view(package)
    yield clients_view(package)
    yield raw_clients_view(package)
    yield all_models_view(package)
    yield all_operations_view(package)
    yield all_resources_view(package)
    yield testing_view(package)
    yield plugin_view(package)
    for resource in service.resources:
        if resource.models or resource.enums:
            yield models_view(package, resource)
        if resource.operations:
            yield operations_view(package, resource)
            yield examples_view(package, resource)
    for resource in package.typed_resources:
        yield (view := resource_view(package, resource))
        yield raw_resource_view(package, resource, view.classes[0].methods)
    if service.documented:
        yield from _documented(package, service.documented)


def _documented(package: Package, face: DocumentedFace) -> Iterator[ModuleView]:
    yield documented_client_view(package, face)
    if dicts := argument_dicts_view(package, face):
        yield dicts
    mixins = [mixin_view(package, mixin) for mixin in face.mixins]
    yield from mixins
    aliases = [alias for mixin in mixins for alias in mixin.aliases]
    yield raw_documented_view(package, face, [mixin.methods for mixin in mixins], aliases)
    if face.errors_module:
        yield errors_view(package, face.errors_module)
    if face.enums:
        yield enums_view(package, face.enums_module, face.enums)
    for module in sorted(_parents(face)):
        yield ModuleView(
            path=package.path(module, is_package=True),
            template="empty.py.jinja",
            source=package.service.file,
            doc=prose(0, f"The documented modules of {package.service.name}."),
        )


def _parents(face: DocumentedFace) -> set[str]:
    """Packages above the documented modules that hold nothing themselves."""
    modules = {face.module, *(mixin.module for mixin in face.mixins), face.errors_module, face.enums_module}
    parents = {module[:end] for module in modules for end in range(len(module)) if module[end] == "."}
    return parents - {face.module}
