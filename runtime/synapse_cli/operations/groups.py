"""Groups of commands, one a resource: each loads its own operations, when one of them is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from synapse_cli.help_texts import NO_TEXT, dashed, operation_texts, resource_paths, resource_summaries
from synapse_cli.suggestions import SuggestingGroup

from .command import OperationCommand
from .jobs import JobStartingCommand, job_commands, started_job
from .lookup import operations_of

if TYPE_CHECKING:
    import click
    from synapse_runtime import Operation, Service


class ResourceGroup(SuggestingGroup):
    """The commands of one resource."""

    def __init__(self, service: Service, path: tuple[str, ...]) -> None:
        super().__init__(
            dashed(path[-1]), no_args_is_help=True, options_metavar="VERB", subcommand_metavar="[ARGUMENTS] [OPTIONS]"
        )
        self._service = service
        self._path = path
        self._loaded: dict[str, click.Command] | None = None

    @property
    def summary(self) -> str:
        """What the resource holds."""
        *outer, name = self._path
        if not outer:
            return resource_summaries(self._service.package).get(name, "")
        return operation_texts(self._service.package, "_".join(outer)).get(name, NO_TEXT).summary

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return what the resource holds."""
        return self.summary

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the resource holds."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.summary)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, command.get_short_help_str()) for name, command in self._load().items()])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write where to read on."""
        formatter.write_paragraph()
        formatter.write_text(f"{ctx.command_path} VERB --help shows the options of a verb.")

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs, in the order of the spec."""
        return list(self._load())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a verb."""
        return self._load().get(cmd_name)

    def _load(self) -> dict[str, click.Command]:
        if self._loaded is None:
            paths = resource_paths(self._service)
            operations = operations_of(self._service, paths[self._path]) if self._path in paths else []
            inner = dict.fromkeys(
                path[: len(self._path) + 1] for path in paths if path[:-1][: len(self._path)] == self._path
            )
            commands = [
                *job_commands(self._service, operations),
                *(make_command(self._service, operation) for operation in operations),
                *(ResourceGroup(self._service, path) for path in inner),
            ]
            self._loaded = {str(command.name): command for command in commands}
        return self._loaded


def make_command(service: Service, operation: Operation[Any]) -> OperationCommand:
    """Return the command of an operation."""
    job = started_job(service, operation) if operation.method not in {"GET", ""} else None
    return OperationCommand(service, operation) if job is None else JobStartingCommand(service, operation, job)
