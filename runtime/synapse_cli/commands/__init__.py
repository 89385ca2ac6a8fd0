"""Commands that every service has, one a module: `make_command(app)` returns it. `COMMANDS` is the table of them.

Here belongs what a command asks and says. Never here: how output is formatted, or where a client comes from.
Imports the rest of the package but `app` and the first help page, which read the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Entry(NamedTuple):
    """One command."""

    module: str
    """Full name of its module."""
    section: str
    """Where the first help page lists it: one of `SECTIONS`."""
    help: str


SECTIONS: Final = ("Account", "Data", "Tools")

COMMANDS: Final[Mapping[str, Entry]] = {}
"""A new command is a module and a row."""
