"""One large file in chunks, to a server that only reads; beside it the two floors: md5 and a plain socket."""

from __future__ import annotations

import contextlib
import hashlib
import socket
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from synapse_sdk.clients.backend import BackendClient

from bench.files import BLOCK, write_random_file
from bench.harness import measure
from bench.server import run_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.harness import Scale, Sides


def digest(file: Path) -> None:
    """The md5 of the file, and nothing else."""
    md5 = hashlib.md5(usedforsecurity=False)
    buffer = memoryview(bytearray(BLOCK))
    with file.open("rb", buffering=0) as source:
        while size := source.readinto(buffer):
            md5.update(buffer[:size])
    md5.hexdigest()


def send(file: Path, port: int) -> None:
    """The file over a socket, read and sent by turns."""
    buffer = memoryview(bytearray(BLOCK))
    with socket.create_connection(("127.0.0.1", port)) as sock, file.open("rb", buffering=0) as source:
        sock.sendall(b"PUT /plain/ HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % file.stat().st_size)
        while size := source.readinto(buffer):
            sock.sendall(buffer[:size])
        sock.recv(BLOCK)


@contextlib.contextmanager
def sides(scale: Scale) -> Iterator[Sides]:
    """All read the file from the same page cache."""
    with (
        run_server() as base,
        tempfile.TemporaryDirectory() as folder,
        BackendClient(base, api_token="t") as client,
    ):
        file = write_random_file(Path(folder) / "file.bin", scale.of(1024, 256) << 20)
        port = urlsplit(base).port or 0
        yield {
            "md5": partial(measure, lambda: digest(file)),
            "plain socket": partial(measure, lambda: send(file, port)),
            "create_chunked_upload": partial(measure, lambda: client.create_chunked_upload(file)),
        }
