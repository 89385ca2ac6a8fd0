"""Views of what testers use: the mock's names, the fixtures of the pytest plugin, and the examples."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from synapse_codegen.ir.models import Model
from synapse_codegen.naming import field_name, module_name
from synapse_codegen.python.docstrings import STEP, prose
from synapse_codegen.python.imports import RUNTIME, TESTING_NAMES, Imports

from .exports import ExportsView, lazy_view
from .package import COMMAND, ModuleView, Package

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_codegen.ir.declared import Json
    from synapse_codegen.ir.operations import Example
    from synapse_codegen.ir.service import Resource


class FixtureView(NamedTuple):
    """A fixture that connects a client to the mock."""

    name: str
    class_name: str
    module: str
    annotation: str
    """By what name the class is known in annotations."""


@frozen(kw_only=True, eq=False, repr=False)
class PluginView(ModuleView):
    """The pytest plugin."""

    package: str
    name: str
    """What all fixtures, markers and settings begin with."""
    clients: tuple[FixtureView, ...]
    async_client: FixtureView
    mock_doc: str
    build_doc: str


@frozen(kw_only=True, eq=False, repr=False)
class DataView(ModuleView):
    """A file of data."""

    content: str


def testing_view(package: Package) -> ExportsView:
    """View the module from which tests import the mock."""
    text = f"The mock of {package.service.name}, for tests of code that calls it."
    names = [(RUNTIME[name], name) for name in TESTING_NAMES]
    return lazy_view(package, package.path("testing"), (text,), names, package.service.file)


def plugin_view(package: Package) -> PluginView:
    """View the pytest plugin. Its module imports next to nothing, and the fixtures what they need."""
    service, face = package.service, package.service.documented
    name, async_name = _fixture_name(service.sync_client), _fixture_name(service.async_client)
    sources = {name: ("client", service.sync_client), async_name: ("client", service.async_client)}
    if face:
        sources[f"{name}_{_fixture_name(face.class_name)}"] = (face.module, face.class_name)
    imports = Imports(service.package, {f"{name}_mock", f"{name}_url", f"{name}_build", *sources})
    imports.use("pytest")
    imports.runtime("pytest_plugin")
    for used in ("Generator", "Iterator"):
        imports.mention("collections.abc", used)
    imports.mention_runtime("MockBackend")
    fixtures = {
        fixture: _client_fixture(package, fixture, module, class_name, imports)
        for fixture, (module, class_name) in sources.items()
    }
    imports.mention_runtime("ModelFactory")
    async_client = fixtures.pop(async_name)
    return PluginView(
        path=package.path("pytest_plugin"),
        template="pytest_plugin.py.jinja",
        source=service.file,
        doc=prose(0, f"Fixtures for tests of code that calls {service.name}."),
        package=service.package,
        name=name,
        clients=tuple(fixtures.values()),
        async_client=async_client,
        mock_doc=_mock_doc(service.name, name),
        build_doc=_build_doc(package, name),
        imports=imports.view(),
    )


def examples_view(package: Package, resource: Resource) -> DataView:
    """View the examples of one resource: what is passed, what is sent, and what comes back."""
    content = {
        "note": f"Generated from {resource.file} by `{COMMAND}`. Do not edit.",
        "examples": {
            operation.name: [_example(example) for example in operation.examples] for operation in resource.operations
        },
    }
    return DataView(
        path=f"{package.service.package.replace('.', '/')}/examples/{module_name(resource.name)}.json",
        template="data.json.jinja",
        source=resource.file,
        content=json.dumps(content, indent=2, ensure_ascii=False),
    )


def _example(example: Example) -> Mapping[str, Json]:
    request = {} if example.request is None else {"request": example.request}
    return {
        "name": example.name,
        "arguments": example.arguments,
        **request,
        "response": example.response,
        "status": example.status,
    }


def _client_fixture(package: Package, name: str, module: str, class_name: str, imports: Imports) -> FixtureView:
    full_name = package.module(module)
    return FixtureView(name, class_name, full_name, imports.mention(full_name, class_name))


def _mock_doc(service: str, name: str) -> str:
    return prose(
        STEP,
        f"Make a mock of {service}, in this process, with the rows of the examples.",
        f"Mark a test with `{name}_mock` to choose its options, with `{name}_fault` to inject a fault.",
    )


def _build_doc(package: Package, name: str) -> str:
    resources = package.service.resources
    models = [model.name for resource in resources for model in resource.models if isinstance(model, Model)]
    example = f": `{name}_build({models[0]})`" if models else ""
    return prose(STEP, f"Make models for tests{example}. What is not passed is made up, and nothing is stored.")


def _fixture_name(class_name: str) -> str:
    """Name the fixture of a client; the plugin's own imports keep their names."""
    name = field_name(class_name)
    return f"{name}_" if name in ("pytest", "pytest_plugin") else name
