"""Peak memory of what shall not hold what it moves: a lazy walk, and an upload."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.files import write_random_file
from bench.processes import PEAK_FUNCTION, cached_bytecode, read_numbers
from bench.rows import PEAK
from bench.server import run_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.harness import Measurement, Scale, Sides

WALK = """
from synapse_sdk import Synapse
with Synapse("{base}/rows/{rows}", api_token="t") as synapse:
    assert sum(1 for _ in synapse.assignments.list()) == {rows}
print(peak())
"""

UPLOAD = """
from synapse_sdk.clients.backend import BackendClient
with BackendClient("{base}", api_token="t") as client:
    client.create_chunked_upload("{small}")
    idle = peak()
    client.create_chunked_upload("{large}")
print(peak() - idle)
"""


@contextlib.contextmanager
def sides(scale: Scale) -> Iterator[Sides]:
    """Fresh processes, by what they took at their peak."""
    sizes = 10_000, scale.of(1_000_000, 50_000)
    with run_server() as base, cached_bytecode() as environment, tempfile.TemporaryDirectory() as folder:
        small = write_random_file(Path(folder) / "small.bin", 1)
        large = write_random_file(Path(folder) / "large.bin", scale.of(4096, 128) << 20)

        def run_program(program: str) -> float:
            return read_numbers(PEAK_FUNCTION + program, environment)[0]

        def peak_of(program: str) -> float:
            return read_numbers(PEAK_FUNCTION + program, environment)[0]

        def walks() -> Measurement:
            few, many = (peak_of(WALK.format(base=base, rows=rows)) for rows in sizes)
            return {PEAK: many - few}

        def upload() -> Measurement:
            return {PEAK: peak_of(UPLOAD.format(base=base, small=small, large=large))}

        yield {
            "what many rows add to 10,000": walks,
            "what a large upload adds": upload,
            "10 MiB": lambda: {PEAK: 10.0},
            "32 MiB": lambda: {PEAK: 32.0},
        }
