"""What an import takes in a fresh interpreter, and what memory it leaves taken."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING

from bench.openapi import PACKAGE, peer_client
from bench.processes import PEAK_FUNCTION, cached_bytecode, read_numbers
from bench.rows import CPU, PEAK, WALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.harness import Measurement, Scale, Sides

IMPORTS = {
    "httpx": "import httpx",
    "BackendClient": "from synapse_sdk.clients.backend import BackendClient",
    "Synapse": "from synapse_sdk import Synapse",
    "openapi-python-client": f"from {PACKAGE} import AuthenticatedClient",
    "all models and resources": """
import synapse_sdk.models, synapse_sdk.operations, synapse_sdk.resources, pkgutil, importlib
for package in (synapse_sdk.models, synapse_sdk.operations, synapse_sdk.resources):
    for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
""",
    "openapi-python-client, all of it": f"""
import {PACKAGE}, pkgutil, importlib
for module in pkgutil.walk_packages({PACKAGE}.__path__, "{PACKAGE}."):
    importlib.import_module(module.name)
""",
}

PROGRAM = """
import sys, time
sys.modules["click"] = None  # else httpx loads a command line, where that happens to be installed: not in our favour
started, used = time.perf_counter(), time.process_time()
{statement}
print(time.process_time() - used, time.perf_counter() - started, peak())
"""


@contextlib.contextmanager
def sides(_: Scale) -> Iterator[Sides]:
    """A fresh interpreter each; its own start is not counted, its memory is."""
    with cached_bytecode() as environment, peer_client() as folder:
        environment["PYTHONPATH"] = str(folder)

        def import_statement(statement: str) -> Measurement:
            cpu, wall, peak = read_numbers(PEAK_FUNCTION + PROGRAM.format(statement=statement), environment)
            return {CPU: cpu, WALL: wall, PEAK: peak}

        yield {name: partial(import_statement, statement) for name, statement in IMPORTS.items()}
