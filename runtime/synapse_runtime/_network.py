"""How connections are made and waited for: what `_http` gives httpcore to work with.

A timeout bounds the wait for one piece; a peer that dribbles would stretch it for ever.
So each wait on a socket is cut to what is left until the request's deadline. Async code
needs none of this: there a cancel scope ends whatever is waited for.
"""

from __future__ import annotations

import math
import queue
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import anyio
import httpcore

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable

KEEP_ALIVE: list[tuple[int, int, int]] = [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)] + [
    (socket.IPPROTO_TCP, getattr(socket, name), seconds)  # a dead peer is noticed after two minutes
    for name, seconds in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4))
    if hasattr(socket, name)
]


class Clock(threading.local):
    deadline: float | None = None
    """Of the request this thread is sending."""

    def left(self, timeout: float | None, late: type[Exception]) -> float | None:
        if self.deadline is None:
            return timeout
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise late("the deadline passed")
        return left if timeout is None else min(timeout, left)


clock = Clock()
"""The clock of the thread that asks."""


class Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, *, inside_tls: bool = False) -> None:
        self._stream = stream
        self._socket = None if inside_tls else stream.get_extra_info("socket")

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, clock.left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if self._socket is None:  # TLS within TLS, which is no socket
            self._stream.write(buffer, clock.left(timeout, httpcore.WriteTimeout))
            return
        rest = memoryview(buffer)
        while rest:  # the library's own loop would start the wait anew with each part
            self._socket.settimeout(clock.left(timeout, httpcore.WriteTimeout))
            try:
                rest = rest[self._socket.send(rest) :]
            except TimeoutError as error:
                raise httpcore.WriteTimeout(str(error)) from None
            except OSError as error:
                raise httpcore.WriteError(str(error)) from None

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = clock.left(timeout, httpcore.ConnectTimeout)
        inside = self.get_extra_info("ssl_object") is not None
        return Stream(self._stream.start_tls(ssl_context, server_hostname, left), inside_tls=inside)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class Backend(httpcore.NetworkBackend):
    def __init__(self) -> None:
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in _addresses(host, port, clock.left(timeout, httpcore.ConnectTimeout)):
            left = clock.left(timeout, httpcore.ConnectTimeout)
            try:
                stream = self._backend.connect_tcp(address, port, left, local_address, socket_options or KEEP_ALIVE)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return Stream(stream)
        raise failure


def _addresses(host: str, port: int, timeout: float | None) -> list[str]:
    """The IP addresses of a host."""
    found: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def look_up(flags: int = 0) -> None:
        try:
            found.put([str(one[4][0]) for one in socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM, 0, flags)])
        except OSError as error:
            found.put(error)

    look_up(socket.AI_NUMERICHOST)
    addresses = found.get()
    if isinstance(addresses, OSError):  # a name: the system's look-up knows no timeout, so it gets a thread
        threading.Thread(target=look_up, name=f"look up {host}", daemon=True).start()
        try:
            addresses = found.get(timeout=timeout)
        except queue.Empty:
            raise httpcore.ConnectTimeout(f"{host} was not looked up in time") from None
    if isinstance(addresses, OSError):
        raise httpcore.ConnectError(str(addresses)) from None
    return addresses


class AsyncBackend(httpcore.AsyncNetworkBackend):
    """Makes connections for async code, on asyncio or trio."""

    def __init__(self) -> None:
        self._backend: Any = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - as httpcore calls it
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect, and keep the connection alive, also one to a proxy.

        Once begun it goes on to its end, or to the first of all time limits around it: cancelled
        in between, it could leave a socket behind that nobody knows of.
        """
        options = socket_options or KEEP_ALIVE
        left = max(0.0, anyio.current_effective_deadline() - anyio.current_time())
        if timeout is None or left < timeout:
            timeout = None if left == math.inf else left
        made: Any = None
        with anyio.CancelScope(shield=True):
            made = await self._backend.connect_tcp(host, port, timeout, local_address, options)
        stream: httpcore.AsyncNetworkStream = made
        return stream
