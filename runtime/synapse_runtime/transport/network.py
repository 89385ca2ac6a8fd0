"""Network backends for httpcore: what httpx has no option for.

Blocking: deadlines. A timeout of httpx bounds the wait for one piece, so a server that sends a byte a second would
stretch a call for ever. Async code is cancelled instead. Both: sockets that notice a dead peer.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakValueDictionary

import httpcore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

IDLE_SECONDS = 30.0
"""An idle connection is not used again after that: servers and balancers drop it silently."""
SOCKET_OPTIONS: tuple[tuple[int, int, int], ...] = (
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    *(
        (socket.IPPROTO_TCP, getattr(socket, name), seconds)  # a dead peer is noticed after two minutes
        for name, seconds in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4))
        if hasattr(socket, name)
    ),
)
_READ_BYTES = 64 * 1024

T = TypeVar("T")


class DeadlineBackend(httpcore.SyncBackend):
    """Opens the connections of one client, which one thread uses at a time."""

    def __init__(self) -> None:
        self.deadline: float | None = None
        """Monotonic time by which the request under way must be over."""
        self.ended = False
        self._streams: WeakValueDictionary[int, DeadlineStream] = WeakValueDictionary()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - httpcore's signature
    ) -> httpcore.NetworkStream:
        """Try the addresses of a host in turn, each with its share of the time."""
        left = self.seconds_left(timeout, httpcore.ConnectTimeout)
        ends = None if left is None else time.monotonic() + left
        addresses = _look_up(host, port, left)
        for others in reversed(range(len(addresses))):
            share = None if ends is None else max(0.001, (ends - time.monotonic()) / (others + 1))
            try:
                connected = super().connect_tcp(addresses[-1 - others], port, share, local_address, SOCKET_OPTIONS)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if not others:
                    raise
            else:
                stream = self._streams[id(connected)] = DeadlineStream(self, connected)
                return stream
        raise httpcore.ConnectError(f"{host} has no address")

    def end(self) -> None:
        """Make who waits on a connection fail. Its number stays taken until he has closed it."""
        self.ended = True
        for stream in filter(None, [reference() for reference in self._streams.valuerefs()]):
            with suppress(OSError):  # it may be closed, or the peer gone
                stream.socket.shutdown(socket.SHUT_RDWR)

    def seconds_left(self, timeout: float | None, late: type[Exception]) -> float | None:
        """Return how long the next wait may take."""
        if self.deadline is None:
            return timeout
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise late("the deadline passed")
        return left if timeout is None else min(timeout, left)


class DeadlineStream(httpcore.NetworkStream):
    """A connection whose waits end with the deadline; who forgets it closes it."""

    def __init__(self, backend: DeadlineBackend, stream: httpcore.NetworkStream) -> None:
        self._backend = backend
        self._stream = stream
        self.socket: socket.socket = stream.get_extra_info("socket")
        self._timeout: float | None = -1.0  # as no socket has it

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read some bytes; `b""` at the peer's end."""
        content: bytes = self._wait(self.socket.recv, max_bytes, timeout, httpcore.ReadTimeout, httpcore.ReadError)
        if self._backend.ended:
            raise httpcore.ReadError("the client was closed meanwhile")
        return content

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all bytes; the timeout is for some of them to move."""
        rest = memoryview(buffer)
        while rest:
            rest = rest[self._wait(self.socket.send, rest, timeout, httpcore.WriteTimeout, httpcore.WriteError) :]

    def _wait(
        self,
        function: Callable[[Any], Any],
        argument: object,
        timeout: float | None,
        late: type[Exception],
        broken: type[Exception],
    ) -> Any:
        left = self._backend.seconds_left(timeout, late)
        try:
            if left != self._timeout:  # to set it is a system call
                self.socket.settimeout(left)
                self._timeout = left
            return function(argument)
        except TimeoutError as error:
            raise late(str(error)) from error
        except OSError as error:
            raise broken(str(error)) from error

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Encrypt the connection from here on."""
        return TLSStream(self, ssl_context, server_hostname, timeout)

    def close(self) -> None:
        """Close the socket."""
        self._stream.close()

    def __del__(self) -> None:
        with suppress(AttributeError):  # an interrupt came before it was made
            self.close()

    def get_extra_info(self, info: str) -> Any:
        """Return what httpcore, and this package, look at."""
        return self._stream.get_extra_info(info)


