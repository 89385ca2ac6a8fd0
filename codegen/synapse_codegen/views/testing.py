"""Views of what testers use: a builder of models, and the fixtures of the pytest plugin."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from synapse_codegen.annotations import TYPED, Annotations, or_else
from synapse_codegen.docstrings import docstring, summary
from synapse_codegen.imports import Imports
from synapse_codegen.ir import Model
from synapse_codegen.layout import STEP, Bracket, lay_out, quoted
from synapse_codegen.naming import field_name

from .methods import Argument, MethodView, handed_on, signature, statement
from .package import ModuleView, Package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_codegen.ir import Field

BUILDER = "Build"
SETTINGS = "Let the configuration of pytest say how the mock is."
MARKERS = "Make known what tests can be marked with, and which fixtures have a second, short name."
STRICT = "Fail a test that sent a strict mock what the spec does not allow."


@frozen(kw_only=True)
class BuilderView(ModuleView):
    """The module with the builder of models."""

    name: str
    parent: str
    class_docstring: str
    methods: tuple[MethodView, ...]


class FunctionView(NamedTuple):
    """A function of the plugin: a hook, or a fixture."""

    decorator: str
    signature: str
    docstring: str
    body: str


@frozen(kw_only=True)
class PluginView(ModuleView):
    """The pytest plugin."""

    functions: tuple[FunctionView, ...]


def builder_view(package: Package) -> BuilderView:
    """View the module with the builder: one method a model."""
    models = [one for resource in package.service.resources for one in resource.models if isinstance(one, Model)]
    made = [field_name(model.name) for model in models]
    twins = [made[:index].count(name) for index, name in enumerate(made)]  # `MLModel` beside `MlModel`
    names = {model.name: name + "_" * twin for model, name, twin in zip(models, made, twins, strict=True)}
    imports = Imports(package.service.package, {BUILDER, *names.values()})
    annotations = Annotations(imports, package.definitions)
    text = f"Makes models of {package.service.name}. What is not given is made up, and nothing is stored."
    return BuilderView(
        path=package.path("testing"),
        template="mixin.py.jinja",
        source=package.service.file,
        docstring=docstring("", f"Models of {package.service.name} for tests."),
        name=BUILDER,
        parent=imports.runtime("ModelFactory"),
        class_docstring=docstring(STEP, text),
        methods=tuple(_maker(package, model, names[model.name], annotations) for model in models),
        imports=imports.view(),
    )


def _maker(package: Package, model: Model, name: str, annotations: Annotations) -> MethodView:
    imports, module = annotations.imports, package.definitions[model.name].module
    unset, unset_type = imports.runtime("UNSET"), imports.mention_runtime("Unset")

    def argument(one: Field) -> Argument:
        annotation = or_else(annotations.write(one.type, TYPED), unset_type)
        return Argument(one.python_name, annotation, unset, keyword=True)

    members = handed_on({one.python_name: one.python_name for one in model.fields})
    return MethodView(
        signature=signature(f"def {name}", map(argument, model.fields), imports.mention(module, model.name)),
        docstring=docstring(STEP * 2, f"Make a model `{model.name}`: {_lowered(summary(model.doc, 'an object.'))}"),
        body=f"from {module} import {model.name}\n\n{STEP * 2}" + statement("return self._make", (model.name, members)),
    )


def _lowered(text: str) -> str:
    """The first line of a text, to stand after a colon."""
    first = text.partition("\n")[0]
    return first[0].lower() + first[1:] if first[1:2].islower() or first[:2] == "A " else first


def plugin_view(package: Package) -> PluginView:
    """View the pytest plugin."""
    functions = _Functions(package)
    return PluginView(
        path=package.path("pytest_plugin"),
        template="pytest_plugin.py.jinja",
        source=package.service.file,
        docstring=docstring("", f"Fixtures for tests of code that calls {package.service.name}."),
        functions=(*functions.hooks(), *functions.fixtures()),
        imports=functions.imports.view(),
    )


class _Functions:
    """Makes the functions of the plugin. Its module imports next to nothing, and the fixtures what they need."""

    def __init__(self, package: Package) -> None:
        service, face = package.service, package.service.documented
        self.package = package
        self.name = field_name(service.sync_client)
        self.mock = f"{self.name}_mock"
        self.clients = {self.name: ("client", service.sync_client)}
        self.shared = {"build": f"{self.name}_build"}
        """Names that another service may have too, each with the one that is ours alone."""
        if face:
            short = field_name(face.class_name)
            name = f"{self.name}_{short}"
            self.clients[name] = (face.module, face.class_name)
            if short != self.name:
                self.shared[short] = name
        self.waiting = field_name(service.async_client)
        shared = {*self.shared, *self.shared.values()}
        taken = {self.mock, f"{self.name}_url", *shared, *self.clients, self.waiting}
        self.imports = Imports(service.package, taken)
        self.pytest = self.imports.use("pytest")
        self.plugin = self.imports.runtime("pytest_plugin")
        self.iterator = self.imports.mention("collections.abc", "Iterator")

    def hooks(self) -> Iterator[FunctionView]:
        """What pytest calls."""
        yield self._hook("pytest_addoption", "parser", "Parser", "add_settings", SETTINGS)
        yield self._hook("pytest_configure", "config", "Config", "make_known", MARKERS, *self.shared)
        generator = f"{self.imports.mention('collections.abc', 'Generator')}[None, object, object]"
        called = self._hook("pytest_runtest_call", "item", "Item", "checked", STRICT, returns=generator)
        yield called._replace(
            decorator=f"@{self.pytest}.hookimpl(wrapper=True)", body=f"return (yield from {called.body})"
        )

    def fixtures(self) -> Iterator[FunctionView]:
        """What tests ask for."""
        name, models = self.package.service.name, self.package.service.resources
        request = f"request: {self.pytest}.FixtureRequest"
        mock = f"{self.iterator}[{self.imports.mention_runtime('MockBackend')}]"
        text = f"A mock of {name}, in this process, with the rows of the examples."
        marks = f"Mark a test with `{self.mock}` to say how it is made, with `{self.name}_fault` to let it fail."
        given = ("request", "SERVICE", quoted(self.name))
        body = self._loading("service", "SERVICE", f"yield from {self.plugin}.mocked", *given)
        yield self._fixture(self.mock, request, mock, (text, marks), body)
        served = f"yield from {self.plugin}.served({self.mock})"
        yield self._on_mock(f"{self.name}_url", f"{self.iterator}[str]", "The base URL of the mock, over HTTP.", served)
        kinds: dict[str, str] = {}
        for fixture, (module, client) in self.clients.items():
            body = self._loading(module, client, f"yield from {self.plugin}.connected", client, self.mock)
            kind = kinds[fixture] = self.imports.mention(self.package.module(module), client)
            yield self._on_mock(fixture, f"{self.iterator}[{kind}]", f"The client `{client}`, on the mock.", body)
        client = self.package.service.async_client
        body = self._loading("client", client, f"return {self.plugin}.waiting", client, self.mock)
        kind = self.imports.mention(self.package.module("client"), client)
        yield self._on_mock(self.waiting, kind, f"The client `{client}`, on the mock.", body)
        names = [field_name(model.name) for one in models for model in one.models if isinstance(model, Model)]
        build = self.shared["build"]
        text = f"Makes models: {', '.join(f'`{build}.{one}()`' for one in names[:1])} and so on."
        kind = kinds[build] = self.imports.mention(self.package.module("testing"), BUILDER)
        body = self._loading("testing", BUILDER, f"return {BUILDER}", self.mock)
        yield self._on_mock(build, kind, text, body)
        for short, fixture in self.shared.items():
            yield self._alias(short, fixture, kinds[fixture])

    def _hook(
        self, name: str, argument: str, kind: str, call: str, text: str, *more: str, returns: str = "None"
    ) -> FunctionView:
        items = ", ".join((argument, *map(quoted, (self.name, *more))))
        declared = _signature(name, f"{argument}: {self.pytest}.{kind}", returns=returns)
        return FunctionView("", declared, docstring(STEP, text), f"{self.plugin}.{call}({items})")

    def _alias(self, short: str, fixture: str, kind: str) -> FunctionView:
        """A fixture under a name that is easier to write, and that several services may have."""
        arguments = (f"request: {self.pytest}.FixtureRequest", f"{fixture}: {kind}")
        text = f"Short for `{fixture}`, where no other service has a `{short}`."
        body = f"return {self.plugin}.the_only(request, {fixture})"
        decorator = f"@{self.pytest}.fixture"
        return FunctionView(decorator, _signature(short, *arguments, returns=kind), docstring(STEP, text), body)

    def _on_mock(self, name: str, returns: str, text: str, body: str) -> FunctionView:
        argument = f"{self.mock}: {self.imports.mention_runtime('MockBackend')}"
        return self._fixture(name, argument, returns, (text,), body)

    def _fixture(self, name: str, argument: str, returns: str, text: tuple[str, ...], body: str) -> FunctionView:
        decorator = f"@{self.pytest}.fixture"
        return FunctionView(decorator, _signature(name, argument, returns=returns), docstring(STEP, *text), body)

    def _loading(self, module: str, name: str, call: str, *items: str) -> str:
        """A call with something that is loaded when it is made."""
        return f"from {self.package.module(module)} import {name}\n\n{STEP}{call}({', '.join(items)})"


def _signature(name: str, *arguments: str, returns: str) -> str:
    return lay_out(Bracket(f"def {name}(", arguments, f") -> {returns}"), suffix=":")
