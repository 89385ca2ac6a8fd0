"""What all views of one emitted package share: what is defined where, and what a file is."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from attrs import frozen

from synapse_codegen.annotations import Definition
from synapse_codegen.imports import ImportsView
from synapse_codegen.ir import (
    CompositeArgument,
    Field,
    ListOf,
    Model,
    Named,
    Nullable,
    Operation,
    Resource,
    Service,
    TypeRef,
    UnionModel,
)
from synapse_codegen.naming import alias_name, variants_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

COMMAND: Final = "synapse-codegen generate"
"""What every emitted file names as the way to change it."""

NO_IMPORTS: Final = ImportsView("", "")


@frozen(kw_only=True)
class ModuleView:
    """One emitted file.

    Attributes:
        path: Where it goes, below the output folder.
        template: What prints it.
        source: The spec files it comes from.
        docstring: Its first statement.
        imports: What it uses of other modules.
        command: What to run instead of editing it.
    """

    path: str
    template: str
    source: str
    docstring: str
    imports: ImportsView = NO_IMPORTS
    command: str = COMMAND


@frozen(slots=False)
class Package:
    """The package that a service is emitted as."""

    service: Service

    @cached_property
    def definitions(self) -> Mapping[str, Definition]:
        """The names of the spec, and where each is defined."""
        found: dict[str, Definition] = {}
        for resource in self.service.resources:
            module = self.models_module(resource)
            found |= {enum.name: Definition(module, is_enum=True) for enum in resource.enums}
            found |= {model.name: Definition(module) for model in resource.models}
        return found

    def module(self, name: str) -> str:
        """The full name of a module of the package."""
        return f"{self.service.package}.{name}" if name else self.service.package

    def path(self, module: str, *, is_package: bool = False) -> str:
        """Where a module goes, below the output folder."""
        stem = self.module(module).replace(".", "/")
        return f"{stem}/__init__.py" if is_package else f"{stem}.py"

    def models_module(self, resource: Resource) -> str:
        """The module that holds the models of a resource."""
        return self.module(f"models.{resource.name}")

    def resource_module(self, resource: str) -> str:
        """The module that holds the operations of a resource."""
        return self.module(f"resources.{resource}")

    def model(self, type: TypeRef | None) -> Model | None:
        """The model that a type names, if it names one."""
        found = self._models.get(type.name) if isinstance(type, Named) else None
        return found if isinstance(found, Model) else None

    def described(self, type: TypeRef | None) -> str:
        """The first paragraph about what a type holds, from the model it names."""
        match type:
            case Named(name):
                text = self._models[name].doc.en if name in self._models else ""
                return " ".join(text.partition("\n\n")[0].split())
            case ListOf(inner) | Nullable(inner):
                return self.described(inner)
            case _:
                return ""

    def file_fields(self, operation: Operation) -> tuple[str, ...]:
        """The members of an answer's rows that hold file URLs, by their wire names."""
        row = operation.response
        while isinstance(row, ListOf | Nullable):
            row = row.item if isinstance(row, ListOf) else row.inner
        model = self.model(row)
        return tuple(one.name for one in model.fields if one.file_urls) if model else ()

    def arguments(self, operation: Operation) -> tuple[CompositeArgument, ...]:
        """The arguments of a composite operation that it reads itself."""
        return operation.composite.arguments if operation.composite else ()

    def body_fields(self, operation: Operation) -> tuple[Field, ...]:
        """The members of an operation's body, where it is a model."""
        model = self.model(operation.body.type) if operation.body else None
        return model.fields if model else ()

    @cached_property
    def _models(self) -> Mapping[str, Model | UnionModel]:
        return {model.name: model for resource in self.service.resources for model in resource.models}


def offered_names(resource: Resource) -> Iterator[str]:
    """What the models module of a resource offers."""
    for enum in resource.enums:
        yield enum.name
        yield alias_name(enum.name)
    for model in resource.models:
        yield model.name
        if isinstance(model, UnionModel):
            yield variants_name(model.name)


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
    return ", ".join(f"{one}.yaml" for one in listed)
