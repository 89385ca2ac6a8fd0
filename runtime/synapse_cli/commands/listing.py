"""`commands`: every command with its options, for people who search and programs that call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from synapse_cli.invocation import App, Invocation, make_options
from synapse_cli.operations.command import OperationCommand
from synapse_cli.output.result import Result
from synapse_cli.shared_options import OUTPUT

if TYPE_CHECKING:
    from collections.abc import Iterator


def make_command(app: App) -> click.Command:
    """Return the command."""

    @click.pass_context
    def commands(ctx: click.Context, /, *, as_json: bool, **_: Any) -> None:
        invocation = Invocation(ctx)
        root = ctx.find_root()
        rows = (_describe(root, path, command) for path, command in _walk(root, root.command, [app.command]))
        if as_json or invocation.output.format != "auto":
            invocation.print(Result(rows, is_list=True, key="command"), "json" if as_json else None)
            return
        for row in rows:
            click.echo(f"{row['command']:44} {row['help']}")

    return click.Command(
        "commands",
        params=[
            click.Option(["--json", "as_json"], is_flag=True, help="Print them as JSON, with their options."),
            *make_options(OUTPUT),
        ],
        callback=commands,
        help="List every command. With --json, each with its arguments and options.",
    )


def _walk(ctx: click.Context, command: click.Command, path: list[str]) -> Iterator[tuple[list[str], click.Command]]:
    """Yield all commands that are no groups."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    for name in command.list_commands(ctx):
        below = command.get_command(ctx, name)
        assert below is not None
        yield from _walk(ctx, below, [*path, name])


def _describe(ctx: click.Context, path: list[str], command: click.Command) -> dict[str, Any]:
    if isinstance(command, OperationCommand):
        command.add_texts()
    summary = (command.help or "").partition("\n\n")[0]
    visible = [option for option in command.params if not getattr(option, "hidden", False)]
    return {
        "command": " ".join(path),
        "help": summary,
        "arguments": [_describe_parameter(ctx, param) for param in visible if isinstance(param, click.Argument)],
        "options": [_describe_parameter(ctx, param) for param in visible if isinstance(param, click.Option)],
    }


def _describe_parameter(ctx: click.Context, param: click.Parameter) -> dict[str, Any]:
    return {
        "name": param.opts[0] if isinstance(param, click.Option) else param.make_metavar(ctx),
        "type": param.type.get_metavar(param, ctx) or param.type.name,
        "repeatable": param.multiple or param.nargs == -1,
        **({"help": param.help or ""} if isinstance(param, click.Option) else {}),
    }
