"""The command line of a generated package, made from the descriptors of its operations at run time.

Here belong commands, what they print, and profiles. A group of commands loads the operations of its own resource alone.
Never here: a word of a service, HTTP, and what the runtime has: the command is one more caller of it.
Imports the runtime, and click, an extra; nothing imports this package but the `__main__` of generated ones.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from os import environ
from typing import TYPE_CHECKING, Final

from .shared_options import command_name, completion_variable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from synapse_runtime import Service

__all__ = ["run_command"]

NO_CLICK = """The command line needs click, which is not installed. Do one of:
  pip install click
  pip install '.[cli]'    # in a checkout: the extra that has all it needs
"""


NO_COMMAND: Final[tuple[list[str], ...]] = ([], ["--help"])
"""Asks for the first help page, which is written without click."""


def run_command(
    service: Service, arguments: Sequence[str] | None = None, client_options: Mapping[str, Any] | None = None
) -> int:
    """Run the command of a service, and return its exit status.

    Args:
        service: What the commands are made from.
        arguments: The command line; by default that of the process.
        client_options: Options of the client besides those of the command line, such as a `transport`.
    """
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    is_completion = completion_variable(command_name(service)) in environ
    if arguments in NO_COMMAND and not is_completion and find_spec("click") is not None:
        from .root_page import root_page  # other commands need no such page

        sys.stdout.write(root_page(service))
        return 0
    try:
        from .app import run  # click is an extra
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        sys.stderr.write(NO_CLICK)
        return 1
    return run(service, arguments, client_options or {})
