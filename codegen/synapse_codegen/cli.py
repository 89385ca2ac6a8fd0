"""The command line: `synapse-codegen COMMAND [OPTIONS]`.

Only the chosen command is imported: most runs find nothing to do, and end before anything slow is loaded.
"""

from __future__ import annotations

import argparse
import sys
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final

from .commands.project import PROGRAM, USAGE, CommandError, explain_os_error

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COMMANDS: Final[Mapping[str, str]] = {
    "generate": "write the packages that the specs describe; unchanged files are not touched",
    "check": "show how the packages on disk differ from what the specs give; writes nothing",
    "lint": "show all errors and warnings about the specs",
    "diff": "show what changed since a release, whom that hits, and which version it needs",
    "watch": "generate again whenever a file of a spec is saved",
    "docs": "write the documentation: a site, the same as Markdown, and the list of all methods",
    "explain": "say what a rule of the spec language means, with a wrong and a right example",
    "init": "write the spec, the project and the tests of a new service, ready to run",
    "schema": "write schema.json beside the specs, for editors; generate and check keep it current",
}
"""Name of a command, and of its module in `commands`, to what it does."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: The arguments after its name; by default those of the process.

    Returns:
        0 on success, 1 for errors in a spec or differences, 2 if it could not run.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    options = _make_parser(next(iter(arguments), "")).parse_args(arguments)
    try:
        status: int = import_module(f"synapse_codegen.commands.{options.command}").run(options)
        sys.stdout.flush()
    except CommandError as error:
        message = str(error)
    except OSError as error:
        message = explain_os_error(error)
    else:
        return status
    if message:
        print(f"{PROGRAM}: {message}", file=sys.stderr)
    return USAGE


def _make_parser(command: str) -> argparse.ArgumentParser:
    """Make the parser; of all commands, only the chosen one gets its arguments."""
    # A fixed width, because asking the terminal for its own is slower than finding that nothing is to be done.
    layout = partial(argparse.RawDescriptionHelpFormatter, width=100, max_help_position=24)
    commands = "\n".join(f"  {name:<10}{text}" for name, text in COMMANDS.items())
    description = f"Generate a client package from a spec.\n\ncommands:\n{commands}"
    epilog = f"`{PROGRAM} COMMAND --help` shows the options of a command."
    parser = argparse.ArgumentParser(
        PROGRAM, f"{PROGRAM} COMMAND [OPTIONS]", description, epilog, formatter_class=layout
    )
    chosen = parser.add_subparsers(
        dest="command", metavar="COMMAND", required=True, help=argparse.SUPPRESS, prog=PROGRAM
    )
    for name in [command] if command in COMMANDS else COMMANDS:
        text = COMMANDS[name]
        subparser = chosen.add_parser(name, description=f"{text[0].upper()}{text[1:]}.", formatter_class=layout)
        if name == command:
            import_module(f"synapse_codegen.commands.{name}").add_arguments(subparser)
    return parser
