"""`download RESOURCE`: the files of one thing, of several, or of a whole list, into a folder."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

import click

from synapse_cli.help_texts import dashed, resource_paths
from synapse_cli.operations.groups import make_command as make_operation_command
from synapse_cli.operations.lookup import operations_of
from synapse_cli.suggestions import did_you_mean

if TYPE_CHECKING:
    from synapse_runtime import Operation

    from synapse_cli.invocation import App


def make_command(app: App) -> click.Command:
    """Return the command."""
    command = app.command

    @click.pass_context
    def download(ctx: click.Context, /, *, resource: str, rest: tuple[str, ...], to: str, **_: Any) -> None:
        names = {" ".join(map(dashed, path)): module for path, module in resource_paths(app.service).items()}
        if resource not in names:
            raise click.UsageError(f"There is no resource {resource!r}. {did_you_mean(resource, list(names))}", ctx)
        operations = operations_of(app.service, names[resource])
        with_files = [operation for operation in operations if operation.file_fields and operation.method == "GET"]
        ids = list(takewhile(lambda text: not text.startswith("-"), rest))
        operation = find_source(with_files, by_id=bool(ids))
        if operation is None:
            raise click.UsageError(
                f"There are no files to download from {resource!r}. Resources with files have an "
                f"option --to: {command} commands --json shows them."
            )
        added = ["--to", to] if operation.pagination == "" else ["--to", to, "--all"]
        target = make_operation_command(app.service, operation)
        for arguments in [[text, *rest[len(ids) :]] for text in ids] or [list(rest)]:
            limited = any(text.startswith("--limit") for text in arguments)
            chosen = [text for text in added if not (limited and text == "--all")]
            with target.make_context(str(target.name), [*arguments, *chosen], parent=ctx) as context:
                target.invoke(context)

    return click.Command(
        "download",
        params=[
            click.Argument(["resource"]),
            click.Argument(["rest"], nargs=-1, type=click.UNPROCESSED, metavar="[ID]... [OPTIONS]"),
            click.Option(["--to"], required=True, metavar="DIR", type=click.Path(file_okay=False), help="The folder."),
        ],
        callback=download,
        context_settings={"ignore_unknown_options": True},
        help="Download the files of what has these IDs, or of all that a list has.\n\n"
        f"The options are those of the resource's list: {command} download RESOURCE --project 123 --to DIR. "
        "What was printed has the paths.",
    )


def find_source(operations: list[Operation[Any]], *, by_id: bool) -> Operation[Any] | None:
    """Return the operation that fetches one thing by its ID, or the list of all."""
    for operation in operations:
        paths = [parameter for parameter in operation.parameters if parameter.location == "path"]
        if (len(paths) == 1 and not operation.pagination) if by_id else (operation.pagination and not paths):
            return operation
    return None
