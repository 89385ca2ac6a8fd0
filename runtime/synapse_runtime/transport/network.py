"""Network backends for httpcore: what httpx has no option for.

Blocking: deadlines. A timeout of httpx bounds the wait for one piece, so a server that sends a byte a second would
stretch a call for ever. Async code is cancelled instead. Both: sockets that notice a dead peer.
"""

from __future__ import annotations

import queue
import select
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

SOCKET_OPTIONS: tuple[tuple[int, int, int], ...] = (
    (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    *(
        (socket.IPPROTO_TCP, getattr(socket, name), seconds)  # a dead peer is noticed after two minutes
        for name, seconds in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4))
        if hasattr(socket, name)
    ),
)
"""What every socket is set to, blocking or async."""

IDLE_SECONDS = 30.0
"""An idle connection is not used again after that: servers and balancers drop it silently."""

T = TypeVar("T")
Address = tuple[socket.AddressFamily, Any]


class DeadlineBackend(httpcore.NetworkBackend):
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
        local_address: str | None = None,  # noqa: ARG002 - httpcore's signature
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> DeadlineStream:
        """Open a connection; see httpcore."""
        stream = DeadlineStream(self)
        self._streams[id(stream)] = stream
        stream.connect(host, port, timeout)
        return stream

    def end(self) -> None:
        """Make whoever waits on a connection fail. Its number stays taken until he has closed it."""
        self.ended = True
        for reference in self._streams.valuerefs():
            if (stream := reference()) is not None:
                stream.shut_down()

    def seconds_left(self, timeout: float | None, late: type[Exception]) -> float | None:
        """Return how long the next wait may take."""
        if self.deadline is None:
            return timeout
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise late("the deadline passed")
        return left if timeout is None else min(timeout, left)


