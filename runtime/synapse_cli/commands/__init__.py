"""Commands that every service has, by module; `COMMANDS` is the table of them.

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
    factory: str
    """Function of the module that takes an `App` and returns the command."""
    section: str
    """Where the first help page lists it: one of `SECTIONS`."""
    help: str


SECTIONS: Final = ("Account", "Data", "Tools")

_ACCOUNT: Final = f"{__package__}.account"

COMMANDS: Final[Mapping[str, Entry]] = {
    "login": Entry(_ACCOUNT, "make_login", "Account", "Store where the backend is, and the token for it."),
    "logout": Entry(_ACCOUNT, "make_logout", "Account", "Remove a profile and its token."),
    "whoami": Entry(_ACCOUNT, "make_whoami", "Account", "Show the backend, and where the token comes from."),
    "profile": Entry(_ACCOUNT, "make_profile", "Account", "List profiles, and choose one."),
    "upload": Entry(f"{__package__}.upload", "make_command", "Data", "Upload a folder into a collection, or plan it."),
    "download": Entry(f"{__package__}.download", "make_command", "Data", "Download files into a folder."),
    "api": Entry(f"{__package__}.api", "make_command", "Tools", "Send any request: api METHOD PATH."),
    "doctor": Entry(f"{__package__}.doctor", "make_command", "Tools", "Find out why the backend cannot be reached."),
    "mock": Entry(f"{__package__}.mock", "make_command", "Tools", "Serve a mock of the backend on this machine."),
    "completion": Entry(f"{__package__}.completion", "make_command", "Tools", "Let a shell complete commands."),
    "commands": Entry(f"{__package__}.listing", "make_command", "Tools", "List every command; --json for programs."),
}
"""A new command is a module and a row."""
