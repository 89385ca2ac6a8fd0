"""Groups of commands that say which command was meant."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence


def did_you_mean(name: str, names: Sequence[str]) -> str:
    """Return which name was meant, or all that there are."""
    close = get_close_matches(name, names, 1)
    return f"Did you mean {close[0]}?" if close else f"There are {', '.join(names)}."


class SuggestingGroup(click.Group):
    """A group that suggests a command for one that it does not have."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is named first.

        Raises:
            UsageError: There is no such command.
        """
        name = args[0]
        if name.startswith("-") or self.get_command(ctx, name) is not None or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        names = self.list_commands(ctx)
        raise click.UsageError(f"There is no command {name!r}. {did_you_mean(name, names)}", ctx)
