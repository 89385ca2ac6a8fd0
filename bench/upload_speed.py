"""How fast one large file is uploaded, against md5 alone and against a plain socket, in one run.

    python bench/upload_speed.py [MiB]

Prints the times and the ratio to the slower of the two; the promise is at most 1.25.
Also the rise of the peak memory over that of the idle client; the promise is at most 32 MiB.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from synapse_sdk.clients.backend import BackendClient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BLOCK = 1 << 20
ROUNDS = 3


@contextlib.contextmanager
def sink() -> Iterator[int]:
    """A running sink's port."""
    command = [sys.executable, str(Path(__file__).with_name("sink.py"))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield int(process.stdout.readline())
        process.kill()


def md5(file: Path) -> None:
    """The md5 of the file's bytes, and nothing else."""
    digest = hashlib.md5(usedforsecurity=False)
    buffer = memoryview(bytearray(BLOCK))
    with file.open("rb", buffering=0) as source:
        while size := source.readinto(buffer):
            digest.update(buffer[:size])
    digest.hexdigest()


def plain_socket(file: Path, port: int) -> None:
    """The file's bytes over a socket, read and sent by turns."""
    buffer = memoryview(bytearray(BLOCK))
    with socket.create_connection(("127.0.0.1", port)) as sock, file.open("rb", buffering=0) as source:
        sock.sendall(b"PUT /plain/ HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % file.stat().st_size)
        while size := source.readinto(buffer):
            sock.sendall(buffer[:size])
        sock.recv(BLOCK)


def timed(work: Callable[[], object]) -> float:
    """Seconds it takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def peak() -> int:
    """Peak memory of this process in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    """Measure and print."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1024
    with tempfile.TemporaryDirectory() as folder, sink() as port:
        file = Path(folder) / "file.bin"
        with file.open("wb") as out:
            block = os.urandom(BLOCK)
            for _ in range(size):
                out.write(block)
        small = Path(folder) / "small.bin"
        small.write_bytes(b"x")
        with BackendClient(f"http://127.0.0.1:{port}", api_token="t") as client:
            client.create_chunked_upload(small)
            before = peak()
            timed(lambda: client.create_chunked_upload(file))
            rise = (peak() - before) / 1024
            rounds = [
                (
                    timed(lambda: md5(file)),
                    timed(lambda: plain_socket(file, port)),
                    timed(lambda: client.create_chunked_upload(file)),
                )
                for _ in range(ROUNDS)
            ]
    digest, plain, upload = (statistics.median(times) for times in zip(*rounds, strict=True))
    print(f"{size} MiB: md5 {digest:.2f} s, plain socket {plain:.2f} s, upload {upload:.2f} s")
    print(f"ratio {upload / max(digest, plain):.2f} (at most 1.25), memory +{rise:.1f} MiB (at most 32)")


if __name__ == "__main__":
    main()
