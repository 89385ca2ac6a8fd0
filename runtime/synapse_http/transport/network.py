"""Network backends for httpcore: what httpx has no option for.

Blocking: deadlines. A timeout of httpx bounds the wait for one piece, so a server that sends a byte a second would
stretch a call for ever. Async code is cancelled instead. Both: sockets that notice a dead peer.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections import deque
from contextlib import suppress
from typing import Any
from weakref import WeakValueDictionary

import httpcore

from synapse_http.messages import ConnectTimeout

IDLE_SECONDS = 30.0
"""An idle connection is not used again after that: servers and balancers drop it silently."""
WRITE_BYTES = 256 * 1024
"""Sent at a time: a timeout of httpcore is for all that it is handed, ours for some of it to move."""
SOCKET_OPTIONS: tuple[tuple[int, int, int], ...] = (
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    *(
        (socket.IPPROTO_TCP, getattr(socket, name), seconds)  # a dead peer is noticed after two minutes
        for name, seconds in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4))
        if hasattr(socket, name)
    ),
)


def seconds_left(
    timeout: float | None, deadline: float | None, error_class: type[Exception] = ConnectTimeout
) -> float | None:
    """Return how long the next wait may take: the timeout, but not beyond the deadline, after which it is an error."""
    if deadline is None:
        return timeout
    left = deadline - time.monotonic()
    if left <= 0:
        raise error_class("the deadline passed")
    return left if timeout is None else min(timeout, left)


class DeadlineBackend(httpcore.SyncBackend):
    """Opens the connections of one client, which one thread uses at a time."""

    def __init__(self) -> None:
        self.deadline: float | None = None
        """Monotonic time by which the request under way must be over."""
        self.ended = False
        self.streams: WeakValueDictionary[int, DeadlineStream] = WeakValueDictionary()

    def connect_tcp(  # httpx names no `local_address`, nor `socket_options`
        self, host: str, port: int, timeout: float | None = None, *_: Any, **__: Any
    ) -> httpcore.NetworkStream:
        """Open a connection."""
        left = seconds_left(timeout, self.deadline, httpcore.ConnectTimeout)
        return DeadlineStream(self, super().connect_tcp(host, port, left, None, SOCKET_OPTIONS))

    def end(self) -> None:
        """Make who waits on a connection fail. Its number stays taken until he has closed it."""
        self.ended = True
        for stream in filter(None, [reference() for reference in self.streams.valuerefs()]):
            with suppress(OSError):  # it may be closed, or the peer gone
                stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)


class DeadlineStream(httpcore.NetworkStream):
    """A connection whose waits end with the deadline; who forgets it closes it."""

    def __init__(self, backend: DeadlineBackend, stream: httpcore.NetworkStream) -> None:
        self._backend = backend
        self._stream = stream
        backend.streams[id(self)] = self

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read some bytes; `b""` at the peer's end."""
        content = self._stream.read(max_bytes, seconds_left(timeout, self._backend.deadline, httpcore.ReadTimeout))
        if self._backend.ended:
            raise httpcore.ReadError("the client was closed meanwhile")
        return content

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all bytes; the timeout is for some of them to move."""
        view: Any = memoryview(buffer)
        for start in range(0, len(view), WRITE_BYTES):
            left = seconds_left(timeout, self._backend.deadline, httpcore.WriteTimeout)
            self._stream.write(view[start : start + WRITE_BYTES], left)

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Encrypt the connection from here on."""
        left = seconds_left(timeout, self._backend.deadline, httpcore.ConnectTimeout)
        try:
            self._stream = self._stream.start_tls(ssl_context, server_hostname, left)
        except BaseException:
            self.close()
            raise
        # `ssl` takes a cut connection for an ended one unless it is asked not to, and httpcore does not ask.
        self.get_extra_info("socket").suppress_ragged_eofs = False
        return self

    def close(self) -> None:
        """Close the socket."""
        self._stream.close()

    def __del__(self) -> None:
        with suppress(AttributeError):  # an interrupt came before it was made
            self.close()

    def get_extra_info(self, info: str) -> Any:
        """Return what httpcore, and this package, look at."""
        if info != "is_readable" or self._stream.get_extra_info("ssl_object") is None:
            return self._stream.get_extra_info(info)
        try:  # a layer of TLS may hold what no socket shows
            self._stream.read(1, 0)
        except httpcore.ReadError as error:
            return not isinstance(error.__cause__, ssl.SSLWantReadError)
        return True


class AsyncBackend(httpcore.AsyncNetworkBackend):
    """Opens the connections of one async client, on asyncio and trio."""

    def __init__(self) -> None:
        self._opener: Any = httpcore.AnyIOBackend()
        self._streams: deque[httpcore.AsyncNetworkStream] = deque(maxlen=4)

    async def connect_tcp(self, *arguments: Any, **options: Any) -> httpcore.AsyncNetworkStream:
        """Open a connection."""
        options["socket_options"] = SOCKET_OPTIONS
        stream: httpcore.AsyncNetworkStream = await self._opener.connect_tcp(*arguments, **options)
        self._streams.append(stream)
        return stream

    async def end(self) -> None:
        """Close what is open. httpcore leaves a connection open that is cancelled before it is all made."""
        for stream in self._streams:
            await stream.aclose()
