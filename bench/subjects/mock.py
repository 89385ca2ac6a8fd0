"""The mock backend over HTTP: CPU of the server for a small request."""

from __future__ import annotations

import contextlib
import re
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

from bench.processes import cpu_of
from bench.rows import CPU

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.harness import Scale, Sides, Took

REQUEST = b"GET /tasks/456/ HTTP/1.1\r\nHost: x\r\nSynapse-Access-Token: Token t\r\n\r\n"


@contextlib.contextmanager
def sides(scale: Scale) -> Iterator[Sides]:
    """The mock in another process, and a client that costs next to nothing."""
    requests = scale.of(2000, 500)
    command = [sys.executable, "-m", "synapse_runtime.testing", "synapse_sdk", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:(\d+)", process.stdout.readline())
            assert found is not None
            with socket.create_connection(("127.0.0.1", int(found[1]))) as sock:

                def ask() -> Took:
                    before = cpu_of(process.pid)
                    for _ in range(requests):
                        sock.sendall(REQUEST)
                        assert sock.recv(1 << 16).startswith(b"HTTP/1.1 200")
                    return {CPU: (cpu_of(process.pid) - before) / requests}

                yield {"a request over HTTP": ask, "a millisecond": lambda: {CPU: 0.001}}
        finally:
            process.kill()
