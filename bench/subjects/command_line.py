"""The command: its first help page beside Python alone, and one call beside the import of the client."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING

from bench.processes import cached_bytecode, run
from bench.rows import CPU, WALL
from bench.server import run_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.harness import Measurement, Scale, Sides

COMMAND = "import sys; from synapse_sdk.__main__ import main; sys.exit(main())"
"""What the entry point of the distribution does."""

IMPORT = "import httpx, httpcore, synapse_sdk.client, synapse_sdk.resources.tasks"
"""The client, and the network that its first call loads."""

SECONDS = 0.04


@contextlib.contextmanager
def sides(_: Scale) -> Iterator[Sides]:
    """A process each, from its start to its end."""
    with cached_bytecode() as environment, run_server() as url:
        environment |= {"SYNAPSE_BASE_URL": url, "SYNAPSE_API_TOKEN": "token"}

        def import_and_more() -> Measurement:
            taken = run(["-c", IMPORT], environment)
            return {unit: taken[unit] + SECONDS for unit in (CPU, WALL)}

        yield {
            "python -c pass": partial(run, ["-c", "pass"], environment),
            "--help": partial(run, ["-c", COMMAND, "--help"], environment),
            "tasks --help": partial(run, ["-c", COMMAND, "tasks", "--help"], environment),
            "tasks get": partial(run, ["-c", COMMAND, "tasks", "get", "456"], environment),
            "import of the client, and 40 ms": import_and_more,
        }
