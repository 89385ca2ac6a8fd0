"""`completion SHELL`: the script that lets a shell complete commands, options and values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import get_completion_class

from synapse_cli.shared_options import completion_variable

if TYPE_CHECKING:
    from synapse_cli.invocation import App

SETUP = {
    "bash": "echo 'eval \"$({command} completion bash)\"' >> ~/.bashrc",
    "zsh": "echo 'eval \"$({command} completion zsh)\"' >> ~/.zshrc    # after compinit",
    "fish": "{command} completion fish > ~/.config/fish/completions/{command}.fish",
}
"""What makes a shell load the script each time it starts."""


def make_command(app: App) -> click.Command:
    """Return the command."""
    lines = "\n".join(f"  {text.format(command=app.command)}" for text in SETUP.values())

    @click.pass_context
    def completion(ctx: click.Context, /, *, shell: str, **_: Any) -> None:
        completion_class = get_completion_class(shell)
        assert completion_class is not None
        variable = completion_variable(app.command)
        click.echo(completion_class(ctx.find_root().command, {}, app.command, variable).source())

    return click.Command(
        "completion",
        params=[click.Argument(["shell"], type=click.Choice(list(SETUP)))],
        callback=completion,
        help=f"Print the script that lets a shell complete commands. To set it up, one of:\n\n\b\n{lines}",
    )
