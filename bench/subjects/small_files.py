"""1,000 files of 20 kB, ten at a time."""

from __future__ import annotations

import contextlib
import socket
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpcore
import requests
from synapse_sdk.clients.backend import BackendClient

from bench.files import write_random_file
from bench.harness import measure
from bench.server import run_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.harness import Scale, Sides

WORKERS = 10

FORM = (
    b'--limit\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n'
    b"Content-Type: application/octet-stream\r\n\r\n%s\r\n--limit--\r\n"
)
"""What travels, the least one can write."""


class Floor(threading.local):
    """The least there can be: a socket a thread, one write and one read a file."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))

    def post(self, file: Path) -> None:
        """Send one file."""
        body = FORM % (file.name.encode(), file.read_bytes())
        head = b"POST /data_files/ HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(body)
        self._socket.sendall(head + body)
        self._socket.recv(1 << 16)


@contextlib.contextmanager
def sides(scale: Scale) -> Iterator[Sides]:
    """The clients, each with a pool of connections of its own."""
    with (
        run_server() as base,
        tempfile.TemporaryDirectory() as folder,
        BackendClient(base, api_token="t") as client,
        requests.Session() as session,
        httpcore.ConnectionPool() as connections,
        ThreadPoolExecutor(WORKERS) as pool,
    ):
        files = [write_random_file(Path(folder) / f"{number}.bin", 20_000) for number in range(scale.of(1000, 300))]

        def post(file: Path) -> None:
            with file.open("rb") as content:
                session.post(f"{base}/data_files/", files={"file": content}).json()

        def post_plainly(file: Path) -> None:
            headers = [("Content-Type", "multipart/form-data; boundary=limit")]
            content = FORM % (file.name.encode(), file.read_bytes())
            connections.request("POST", f"{base}/data_files/", headers=headers, content=content)

        floor = Floor(urlsplit(base).port or 0)

        def send_all(send: Callable[[Path], object]) -> None:
            for _ in pool.map(send, files):
                pass

        yield {
            "requests, pool of 10": partial(measure, lambda: send_all(post)),
            "httpcore, pool of 10": partial(measure, lambda: send_all(post_plainly)),
            "plain sockets, pool of 10": partial(measure, lambda: send_all(floor.post)),
            "create_data_file, pool of 10": partial(measure, lambda: send_all(client.create_data_file)),
        }
