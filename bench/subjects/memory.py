"""Peak memory of what shall not hold what it moves: a lazy walk, an upload, and the entries of a collection."""

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

ENTRIES = """
import hashlib, httpx, itertools, json
from synapse_sdk.clients.backend import BackendClient
numbers = itertools.count()
checksum = hashlib.md5(open("{small}", "rb").read()).hexdigest()
def respond(request):
    body, path = request.read(), request.url.path
    if "verify" in path:
        return httpx.Response(200, json={{"existing_checksums": []}})
    if path.startswith("/data_files/"):
        return httpx.Response(201, json={{"id": 1, "checksum": checksum}})
    if body:
        return httpx.Response(201, json=[{{"id": next(numbers)}} for _ in json.loads(body)])
    return httpx.Response(200, json={{"id": 1, "file_specifications": [{{"name": "image", "is_required": True}}]}})
def upload(count):
    entries = ({{"files": {{"image": "{small}"}}, "meta": {{"n": number}}}} for number in range(count))
    with BackendClient("https://sink", "t", transport=httpx.MockTransport(respond), report=lambda _: None) as client:
        assert client.upload_data_collection(1, entries, 1)["items"] == []
upload(1000)
idle = peak()
upload({count})
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

        def entries() -> Measurement:
            return {PEAK: peak_of(ENTRIES.format(small=small, count=scale.of(200_000, 10_000)))}

        yield {
            "what entries of a collection add": entries,
            "64 MiB": lambda: {PEAK: 64.0},
            "what many rows add to 10,000": walks,
            "what a large upload adds": upload,
            "10 MiB": lambda: {PEAK: 10.0},
            "32 MiB": lambda: {PEAK: 32.0},
        }
