"""1,000 files of 20 kB, ten at a time."""

from __future__ import annotations

import contextlib
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import requests
from synapse_sdk.clients.backend import BackendClient

from bench.files import filled
from bench.harness import timed
from bench.server import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.harness import Scale, Sides

WORKERS = 10


@contextlib.contextmanager
def sides(scale: Scale) -> Iterator[Sides]:
    """The clients, each with a pool of connections of its own."""
    with (
        serving() as base,
        tempfile.TemporaryDirectory() as folder,
        BackendClient(base, api_token="t") as client,
        requests.Session() as session,
        ThreadPoolExecutor(WORKERS) as pool,
    ):
        files = [filled(Path(folder) / f"{number}.bin", 20_000) for number in range(scale.of(1000, 300))]

        def post(file: Path) -> None:
            with file.open("rb") as content:
                session.post(f"{base}/data_files/", files={"file": content}).json()

        def spread(send: Callable[[Path], object]) -> None:
            for _ in pool.map(send, files):
                pass

        yield {
            "requests, pool of 10": partial(timed, lambda: spread(post)),
            "create_data_file, pool of 10": partial(timed, lambda: spread(client.create_data_file)),
        }
