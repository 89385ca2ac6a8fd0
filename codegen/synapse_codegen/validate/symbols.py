"""What a rule looks at: the service, and everything in it by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from synapse_codegen.ir import Enum, Field, Model, Named, Nullable, TypeRef, UnionModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_codegen.diagnostics import Place
    from synapse_codegen.ir import Operation, Service


class Finding(NamedTuple):
    """What a rule says. Which rule says it stands in the table."""

    place: Place
    message: str
    hint: str = ""


class Scope(NamedTuple):
    """A service, and what its names mean."""

    service: Service
    models: Mapping[str, Model]
    unions: Mapping[str, UnionModel]
    enums: Mapping[str, Enum]
    types: frozenset[str]  # the names of all three
    operations: Mapping[str, Operation]

    def model_of(self, type: TypeRef) -> Model | None:
        """The model that a type is, if it is one."""
        return self.models.get(type.name) if isinstance(type, Named) else None

    def body_unknown(self, operation: Operation) -> bool:
        """Tell whether the body is of a type that nobody declared, so that nothing is known of its fields."""
        type = operation.body.type if operation.body else None
        return isinstance(type, Named) and type.name not in self.types

    def body_fields(self, operation: Operation) -> tuple[Field, ...]:
        """The fields of the body, where they can be given one by one."""
        model = self.model_of(operation.body.type) if operation.body else None
        return model.fields if model else ()


Rule: TypeAlias = Callable[[Scope], Iterable[Finding]]


def scope_of(service: Service) -> Scope:
    """Look up everything in a service by name; of two with one name, the first counts."""
    declared: dict[str, Enum | Model | UnionModel] = {}
    for resource in service.resources:
        for entry in (*resource.enums, *resource.models):
            declared.setdefault(entry.name, entry)
    models = {name: entry for name, entry in declared.items() if isinstance(entry, Model)}
    unions = {name: entry for name, entry in declared.items() if isinstance(entry, UnionModel)}
    enums = {name: entry for name, entry in declared.items() if isinstance(entry, Enum)}
    operations = {operation.name: operation for operation in operations_of(service)}
    return Scope(service, models, unions, enums, frozenset(declared), operations)


def operations_of(service: Service) -> Iterator[Operation]:
    """Walk all operations, in the order of the spec."""
    for resource in service.resources:
        yield from resource.operations


def without_null(type: TypeRef) -> TypeRef:
    """A type without its `?`."""
    return type.inner if isinstance(type, Nullable) else type
