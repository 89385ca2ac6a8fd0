"""Peak memory of what shall not hold what it moves: a lazy walk, and an upload."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.files import filled
from bench.processes import PEAK_OF_THIS, bytecode, told
from bench.rows import PEAK
from bench.server import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.harness import Scale, Sides, Took

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
    few, many = 10_000, scale.of(1_000_000, 50_000)
    with serving() as base, bytecode() as environment, tempfile.TemporaryDirectory() as folder:
        small = filled(Path(folder) / "small.bin", 1)
        large = filled(Path(folder) / "large.bin", scale.of(4096, 128) << 20)

        def walks() -> Took:
            peaks = [told(PEAK_OF_THIS + WALK.format(base=base, rows=rows), environment)[0] for rows in (few, many)]
            return {PEAK: peaks[1] - peaks[0]}

        def upload() -> Took:
            return {PEAK: told(PEAK_OF_THIS + UPLOAD.format(base=base, small=small, large=large), environment)[0]}

        yield {
            "what many rows add to 10,000": walks,
            "what a large upload adds": upload,
            "10 MiB": lambda: {PEAK: 10.0},
            "32 MiB": lambda: {PEAK: 32.0},
        }
