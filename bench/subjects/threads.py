"""Many threads on one client: the same number of small calls, send_all over 8 and over 64.

Beside it what CPython's threads cost by themselves: the same on plain sockets.
"""

from __future__ import annotations

import contextlib
import json
import socket
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from synapse_sdk.clients.backend import BackendClient

from bench.harness import measure
from bench.server import run_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.harness import Scale, Sides


REQUEST = b"GET /assignments/456/ HTTP/1.1\r\nHost: x\r\n\r\n"


class Plain:
    """The least that a call can be: one write, one read, one parse."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), 30)

    def get(self) -> object:
        """Send a request and read its response."""
        self._socket.send(REQUEST)
        parsed: object = json.loads(self._socket.recv(1 << 16).partition(b"\r\n\r\n")[2])
        return parsed

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()


@contextlib.contextmanager
def sides(scale: Scale) -> Iterator[Sides]:
    """Pools that stay, and connections that stay: each has one a thread."""
    calls = scale.of(6400, 1280)

    def send_all(pool: ThreadPoolExecutor, calls_of: list[Callable[[], object]]) -> None:
        def work(call: Callable[[], object]) -> None:
            for _ in range(calls // len(calls_of)):
                call()

        for future in [pool.submit(work, call) for call in calls_of]:
            future.result()

    with run_server() as base, contextlib.ExitStack() as stack:
        threaded: Sides = {}
        for threads in (8, 64):
            pool = stack.enter_context(ThreadPoolExecutor(threads))
            client = stack.enter_context(BackendClient(base, api_token="t"))
            plain = [stack.enter_context(contextlib.closing(Plain(urlsplit(base).port or 0))) for _ in range(threads)]
            ours: list[Callable[[], object]] = [partial(client.get_assignment, 456)] * threads
            threaded[f"{threads} threads"] = partial(measure, partial(send_all, pool, ours))
            threaded[f"plain sockets, {threads} threads"] = partial(
                measure, partial(send_all, pool, [connection.get for connection in plain])
            )
        yield threaded
