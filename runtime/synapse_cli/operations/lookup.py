"""Which operations a resource has, and what they are good for: told by descriptors, never by names."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from synapse_runtime import Operation

from synapse_cli.help_texts import operation_texts

if TYPE_CHECKING:
    from synapse_runtime import Service


def operations_of(service: Service, resource: str) -> list[Operation[Any]]:
    """Return the operations of a resource that clients have; the others are steps of them."""
    module = import_module(f"{service.package}.operations.{resource}")
    texts = operation_texts(service.package, resource)
    operations: list[Operation[Any]] = [value for value in vars(module).values() if isinstance(value, Operation)]
    named = [operation for operation in operations if not texts or operation.name.rpartition(".")[2] in texts]
    return [operation for operation in named if not is_plan(operation)]


def is_plan(operation: Operation[Any]) -> bool:
    """Return whether an operation plans the upload of a folder, which has a command of its own."""
    return operation.composite is not None and operation.composite.kind == "directory"


def find_probe(service: Service) -> Operation[Any] | None:
    """Return an operation that reads and needs no argument; None if the service has none."""
    for resource in service.resources:
        for operation in operations_of(service, resource):
            needs_nothing = not any(parameter.required for parameter in operation.parameters)
            if operation.method == "GET" and needs_nothing and not operation.stream:
                return operation
    return None
