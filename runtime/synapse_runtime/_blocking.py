"""HTTP for blocking code: sockets, a pool of connections, and the transport over them."""

from __future__ import annotations

import queue
import socket
import threading
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar, cast

from ._http1 import READ, Http1, Piece, Read, Secure, Write
from ._network import OPTIONS, Patience, is_readable, not_connected, told
from ._pool import Idle
from .coding import Decoder
from .flow import run
from .message import AnswerTimedOut, ConnectFailed, ConnectionLost, ConnectTimedOut, TransportFailure

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from ._http1 import Step
    from ._route import Route
    from .message import BodyStream, Request, Response

T = TypeVar("T")


class HttpTransport:
    """HTTP/1.1 over a pool of connections to one origin; threads share it."""

    def __init__(self, route: Route, connections: int) -> None:
        """Open nothing yet.

        Args:
            route: The way to the origin.
            connections: How many may be in use at a time.
        """
        self._route = route
        self._prefix, self._headers = route.prefix, route.headers
        self._idle: Idle[Connection] = Idle()
        self._free: queue.SimpleQueue[None] = queue.SimpleQueue()
        """As many as there may be more in use; a semaphore, but a quick one."""
        for _ in range(connections):
            self._free.put(None)

    def send(self, request: Request) -> Response:
        """Send one request, once; see `Transport`."""
        connection = self._take(request)
        try:
            connection.patience = Patience(request.timeout.read, request.deadline)
            response = connection.run(connection.http.send(request, self._prefix, self._headers))
            if request.stream and 200 <= response.status < 300:
                connection.patience = Patience(request.timeout.read)
                body = Body(connection, response.headers.get("content-encoding", ""), self._give_back)
                return response._replace(stream=cast("BodyStream", body))
        except BaseException as error:
            self._give_back(connection)
            if isinstance(error, TransportFailure) and error.phase == "unknown":
                # what broke one connection has broken those that waited beside it: the next attempt takes a fresh one
                _close(self._idle.clear())
            raise
        self._give_back(connection)
        return response

    def _take(self, request: Request) -> Connection:
        """A connection that is ready for a request."""
        patience = Patience(request.timeout.connect, request.deadline)
        try:
            self._free.get(timeout=patience.left(ConnectTimedOut))
        except queue.Empty:
            raise ConnectTimedOut("all connections are in use") from None
        try:
            connection, dead = self._idle.take()
            _close(dead)
            if connection is None:
                connection = connect(self._route, patience)
                self._idle.open.add(connection)
        except BaseException:
            self._free.put(None)
            raise
        return connection

    def _give_back(self, connection: Connection) -> None:
        dead = self._idle.give_back(connection)
        self._free.put(None)
        _close(dead)

    def close(self) -> None:
        """Close all connections."""
        _close([*self._idle.clear(), *self._idle.open])

    def __del__(self) -> None:
        _close(list(self._idle.open))


def _close(connections: list[Connection]) -> None:
    for connection in connections:
        connection.close()


class Body:
    """The unread body of an answer, on its connection; iterate it, then close it."""

    def __init__(self, connection: Connection, coding: str, done: Callable[[Connection], None]) -> None:
        self._connection = connection
        self._decoder = Decoder(coding)
        self._done: Callable[[Connection], None] | None = done

    def __iter__(self) -> Iterator[bytes]:
        connection = self._connection
        while piece := connection.run(connection.http.piece()):
            yield self._decoder.feed(piece)

    def close(self) -> None:
        done, self._done = self._done, None
        if done is not None:
            done(self._connection)


class Socket(Protocol):
    """What a connection needs of a socket."""

    def settimeout(self, value: float | None, /) -> None: ...
    def send(self, data: memoryview, /) -> int: ...
    def recv(self, size: int, /) -> bytes: ...
    def fileno(self) -> int: ...
    def close(self) -> None: ...


class Connection:
    """A socket, and the HTTP spoken on it."""

    def __init__(self, connected: socket.socket) -> None:
        self.http = Http1()
        self.patience = Patience(None)
        self._socket: Socket = connected
        self._timeout: float | None = -1.0  # as no socket has it: unknown

    def run(self, steps: Generator[Step, Any, T]) -> T:
        """Do steps to their end.

        Raises:
            TransportFailure: One cannot be done, or not in time.
        """
        return run(steps, self._perform)

    def _perform(self, step: Step) -> Any:
        return self._steps[type(step)](self, step)

    def _write(self, step: Write) -> None:
        rest = memoryview(step.content)
        while rest:
            rest = rest[self._waiting(self._socket.send, rest) :]

    def _read(self, _: Read) -> bytes:
        found: bytes = self._waiting(self._socket.recv, READ)
        return found

    def _piece(self, step: Piece) -> bytes:
        return next(step.pieces, b"")

    def _secure(self, step: Secure) -> None:
        raw = self._socket
        if type(raw) is socket.socket:
            self._socket = self._waiting(step.context.wrap_socket, raw, server_hostname=step.hostname)
        else:
            from ._tls import InnerTls

            self._socket = self._waiting(InnerTls, raw, step.context, step.hostname)
        self._timeout = -1.0

    _steps: ClassVar[dict[type[Any], Callable[..., Any]]] = {Write: _write, Read: _read, Piece: _piece, Secure: _secure}

    def _waiting(self, function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        left = self.patience.left()
        if left != self._timeout:  # to set it is a system call
            self._socket.settimeout(left)
            self._timeout = left
        try:
            return function(*arguments, **options)
        except TimeoutError:
            raise AnswerTimedOut(f"no byte moved for {left:.3g} s") from None
        except OSError as error:
            raise ConnectionLost(told(error)) from None

    @property
    def idle(self) -> bool:
        """Whether a request may be sent."""
        return self.http.idle

    @property
    def expired(self) -> bool:
        """Whether the peer has ended it, or says something out of turn."""
        return is_readable(self._socket)

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()


def connect(route: Route, patience: Patience) -> Connection:
    """Open a connection, ready for a request.

    Raises:
        ConnectFailed: It could not be made.
    """
    connection = Connection(_connected(*route.peer, patience))
    connection.patience = patience
    try:
        connection.run(route.prepare())
    except BaseException as error:
        connection.close()
        if isinstance(error, TransportFailure):
            raise not_connected(error) from None
        raise
    return connection


def _connected(host: str, port: int, patience: Patience) -> socket.socket:
    failure: OSError | None = None
    for address in _addresses(host, port, patience.left(ConnectTimedOut)):
        try:
            connected = socket.create_connection((address, port), patience.left(ConnectTimedOut))
        except OSError as error:
            failure = error
            continue
        for option in OPTIONS:
            connected.setsockopt(*option)
        return connected
    if isinstance(failure, TimeoutError):
        raise ConnectTimedOut(f"{host} did not answer in time")
    raise ConnectFailed(f"{host} has no address" if failure is None else told(failure))


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
            raise ConnectTimedOut(f"{host} was not looked up in time") from None
    if isinstance(addresses, OSError):
        raise ConnectFailed(told(addresses)) from None
    return addresses
