"""What all views of an emitted package share: where names are defined, and what a file is."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import frozen

from synapse_codegen.ir.declared import ListOf, Named, Nullable, TypeRef
from synapse_codegen.ir.models import Enum, EnumValue, Field, Model, UnionModel
from synapse_codegen.ir.service import Resource
from synapse_codegen.naming import alias_name, module_name
from synapse_codegen.python.annotations import Definition
from synapse_codegen.python.imports import ImportsView
from synapse_codegen.type_parser import walk_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from synapse_codegen.ir.operations import Operation
    from synapse_codegen.ir.service import Service

COMMAND: Final = "synapse-codegen generate"
"""What every emitted file names as the way to change it."""

RAW_MODULE: Final = "raw_responses"
"""Module of what `with_raw_response` returns, in the package and beside the documented client."""

NO_IMPORTS: Final = ImportsView((), ())


@frozen(kw_only=True, eq=False, repr=False)
class ModuleView:
    """One emitted file."""

    path: str
    """Where it goes, below the output folder."""
    template: str
    """What prints it."""
    source: str
    """The spec files it comes from."""
    doc: str = ""
    """Text of its docstring."""
    imports: ImportsView = NO_IMPORTS
    command: str = COMMAND
    """What to run instead of editing it."""


@frozen(slots=False, eq=False, repr=False)
class Package:
    """The package that a service is emitted as."""

    service: Service

    @cached_property
    def definitions(self) -> Mapping[str, Definition]:
        """Where each name of the spec is defined."""
        definitions: dict[str, Definition] = {}
        for resource in self.service.resources:
            module = self.models_module(resource)
            definitions |= {enum.name: Definition(module, enum.type) for enum in resource.enums}
            definitions |= {model.name: Definition(module) for model in resource.models}
        return definitions

    @cached_property
    def typed_resources(self) -> tuple[Resource, ...]:
        """The resources that typed clients have, each before those that lie in it.

        One with no operations, or no file, is there for those that lie in it.
        """
        declared = {resource.name: resource for resource in self.service.resources}
        typed: dict[str, Resource] = {}
        for resource in self.service.resources:
            if any(operation.typed for operation in resource.operations):
                parts = resource.name.split(".")
                for name in (".".join(parts[:end]) for end in range(1, len(parts) + 1)):
                    empty = Resource(name, resource.file, models=(), enums=(), operations=())
                    typed.setdefault(name, declared.get(name, empty))
        return tuple(typed.values())

    def resources_in(self, parent: str) -> tuple[Resource, ...]:
        """Return the resources right inside another, or those of the client itself for an empty name."""
        return tuple(resource for resource in self.typed_resources if resource.name.rpartition(".")[0] == parent)

    @cached_property
    def has_history(self) -> bool:
        """Whether anything has an old name, or is deprecated."""
        service = self.service
        parts = (part for siblings in service.evolving_parts() for _, part in siblings.parts)
        operations = (operation for resource in service.resources for operation in resource.operations)
        methods = [operation.documented for operation in operations if operation.documented]
        return (
            any(part.was or part.deprecated for part in parts)
            or any(method.was for method in methods)
            or any(argument.was for method in methods for argument in method.arguments)
        )

    @cached_property
    def documented_methods(self) -> Mapping[str, str]:
        """The documented method of each operation that has one."""
        operations = (operation for resource in self.service.resources for operation in resource.operations)
        return {operation.name: operation.documented.method for operation in operations if operation.documented}

    def module(self, name: str) -> str:
        """Return the full name of a module of the package."""
        return f"{self.service.package}.{name}" if name else self.service.package

    def path(self, module: str, *, is_package: bool = False) -> str:
        """Return where a module goes, below the output folder."""
        stem = self.module(module).replace(".", "/")
        return f"{stem}/__init__.py" if is_package else f"{stem}.py"

    def models_module(self, resource: Resource) -> str:
        """Return the module with the models of a resource."""
        return self.module(f"models.{module_name(resource.name)}")

    def resource_module(self, resource: str) -> str:
        """Return the module with the typed methods of a resource."""
        return self.module(f"resources.{module_name(resource)}")

    def model(self, type: TypeRef | None) -> Model | None:
        """Return the model that a type names, if it names one."""
        model = self._models.get(type.name) if isinstance(type, Named) else None
        return model if isinstance(model, Model) else None

    def describe(self, type: TypeRef | None) -> str:
        """Return the first paragraph about what a type holds, from the model it names."""
        match type:
            case Named(name):
                text = self._models[name].doc.en if name in self._models else ""
                return " ".join(text.partition("\n\n")[0].split())
            case ListOf(inner) | Nullable(inner):
                return self.describe(inner)
            case _:
                return ""

    def enum_values(self, type: TypeRef) -> tuple[tuple[Enum, EnumValue], ...]:
        """Return the values of all enums in a type, each with its enum."""
        named = [self.declared.get(part.name) for part in walk_type(type) if isinstance(part, Named)]
        return tuple((entry, value) for entry in named if isinstance(entry, Enum) for value in entry.values)

    def file_fields(self, operation: Operation) -> tuple[str, ...]:
        """Return the fields of a response that hold file URLs, by their wire names."""
        item = operation.response
        while isinstance(item, ListOf | Nullable):
            item = item.item if isinstance(item, ListOf) else item.inner
        model = self.model(item)
        return tuple(field.name for field in model.fields if field.file_urls) if model else ()

    def body_model(self, operation: Operation) -> Model | None:
        """Return the model of an operation's body, if it is one."""
        return self.model(operation.body.type) if operation.body else None

    def body_arguments(self, operation: Operation) -> tuple[Field, ...]:
        """Return the fields of an operation's body that callers pass, if it is a model."""
        model = self.body_model(operation)
        return model.arguments if model else ()

    @cached_property
    def sent_models(self) -> frozenset[str]:
        """The models that callers send: bodies, arguments, and the models inside them."""
        types: list[TypeRef] = []
        for resource in self.service.resources:
            for operation in resource.operations:
                types += [operation.body.type] if operation.body else []
                types += [argument.type for argument in operation.composite_arguments]
                types += [parameter.type for parameter in operation.parameters]
        names: set[str] = set()
        while types:
            for part in walk_type(types.pop()):
                model = self._models.get(part.name) if isinstance(part, Named) else None
                if model and model.name not in names:
                    names.add(model.name)
                    if isinstance(model, UnionModel):
                        types += model.types
                    else:
                        types += [field.type for field in model.fields]
        return frozenset(names)

    @cached_property
    def declared(self) -> Mapping[str, Model | UnionModel | Enum]:
        """All models, unions and enums by name."""
        return {
            declared.name: declared
            for resource in self.service.resources
            for declared in (*resource.models, *resource.enums)
        }

    @cached_property
    def _models(self) -> Mapping[str, Model | UnionModel]:
        return {model.name: model for resource in self.service.resources for model in resource.models}


