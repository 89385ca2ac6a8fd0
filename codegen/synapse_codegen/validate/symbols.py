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


class SymbolTable(NamedTuple):
    """A service, and what its names refer to."""

    service: Service
    models: Mapping[str, Model]
    unions: Mapping[str, UnionModel]
    enums: Mapping[str, Enum]
    types: frozenset[str]  # the names of all three
    operations: Mapping[str, Operation]

    def model_of(self, type: TypeRef) -> Model | None:
        """Return the model that a type names, if it names one."""
        return self.models.get(type.name) if isinstance(type, Named) else None

    def has_unknown_body(self, operation: Operation) -> bool:
        """Return whether the body has an undeclared type, so that its fields are not known."""
        type = operation.body.type if operation.body else None
        return isinstance(type, Named) and type.name not in self.types

    def body_fields(self, operation: Operation) -> tuple[Field, ...]:
        """Return the fields of a body that is a model."""
        model = self.model_of(operation.body.type) if operation.body else None
        return model.fields if model else ()


Rule: TypeAlias = Callable[[SymbolTable], Iterable[Violation]]


def collect_symbols(service: Service) -> SymbolTable:
    """Index a service by name. Of two things with one name, the first counts."""
    declared: dict[str, Enum | Model | UnionModel] = {}
    for resource in service.resources:
        for entry in (*resource.enums, *resource.models):
            declared.setdefault(entry.name, entry)
    models = {name: entry for name, entry in declared.items() if isinstance(entry, Model)}
    unions = {name: entry for name, entry in declared.items() if isinstance(entry, UnionModel)}
    enums = {name: entry for name, entry in declared.items() if isinstance(entry, Enum)}
    operations = {operation.name: operation for operation in operations_of(service)}
    return SymbolTable(service, models, unions, enums, frozenset(declared), operations)


def operations_of(service: Service) -> Iterator[Operation]:
    """Yield all operations, in the order of the spec."""
    for resource in service.resources:
        yield from resource.operations


def strip_nullable(type: TypeRef) -> TypeRef:
    """Return a type without its `?`."""
    return type.inner if isinstance(type, Nullable) else type
