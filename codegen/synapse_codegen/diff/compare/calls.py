"""Calls as users write them, for hints and for the migration guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_codegen.naming import field_name

if TYPE_CHECKING:
    from synapse_codegen.ir.operations import Operation
    from synapse_codegen.ir.service import Service


def typed_call(service: Service, operation: Operation, arguments: str = "…") -> str:
    """Write a call of the typed client: `zoo.animals.list(status=…)`."""
    return f"{field_name(service.sync_client)}.{operation.name}({arguments})"


def documented_call(method: str, arguments: str = "…") -> str:
    """Write a call of the documented client: `client.get_animal(pk=…)`."""
    return f"client.{method}({arguments})"


def params_argument(operation: Operation, wire_name: str) -> str:
    """Write a query argument of a documented call, `params={"status": …}`; empty if the call takes no query."""
    arguments = operation.documented.arguments if operation.documented else ()
    name = next((argument.name for argument in arguments if argument.target == "query"), "")
    return name and f'{name}={{"{wire_name}": …}}'


def import_line(service: Service, module: str, name: str) -> str:
    """Write an import: `from zoo.models import Animal`."""
    return f"from {service.package}{module and '.'}{module} import {name}"
