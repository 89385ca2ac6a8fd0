"""Which models, unions and enums callers send, and which they read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from synapse_codegen.ir.declared import Named
from synapse_codegen.ir.models import Enum, Model
from synapse_codegen.type_parser import walk_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from synapse_codegen.ir.declared import TypeRef
    from synapse_codegen.ir.models import UnionModel
    from synapse_codegen.ir.operations import Operation
    from synapse_codegen.ir.service import Service

    from .scope import Direction


@frozen
class Usage:
    """What is done with each model, union and enum of a service."""

    sent: frozenset[str]
    read: frozenset[str]
    senders: Mapping[str, list[Operation]]
    """Each model to the operations whose body it is."""

    def directions(self, name: str) -> frozenset[Direction]:
        """Return how a name is used. What no operation uses may be read: users can import it."""
        uses: tuple[tuple[Direction, frozenset[str]], ...] = (("sent", self.sent), ("read", self.read))
        return frozenset(direction for direction, names in uses if name in names) or frozenset({"read"})


def find_usage(service: Service) -> Usage:
    """Find what is done with each model, union and enum."""
    declared = {
        declaration.name: declaration
        for resource in service.resources
        for declaration in (*resource.models, *resource.enums)
    }
    operations = [operation for resource in service.resources for operation in resource.operations]
    senders: dict[str, list[Operation]] = {}
    for operation in operations:
        if operation.body and isinstance(operation.body.type, Named):
            senders.setdefault(operation.body.type.name, []).append(operation)
    errors = [*service.errors, *(error for operation in operations for error in operation.errors)]
    return Usage(
        frozenset(_reach(declared, (type for operation in operations for type in _sent_types(operation)))),
        frozenset(
            _reach(
                declared,
                (
                    *(operation.response for operation in operations if operation.response),
                    *(error.type for error in errors if error.type),
                ),
            )
        ),
        senders,
    )


def _sent_types(operation: Operation) -> Iterator[TypeRef]:
    yield from (parameter.type for parameter in operation.parameters)
    yield from (argument.type for argument in operation.composite_arguments)
    if operation.body:
        yield operation.body.type


def _reach(declared: Mapping[str, Model | UnionModel | Enum], types: Iterable[TypeRef]) -> set[str]:
    """Return the names in types, and in the models that those name, and so on."""
    reached: set[str] = set()
    pending = list(types)
    while pending:
        for inner in walk_type(pending.pop()):
            if isinstance(inner, Named) and inner.name not in reached:
                reached.add(inner.name)
                declaration = declared.get(inner.name)
                if isinstance(declaration, Model):
                    pending += (field.type for field in declaration.fields)
                elif declaration is not None and not isinstance(declaration, Enum):
                    pending += declaration.types
    return reached