class TLSStream(httpcore.NetworkStream):
    """TLS over any stream, TLS included; `ssl` wraps sockets only, and takes a cut connection for an ended one."""

    def __init__(
        self, beneath: httpcore.NetworkStream, context: ssl.SSLContext, hostname: str | None, timeout: float | None
    ) -> None:
        self._beneath = beneath
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=hostname)
        try:
            self._until(self._tls.do_handshake, timeout, httpcore.ConnectTimeout, httpcore.ConnectError)
        except BaseException:
            self.close()
            raise

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read some bytes; `b""` at the peer's farewell."""
        return self._until(lambda: self._tls.read(max_bytes), timeout, httpcore.ReadTimeout, httpcore.ReadError)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all bytes."""
        if buffer:
            self._until(lambda: self._tls.write(buffer), timeout, httpcore.WriteTimeout, httpcore.WriteError)

    start_tls = DeadlineStream.start_tls

    def _until(
        self, function: Callable[[], T], timeout: float | None, late: type[Exception], broken: type[Exception]
    ) -> T:
        """Do what TLS wants, moving its records, until it has what it needs."""
        ends = None if timeout is None else time.monotonic() + timeout
        try:
            while True:
                try:
                    result = function()
                except ssl.SSLWantReadError:
                    self._beneath.write(self._outgoing.read(), timeout)
                    left = None if ends is None else max(0.001, ends - time.monotonic())
                    if records := self._beneath.read(_READ_BYTES, left):
                        self._incoming.write(records)
                    else:
                        self._incoming.write_eof()
                else:
                    self._beneath.write(self._outgoing.read(), timeout)
                    return result
        except httpcore.TimeoutException as error:
            raise late(str(error)) from error
        except (ssl.SSLError, httpcore.NetworkError) as error:
            raise broken(f"{type(error).__name__}: {error}") from error

    def close(self) -> None:
        """Close the connection."""
        self._beneath.close()

    def get_extra_info(self, info: str) -> Any:
        """Return what httpcore, and this package, look at."""
        if info == "is_readable" and (self._incoming.pending or self._tls.pending()):
            return True
        return self._tls if info == "ssl_object" else self._beneath.get_extra_info(info)


class AsyncBackend(httpcore.AsyncNetworkBackend):
    """Opens the connections of one async client, on asyncio and trio."""

    def __init__(self) -> None:
        self._opener: Any = httpcore.AnyIOBackend()
        self._streams: deque[httpcore.AsyncNetworkStream] = deque(maxlen=4)

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """Open a connection."""
        stream: httpcore.AsyncNetworkStream = await self._opener.connect_tcp(
            host, port, timeout, local_address, SOCKET_OPTIONS
        )
        self._streams.append(stream)
        return stream

    async def end(self) -> None:
        """Close what is open. httpcore leaves a connection open that is cancelled before it is all made."""
        for stream in self._streams:
            await stream.aclose()


def _look_up(host: str, port: int, timeout: float | None) -> list[str]:
    """Return the addresses of a host. The system's look-up knows no timeout, so a name gets a thread."""
    outcomes: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def look_up(flags: int = 0) -> None:
        try:
            infos = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM, 0, flags)
            outcomes.put([str(address[0]) for *_, address in infos])
        except OSError as error:
            outcomes.put(error)

    look_up(socket.AI_NUMERICHOST)
    outcome = outcomes.get()
    if isinstance(outcome, OSError):
        threading.Thread(target=look_up, name=f"look up {host}", daemon=True).start()
        try:
            outcome = outcomes.get(timeout=timeout)
        except queue.Empty:
            raise httpcore.ConnectTimeout(f"{host} was not looked up in time") from None
    if isinstance(outcome, OSError):
        raise httpcore.ConnectError(str(outcome))
    return outcome
