"""The mock backend over HTTP: CPU of the server for a small request."""

from __future__ import annotations

import contextlib
import re
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

from bench.processes import cpu_seconds
from bench.rows import CPU

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.harness import Measurement, Scale, Sides

REQUEST = b"GET /tasks/456/ HTTP/1.1\r\nHost: x\r\nSynapse-Access-Token: Token t\r\n\r\n"


@contextlib.contextmanager
def sides(scale: Scale) -> Iterator[Sides]:
    """Run the mock in another process; the client is a socket."""
    requests = scale.of(2000, 500)
    command = [sys.executable, "-m", "synapse_runtime.testing", "synapse_sdk", "--port", "0", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            match = re.search(r"http://127\.0\.0\.1:(\d+)", process.stdout.readline())
            assert match is not None
            with socket.create_connection(("127.0.0.1", int(match[1]))) as sock:

                def ask() -> Measurement:
                    before = cpu_seconds(process.pid)
                    for _ in range(requests):
                        sock.sendall(REQUEST)
                        assert sock.recv(1 << 16).startswith(b"HTTP/1.1 200")
                    return {CPU: (cpu_seconds(process.pid) - before) / requests}

                yield {"a request over HTTP": ask, "a millisecond": lambda: {CPU: 0.001}}
        finally:
            process.kill()
