"""What a rule looks at: the service, and everything in it by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from synapse_codegen.ir import Enum, Field, Model, Named, Nullable, TypeRef, UnionModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_codegen.diagnostics import SourceLocation
    from synapse_codegen.ir import Operation, Service


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

    def is_unread(self, name: str) -> bool:
        """Return whether the declaration of a type, an operation or a part of the service has a problem."""
        return name in self.unread or name.rpartition(".")[2] in self.unread

    def model_of(self, type: TypeRef) -> Model | None:
        """Return the model that a type names, if it names one."""
        return self.models.get(type.name) if isinstance(type, Named) else None

    def body_fields(self, operation: Operation) -> tuple[Field, ...]:
        """Return the fields of a body that is a model."""
        model = self.model_of(operation.body.type) if operation.body else None
        return model.fields if model else ()


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