class DeadlineStream(httpcore.NetworkStream):
    """A socket whose waits end with the deadline; who forgets it closes it."""

    _socket: socket.socket | None = None
    _timeout: float | None = -1.0  # as no socket has it

    def __init__(self, backend: DeadlineBackend) -> None:
        self._backend = backend

    def connect(self, host: str, port: int, timeout: float | None) -> None:
        """Try the addresses of a host in turn, each with its share of the time."""
        timeout = self._backend.seconds_left(timeout, httpcore.ConnectTimeout)
        ends = None if timeout is None else time.monotonic() + timeout
        addresses = _look_up(host, port, timeout)
        failure: OSError | None = None
        for tried, (family, address) in enumerate(addresses):
            left = None if ends is None else max(0.001, (ends - time.monotonic()) / (len(addresses) - tried))
            self._socket = socket.socket(family, socket.SOCK_STREAM)
            try:
                self._socket.settimeout(left)
                self._socket.connect(address)
            except OSError as error:
                self._socket.close()
                failure = error
                continue
            for option in SOCKET_OPTIONS:
                self._socket.setsockopt(*option)
            return
        if failure is None:
            raise httpcore.ConnectError(f"{host} has no address")
        late = isinstance(failure, TimeoutError)
        raise (httpcore.ConnectTimeout if late else httpcore.ConnectError)(str(failure)) from failure

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read some bytes; `b""` at the peer's end."""
        assert self._socket is not None
        content: bytes = self._wait(self._socket.recv, max_bytes, timeout, httpcore.ReadTimeout, httpcore.ReadError)
        if self._backend.ended:
            raise httpcore.ReadError("the client was closed meanwhile")
        return content

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all bytes; the timeout is for some of them to move."""
        assert self._socket is not None
        rest = memoryview(buffer)
        while rest:
            rest = rest[self._wait(self._socket.send, rest, timeout, httpcore.WriteTimeout, httpcore.WriteError) :]

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Encrypt the connection from here on."""
        if isinstance(self._socket, ssl.SSLSocket):  # `ssl` wraps plain sockets only
            return TLSStream(self, ssl_context, server_hostname, timeout)
        assert self._socket is not None
        try:
            self._socket = secured = ssl_context.wrap_socket(
                self._socket,
                server_hostname=server_hostname,
                do_handshake_on_connect=False,
                suppress_ragged_eofs=False,  # an end that is not the peer's cuts a response: it is no end
            )
            self._timeout = -1.0
            self._wait(lambda _: secured.do_handshake(), None, timeout, httpcore.ConnectTimeout, httpcore.ConnectError)
        except BaseException:
            self.close()
            raise
        return self

    def _wait(
        self,
        function: Callable[[Any], Any],
        argument: Any,
        timeout: float | None,
        late: type[Exception],
        broken: type[Exception],
    ) -> Any:
        assert self._socket is not None
        left = self._backend.seconds_left(timeout, late)
        try:
            if left != self._timeout:  # to set it is a system call
                self._socket.settimeout(left)
                self._timeout = left
            return function(argument)
        except TimeoutError as error:
            raise late(f"no byte moved for {left:.3g} s") from error
        except OSError as error:
            raise broken(f"{type(error).__name__}: {error}") from error

    def shut_down(self) -> None:
        """End the connection under a reader, who is woken."""
        if self._socket is not None:
            with suppress(OSError):  # it may be closed, or the peer gone
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the socket."""
        if self._socket is not None:
            self._socket.close()

    __del__ = close

    def get_extra_info(self, info: str) -> Any:
        """Return what httpcore, and this package, look at."""
        if info == "is_readable":
            return _is_readable(self._socket)
        if info == "ssl_object":
            return self._socket if isinstance(self._socket, ssl.SSLSocket) else None
        return self._socket if info == "socket" else None


class AsyncBackend(httpcore.AnyIOBackend):
    """Opens the connections of one async client, on asyncio and trio."""

    def __init__(self) -> None:
        self._streams: deque[httpcore.AsyncNetworkStream] = deque(maxlen=4)

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """Open a connection; see httpcore."""
        stream = await super().connect_tcp(host, port, timeout, local_address, SOCKET_OPTIONS)
        self._streams.append(stream)
        return stream

    async def end(self) -> None:
        """Close what is open. httpcore leaves a connection open that is cancelled before it is all made."""
        for stream in self._streams:
            await stream.aclose()


class TLSStream(httpcore.NetworkStream):
    """TLS inside of TLS, for a backend behind an encrypted proxy."""

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
        """Read some bytes; `b""` at the peer's end."""
        return self._until(lambda: self._tls.read(max_bytes), timeout, httpcore.ReadTimeout, httpcore.ReadError)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all bytes; the timeout is for some of them to move."""
        if buffer:
            self._until(lambda: self._tls.write(buffer), timeout, httpcore.WriteTimeout, httpcore.WriteError)

    def _until(
        self,
        function: Callable[[], T],
        timeout: float | None,
        late: type[httpcore.TimeoutException],
        broken: type[httpcore.NetworkError],
    ) -> T:
        """Do what TLS wants, moving its records, until it has what it needs."""
        ends = None if timeout is None else time.monotonic() + timeout
        try:
            while True:
                try:
                    result = function()
                except ssl.SSLWantReadError:
                    self._beneath.write(self._outgoing.read(), timeout)
                    records = self._beneath.read(_READ_BYTES, _rest(ends, late))
                    self._incoming.write(records) if records else self._incoming.write_eof()
                else:
                    self._beneath.write(self._outgoing.read(), timeout)
                    return result
        except httpcore.TimeoutException as error:
            raise late(str(error)) from error
        except (ssl.SSLError, httpcore.NetworkError) as error:
            raise broken(f"{type(error).__name__}: {error}") from error

    def close(self) -> None:
        """Close the socket."""
        self._beneath.close()

    def get_extra_info(self, info: str) -> Any:
        """Return what httpcore, and this package, look at."""
        if info == "is_readable" and (self._incoming.pending or self._tls.pending()):
            return True
        return self._tls if info == "ssl_object" else self._beneath.get_extra_info(info)


_READ_BYTES = 64 * 1024


def _rest(ends: float | None, late: type[Exception]) -> float | None:
    if ends is None:
        return None
    left = ends - time.monotonic()
    if left <= 0:
        raise late("the deadline passed")
    return left


def _look_up(host: str, port: int, timeout: float | None) -> list[Address]:
    """Return the addresses of a host. The system's look-up knows no timeout, so a name gets a thread."""
    outcomes: queue.SimpleQueue[list[Address] | OSError] = queue.SimpleQueue()

    def look_up(flags: int = 0) -> None:
        try:
            infos = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM, 0, flags)
        except OSError as error:
            outcomes.put(error)
        else:
            outcomes.put([(family, address) for family, _, _, _, address in infos])

    look_up(socket.AI_NUMERICHOST)
    outcome = outcomes.get()
    if isinstance(outcome, OSError):
        threading.Thread(target=look_up, name=f"look up {host}", daemon=True).start()
        try:
            outcome = outcomes.get(timeout=timeout)
        except queue.Empty:
            raise httpcore.ConnectTimeout(f"{host} was not looked up in time") from None
    if isinstance(outcome, OSError):
        raise httpcore.ConnectError(f"{type(outcome).__name__}: {outcome}") from None
    return outcome


def _is_readable(connected: socket.socket | None) -> bool:
    """Tell whether there is something to read, be it the end: an idle connection has nothing to say."""
    number = -1 if connected is None else connected.fileno()
    if number < 0:
        return True
    if hasattr(select, "poll"):
        poll = select.poll()
        poll.register(number, select.POLLIN)
        return bool(poll.poll(0))
    return bool(select.select([number], [], [], 0)[0])  # Windows