def raw_name(name: str, prefix: str = "") -> str:
    """Name what `with_raw_response` returns: the view of a client or of a resource."""
    return f"{prefix}Raw{name}"


def offered_names(resource: Resource) -> Iterator[str]:
    """List the names that the models module of a resource offers."""
    for enum in resource.enums:
        yield enum.name
        yield alias_name(enum.name)
    for model in resource.models:
        yield model.name


class RenamedView(NamedTuple):
    """An old name of a model, union or enum, and the name it has."""

    old: str
    name: str


def renamed_models(resource: Resource) -> tuple[RenamedView, ...]:
    """List the old names of what the models module of a resource offers."""
    models = [RenamedView(old, entry.name) for entry in (*resource.models, *resource.enums) for old in entry.was]
    aliases = [RenamedView(alias_name(old), alias_name(enum.name)) for enum in resource.enums for old in enum.was]
    return (*models, *aliases)


def sources(files: Iterable[str]) -> str:
    """List spec files, each once; those of one folder share its name, as in a shell."""
    folders: dict[str, dict[str, None]] = {}
    for file in files:
        folder, _, name = file.rpartition("/")
        folders.setdefault(folder, {})[name.removesuffix(".yaml")] = None
    listed = [
        f"{folder}/" + (",".join(names) if len(names) == 1 else f"{{{','.join(names)}}}")
        for folder, names in folders.items()
    ]
    return ", ".join(f"{path}.yaml" for path in listed)
