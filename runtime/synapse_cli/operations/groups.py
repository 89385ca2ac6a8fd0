"""Groups of commands, one a resource: each loads its own operations, when one of them is needed."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from synapse_runtime import Operation

from synapse_cli.help_texts import dashed, operation_texts, resource_summaries
from synapse_cli.suggestions import SuggestingGroup

from .command import OperationCommand

if TYPE_CHECKING:
    import click
    from synapse_runtime import Service


class ResourceGroup(SuggestingGroup):
    """The commands of one resource."""

    def __init__(self, service: Service, resource: str) -> None:
        super().__init__(dashed(resource), no_args_is_help=True)
        self._service = service
        self._resource = resource
        self._loaded: dict[str, click.Command] | None = None

    @property
    def summary(self) -> str:
        """What the resource holds."""
        return resource_summaries(self._service.package).get(self._resource, "")

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return what the resource holds."""
        return self.summary

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the resource holds."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.summary)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs, in the order of the spec."""
        return list(self._load())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a verb."""
        return self._load().get(cmd_name)

    def _load(self) -> dict[str, click.Command]:
        if self._loaded is None:
            commands: list[click.Command] = [
                OperationCommand(self._service, operation) for operation in operations_of(self._service, self._resource)
            ]
            self._loaded = {str(command.name): command for command in commands}
        return self._loaded


def operations_of(service: Service, resource: str) -> list[Operation[Any]]:
    """Return the operations of a resource that clients have; the others are steps of them."""
    module = import_module(f"{service.package}.operations.{resource}")
    texts = operation_texts(service.package, resource)
    operations: list[Operation[Any]] = [value for value in vars(module).values() if isinstance(value, Operation)]
    return [operation for operation in operations if not texts or operation.name.rpartition(".")[2] in texts]
