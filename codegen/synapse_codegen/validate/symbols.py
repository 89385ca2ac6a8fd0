"""What a rule looks at: the service, everything in it by name, and which part a location belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from synapse_codegen.ir.declared import Named, Nullable, TypeRef
from synapse_codegen.ir.models import Enum, Field, Model, UnionModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_codegen.diagnostics import SourceLocation
    from synapse_codegen.ir.models import Direction
    from synapse_codegen.ir.operations import Operation
    from synapse_codegen.ir.service import Service


class Violation(NamedTuple):
    """One place that breaks a rule. The table of rules knows which."""

    location: SourceLocation
    message: str
    hint: str = ""
    cause: str = ""
    """What is wrong, if violations with other messages say so too."""


class SymbolTable(NamedTuple):
    """A service, and what its names refer to."""

    service: Service
    models: Mapping[str, Model]
    unions: Mapping[str, UnionModel]
    enums: Mapping[str, Enum]
    types: frozenset[str]  # the names of all three
    operations: Mapping[str, Operation]
    unread: frozenset[str]
    """Names whose declaration has a problem. They may mean anything."""
    direction: Literal["", Direction] = ""
    """Whether values are compared with types as they are sent, or as they are read."""

    @property
    def declared(self) -> Mapping[str, Model | UnionModel | Enum]:
        """All models, unions and enums by name."""
        return {**self.models, **self.unions, **self.enums}

    def is_unread(self, name: str) -> bool:
        """Return whether the declaration of a type, an operation or a part of the service has a problem."""
        return name in self.unread or name.rpartition(".")[2] in self.unread

    def model_of(self, type: TypeRef) -> Model | None:
        """Return the model that a type names, if it names one."""
        return self.models.get(type.name) if isinstance(type, Named) else None

    def body_fields(self, operation: Operation) -> tuple[Field, ...]:
        """Return the fields of a body that callers pass, if it is a model."""
        model = self.model_of(operation.body.type) if operation.body else None
        return model.arguments if model else ()


Rule: TypeAlias = Callable[[SymbolTable], Iterable[Violation]]


def collect_symbols(service: Service, unread: Iterable[str] = ()) -> SymbolTable:
    """Index a service by name.

    Args:
        service: What to index.
        unread: Names whose declaration has a problem. Those that are declared twice are added.
    """
    declared: dict[str, Enum | Model | UnionModel] = {}
    unread = {*unread}
    for resource in service.resources:
        for entry in (*resource.enums, *resource.models):
            if entry.name in declared:
                unread.add(entry.name)
            declared[entry.name] = entry
    declared = {name: entry for name, entry in declared.items() if name not in unread}
    models = {name: entry for name, entry in declared.items() if isinstance(entry, Model)}
    unions = {name: entry for name, entry in declared.items() if isinstance(entry, UnionModel)}
    enums = {name: entry for name, entry in declared.items() if isinstance(entry, Enum)}
    operations = {operation.name: operation for operation in operations_of(service) if operation.name not in unread}
    return SymbolTable(service, models, unions, enums, frozenset(declared), operations, frozenset(unread))


def operations_of(service: Service) -> Iterator[Operation]:
    """Yield all operations, in the order of the spec."""
    for resource in service.resources:
        yield from resource.operations


def strip_nullable(type: TypeRef) -> TypeRef:
    """Return a type without its `?`."""
    return type.inner if isinstance(type, Nullable) else type


class Part(NamedTuple):
    """A declaration of a spec file, or what stands before the first one."""

    file: str
    position: tuple[int, int] = (0, 0)
    name: str = ""


class Parts:
    """The declarations of a service: models, unions, enums and operations."""

    def __init__(self, service: Service) -> None:
        self._parts: dict[str, list[Part]] = {}
        for resource in service.resources:
            declared = (*resource.enums, *resource.models, *resource.operations)
            parts = [Part(resource.file, entry.source.position, entry.name) for entry in declared]
            self._parts[resource.file] = [Part(resource.file), *sorted(parts)]

    @property
    def all(self) -> Iterator[Part]:
        """All parts of the resources."""
        for parts in self._parts.values():
            yield from parts

    def find(self, location: SourceLocation) -> Part:
        """Return the part that a location belongs to. The file of the service is one part."""
        parts = self._parts.get(location.file, [Part(location.file)])
        return parts[bisect_right(parts, location.position, key=lambda part: part.position) - 1]
