"""5,000 files of 20 kB, ten at a time: as a collection, and one by one."""

from __future__ import annotations

import contextlib
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from synapse_sdk.clients.backend import BackendClient

from bench.files import write_random_file
from bench.harness import measure
from bench.server import run_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.harness import Scale, Sides

WORKERS = 10


@contextlib.contextmanager
def sides(scale: Scale) -> Iterator[Sides]:
    """Both ways to the same server, which reads and hashes each file."""
    with (
        run_server() as base,
        tempfile.TemporaryDirectory() as folder,
        BackendClient(f"{base}/collection", api_token="t", workers=WORKERS) as client,
        ThreadPoolExecutor(WORKERS) as pool,
    ):
        files = [write_random_file(Path(folder) / f"{number}.jpg", 20_000) for number in range(scale.of(5000, 500))]
        entries = [{"files": {"image": file}, "meta": {"origin_file_stem": file.stem}} for file in files]

        def upload() -> None:
            result = client.upload_data_collection(1, entries)
            assert all(item["status"] == "created" for item in result["items"])

        def send_all() -> None:
            for _ in pool.map(client.create_data_file, files):
                pass

        yield {
            "upload_data_collection": partial(measure, upload),
            "create_data_file, pool of 10": partial(measure, send_all),
        }
