"""The options of every command, as data: help pages show them, commands make options of click of them.

This module and those of the first help page import no click, which takes longer than all that they do.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from .output.result import AUTO, FORMAT_NAMES

if TYPE_CHECKING:
    from synapse_runtime import Service

TOKEN = "token_"
"""What the names of options with a token begin with; the name of the credential follows."""


class SharedOption(NamedTuple):
    """One option."""

    flags: tuple[str, ...]
    name: str
    help: str
    metavar: str = ""
    """What stands for its value; "" if it has none."""
    choices: tuple[str, ...] = ()
    is_seconds: bool = False


OUTPUT = (
    SharedOption(
        ("--format",),
        "format",
        f"{', '.join([AUTO, *FORMAT_NAMES])}. By default a table on a terminal, and JSON lines in a pipe.",
        "FORMAT",
        (AUTO, *FORMAT_NAMES),
    ),
    SharedOption(("--query",), "query", "Print what this JMESPath expression finds in the result.", "JMESPATH"),
    SharedOption(("-q", "--quiet"), "quiet", "Print IDs only."),
)
"""What is printed."""

CONNECTION = (
    SharedOption(("--profile",), "profile", "Use this profile.", "NAME"),
    SharedOption(("--base-url",), "base_url", "Where the backend is.", "URL"),
    SharedOption(("--timeout",), "timeout", "Wait so long for a response.", "SECONDS", is_seconds=True),
)
"""Where the backend is."""


def connection_options(service: Service) -> tuple[SharedOption, ...]:
    """Return the options that say where the backend is, and who calls."""
    tokens = (
        SharedOption(
            (f"--{credential.name.replace('_', '-')}",),
            TOKEN + credential.name,
            f"Send this {credential.name.replace('_', ' ')}; - reads it from stdin.",
            "TOKEN",
        )
        for credential in service.credentials
    )
    return (*CONNECTION, *tokens)


def command_name(service: Service) -> str:
    """Return what users type."""
    return service.name.lower().replace(" ", "-").replace("_", "-")


def installed_version(service: Service) -> str:
    """Return the version of the distribution of a package; "" if it has none."""
    return str(getattr(sys.modules[service.package], "__version__", ""))


def completion_variable(command: str) -> str:
    """Return the environment variable by which a shell asks for completions."""
    return f"_{command.upper().replace('-', '_')}_COMPLETE"


MAX_WIDTH = 100
"""Columns of a help page."""

PREFIX = "cli_"
"""What the parameters of the command itself begin with, beside those of operations."""
