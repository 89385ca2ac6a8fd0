"""The rule about names that clash in one namespace of the emitted package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from synapse_codegen import naming

from .names import client_arguments, rename_hint
from .symbols import Violation, operations_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from synapse_codegen.diagnostics import SourceLocation
    from synapse_codegen.ir.declared import Evolving
    from synapse_codegen.ir.models import Enum, Field, Model, UnionModel
    from synapse_codegen.ir.operations import CompositeArgument, Operation, Parameter
    from synapse_codegen.ir.service import Resource, Service

    from .symbols import SymbolTable

MODULES: Final = frozenset(
    {"client", "examples", "models", "operations", "pytest_plugin", "raw_responses", "resources", "service", "testing"},
)
"""Modules of every package."""

_RENAME: Final = "rename one of them"


class _Namespace:
    """The names of one namespace, each with what it names."""

    def __init__(self, words: str) -> None:
        self.words = words  # for messages: "in `Animal`"
        self.names: dict[str, str] = {}

    def add(self, name: str, what: str, location: SourceLocation, hint: str) -> Iterator[Violation]:
        """Add a name, and yield a violation if it is taken."""
        if name in self.names:
            yield Violation(location, f"{what} and {self.names[name]} are both named `{name}` {self.words}", hint)
        self.names.setdefault(name, what)

    def add_old(self, name: str, part: Evolving, names: Iterable[str]) -> Iterator[Violation]:
        """Add old names of a part, as Python has them; what has another name on the wire alone keeps its own."""
        for old in names:
            what = f"an old name of `{name}`"
            if self.names.get(old) != f"`{name}`":
                yield from self.add(old, what, part.at("was"), "drop it from `was`: it means something else now")


def name_collision(symbols: SymbolTable) -> Iterator[Violation]:
    """No two things have the same name in one namespace."""
    for model in symbols.models.values():
        namespace = _Namespace(f"in `{model.name}`")
        for field in model.fields:
            yield from namespace.add(field.python_name, f"`{field.name}`", field.source, rename_hint(field.name))
        for field in model.fields:
            yield from namespace.add_old(field.name, field, map(naming.field_name, field.was))
    for enum in symbols.enums.values():
        namespace = _Namespace(f"in `{enum.name}`")
        for value in enum.values:
            hint = "give one of them a `python_name`"
            yield from namespace.add(value.python_name, f"`{value.value}`", value.source, hint)
        for value in enum.values:
            yield from namespace.add_old(value.value, value, map(naming.enum_value_name, value.was))
    for operation in operations_of(symbols.service):
        yield from _check_argument_names(operation, symbols)
        yield from _check_documented_names(operation)
    for resource in symbols.service.resources:
        yield from _check_verbs(resource, symbols.service)
    yield from _check_classes(symbols)
    yield from _check_clients(symbols)
    yield from _check_client_arguments(symbols)
    yield from _check_modules(symbols)


def _check_argument_names(operation: Operation, symbols: SymbolTable) -> Iterator[Violation]:
    namespace = _Namespace(f"in `{operation.name}`")
    body = operation.body
    # Collisions between the fields themselves are reported with their model.
    fields = {field.python_name: field for field in symbols.body_fields(operation)}
    if body:
        names = {*fields, *(parameter.python_name for parameter in operation.parameters)}
        namespace.names[naming.body_argument(names)] = "the whole body"
    if body and body.can_be_batch:
        namespace.names["items"] = "the list of bodies"
    for parameter in operation.parameters:
        if not parameter.has_const:
            what = f"the {parameter.location} parameter `{parameter.name}`"
            yield from namespace.add(parameter.python_name, what, parameter.source, rename_hint(parameter.name))
    for field in fields.values():
        what = f"the body field `{field.name}`"
        hint = f"give one of them a `python_name`; the field is declared at {field.source}"
        yield from namespace.add(field.python_name, what, operation.at("body"), hint)
    if operation.chunked and operation.chunked.argument:
        name = operation.chunked.argument
        location = operation.chunked.at("argument")
        yield from namespace.add(name, f"the argument `{name}`", location, "give it another name")
    for argument in operation.composite_arguments:
        what = f"the argument `{argument.name}`"
        yield from namespace.add(argument.python_name, what, argument.source, rename_hint(argument.name))
    parts: list[Parameter | CompositeArgument | Field] = [
        *operation.parameters,
        *operation.composite_arguments,
        *fields.values(),
    ]
    for part in parts:
        old_names = [name for name in map(naming.field_name, part.was) if name != part.python_name]
        yield from namespace.add_old(part.name, part, old_names)


def _check_documented_names(operation: Operation) -> Iterator[Violation]:
    if operation.documented:
        namespace = _Namespace(f"in `{operation.documented.method}`")
        for argument in operation.documented.arguments:
            for name in (*argument.names, *argument.was):
                what = f"the argument `{argument.name}`"
                yield from namespace.add(name, what, argument.source, "name each argument once")


def _check_verbs(resource: Resource, service: Service) -> Iterator[Violation]:
    namespace = _Namespace(f"in `{resource.name}`")
    typed = [operation for operation in resource.operations if operation.typed]
    for operation in typed:
        namespace.names[operation.verb] = f"the verb `{operation.verb}`"
    for operation in typed:
        if operation.body and operation.body.batch == "optional":
            what = f"`{operation.verb}` of several"
            yield from namespace.add(f"{operation.verb}_many", what, operation.source, "rename the other verb")
        if operation.waiter:
            name, location = operation.waiter.name, operation.waiter.at("name")
            yield from namespace.add(name, f"the waiter `{name}`", location, "give the waiter another `name`")
    for operation in typed:
        yield from namespace.add_old(operation.verb, operation, operation.was)
    for name, source in child_resources(resource.name, service).items():
        yield from namespace.add(name, f"the resource `{resource.name}.{name}`", source, _RENAME)


def child_resources(parent: str, service: Service) -> dict[str, SourceLocation]:
    """Return the names of the resources right below another, each with the location of the first in it."""
    prefix = f"{parent}."
    children: dict[str, SourceLocation] = {}
    for resource in service.resources:
        if resource.name.startswith(prefix):
            children.setdefault(resource.name.removeprefix(prefix).partition(".")[0], resource.source)
    return children


def _check_classes(symbols: SymbolTable) -> Iterator[Violation]:
    namespace = _Namespace("in the package")
    resources: dict[str, SourceLocation] = {}  # those that others lie in count, also without a file of their own
    for resource in symbols.service.resources:
        parts = resource.name.split(".")
        for end in range(1, len(parts) + 1):
            resources.setdefault(".".join(parts[:end]), resource.source)
        resources[resource.name] = resource.source
    for full_name, source in resources.items():
        class_name = naming.class_name(full_name)
        for name in (class_name, f"Async{class_name}"):
            yield from namespace.add(name, f"the resource `{full_name}`", source, _RENAME)
    declarations: list[Enum | Model | UnionModel] = [*symbols.enums.values(), *symbols.models.values()]
    for declared in (*declarations, *symbols.unions.values()):
        yield from namespace.add(declared.name, f"`{declared.name}`", declared.source, _RENAME)
    for declared in (*declarations, *symbols.unions.values()):
        yield from namespace.add_old(declared.name, declared, declared.was)
    for enum in symbols.enums.values():
        what = f"the alias of `{enum.name}`"
        yield from namespace.add(naming.alias_name(enum.name), what, enum.source, _RENAME)


def _check_clients(symbols: SymbolTable) -> Iterator[Violation]:
    namespace = _Namespace("among the clients")
    service, face = symbols.service, symbols.service.documented
    yield from namespace.add(service.sync_client, "the sync client", service.at("clients"), _RENAME)
    yield from namespace.add(service.async_client, "the async client", service.at("clients"), _RENAME)
    if face:
        yield from namespace.add(face.class_name, "the documented client", face.at("class"), _RENAME)
        for mixin in face.mixins:
            yield from namespace.add(mixin.class_name, f"the mixin `{mixin.name}`", mixin.source, _RENAME)


def _check_client_arguments(symbols: SymbolTable) -> Iterator[Violation]:
    namespace = _Namespace("among the arguments of clients")
    for name, what, location in client_arguments(symbols.service):
        yield from namespace.add(name, what, location, _RENAME)


def _check_modules(symbols: SymbolTable) -> Iterator[Violation]:
    face = symbols.service.documented
    if face is None:
        return
    namespace = _Namespace("as a module")
    namespace.names = dict.fromkeys(
        (*MODULES, f"{face.module}.raw_responses", f"{face.module}.arguments"), "a part of every package"
    )
    modules = [
        (face.module, "the documented client", face.at("module")),
        (face.errors_module, "the documented errors", face.at("errors")),
        (face.enums_module, "the documented enums", face.at("enums")),
        *((mixin.module, f"the mixin `{mixin.name}`", mixin.source) for mixin in face.mixins),
    ]
    for module, what, location in modules:
        top = module.partition(".")[0]
        if module:
            yield from namespace.add(top if top in MODULES else module, what, location, _RENAME)
