"""The first help page. It is written without click, so that it is there at once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .commands import COMMANDS, SECTIONS
from .exit_status import DESCRIPTIONS
from .help_texts import dashed, resource_paths, resource_summaries, service_summary
from .shared_options import MAX_WIDTH, OUTPUT, SharedOption, command_name, connection_options

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from synapse_runtime import Service

MAX_NAME = 32
"""Widest first column; a longer name has a line of its own."""

HELP = (
    SharedOption(("--version",), "version", "Print the version, and that of the API."),
    SharedOption(("--help",), "help", "Show this page; after a command, that of the command."),
)


def page_width() -> int:
    """Return the columns of a help page: those of the terminal, but not more than one can read."""
    try:
        columns = int(os.environ.get("COLUMNS", "")) or MAX_WIDTH
    except ValueError:
        try:
            columns = os.get_terminal_size().columns
        except OSError:
            columns = 80
    return max(40, min(columns, MAX_WIDTH)) - 1


def root_page(service: Service) -> str:
    """Return the help page of the whole command line."""
    command, width = command_name(service), page_width()
    summaries = resource_summaries(service.package)
    resources = {dashed(path[0]): summaries.get(path[0], "") for path in resource_paths(service)}
    lines = [f"Usage: {command} RESOURCE VERB [ARGUMENTS] [OPTIONS]", ""]
    lines += [f"  {line}" for line in wrap(service_summary(service), width - 2)]
    lines += ["", f"  {command} RESOURCE --help lists the verbs of a resource."]
    lines += _section("Resources", resources.items(), width)
    for section in SECTIONS:
        lines += _section(
            section, ((name, entry.help) for name, entry in COMMANDS.items() if entry.section == section), width
        )
    options = [*OUTPUT, *connection_options(service), *HELP]
    lines += _section(
        "Options of every command",
        ((f"{', '.join(option.flags)} {option.metavar}".rstrip(), option.help) for option in options),
        width,
    )
    lines += _section("Exit status", ((str(status), text) for status, text in DESCRIPTIONS.items()), width)
    return "\n".join(lines) + "\n"


def _section(title: str, rows: Iterable[tuple[str, str]], width: int) -> Iterator[str]:
    rows = list(rows)
    yield from ("", f"{title}:")
    column = max(len(name) for name, _ in rows if len(name) <= MAX_NAME) + 2
    for name, text in rows:
        lines = wrap(text, width - column - 2) or [""]
        if len(name) > MAX_NAME:
            yield f"  {name}"
        else:
            yield f"  {name:{column}}{lines.pop(0)}".rstrip()
        yield from (f"  {'':{column}}{line}" for line in lines)


def wrap(text: str, width: int) -> list[str]:
    """Return a text in lines; `textwrap` would load regular expressions."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
