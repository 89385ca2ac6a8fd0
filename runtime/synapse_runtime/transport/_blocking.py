"""HTTP for blocking code: sockets, a pool of connections, and the transport over them."""

from __future__ import annotations

import queue
import socket
import threading
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast
from weakref import ref

from synapse_runtime.flow.drivers import run
from synapse_runtime.http.messages import ConnectError, ConnectTimeout, ReadError, ReadTimeout, TransportError

from ._http1 import READ, Piece, Read, Secure, Write
from ._network import OPTIONS, Line, LookUp, Patience, addresses, not_connected, reach, told
from ._pool import Idle
from .coding import Decoder

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from synapse_runtime.http.messages import BodyStream, Request, Response

    from ._http1 import Step
    from ._network import Address, Open
    from ._route import Route

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
        self._free: queue.SimpleQueue[Permit] = queue.SimpleQueue()
        """As many as there may be more in use; a semaphore, but a quick one."""
        for _ in range(connections):
            self._free.put(Permit(self._free))

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
            if isinstance(error, TransportError) and error.phase == "unknown":
                # what broke one connection has broken those that waited beside it: the next attempt takes a fresh one
                _close(self._idle.clear())
            raise
        self._give_back(connection)
        return response

    def _take(self, request: Request) -> Connection:
        """A connection that is ready for a request."""
        patience = Patience(request.timeout.connect, request.deadline)
        try:
            permit = self._free.get(timeout=patience.left(ConnectTimeout))
        except queue.Empty:
            raise ConnectTimeout("all connections are in use") from None
        try:
            connection, dead = self._idle.take()
            _close(dead)
            if connection is None:
                connection = connect(self._route, patience)
                self._idle.add(connection)
            connection.permit = permit
        except BaseException:
            self._free.put(permit)
            raise
        return connection

    def _give_back(self, connection: Connection) -> None:
        permit = vars(connection).pop("permit", None)  # at once: it must not be given back twice
        dead = self._idle.give_back(connection)
        if permit is not None:
            self._free.put(permit)
        _close(dead)

    def close(self) -> None:
        """Close all connections; those in use fail."""
        for connection in self._idle.close():
            connection.end()
        _close(self._idle.clear())

    def __del__(self) -> None:
        _close(self._idle.clear())  # all at once is garbage: before their sockets say that nobody closed them


class Permit:
    """Leave to use a connection. One that gets lost, as where an interrupt falls between two lines, returns."""

    def __init__(self, home: queue.SimpleQueue[Permit]) -> None:
        self._home = ref(home)

    def __del__(self) -> None:
        home = self._home()
        if home is not None:
            home.put(Permit(home))


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


class Connection(Line):
    """A connection of blocking code."""

    _timeout: float | None = -1.0  # as no socket has it: unknown

    def run(self, steps: Generator[Step, Any, T]) -> T:
        """Do steps to their end.

        Raises:
            TransportError: One cannot be done, or not in time.
        """
        return run(steps, self._perform)

    def _perform(self, step: Step) -> Any:
        if self._tls and isinstance(step, (Write, Read)):
            return run(self._tls[0].move(step), self._beneath)
        return self._steps[type(step)](self, step)

    def _beneath(self, step: Step) -> Any:
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
        if type(self._socket) is socket.socket:
            self._socket = secured = step.context.wrap_socket(
                self._socket,
                server_hostname=step.hostname,
                do_handshake_on_connect=False,
                suppress_ragged_eofs=False,  # an end that is not the peer's cuts an answer: it is no end
            )
            self._timeout = -1.0
            self._waiting(secured.do_handshake)
        else:
            from ._tls import Tls

            inner = Tls(step.context, step.hostname)
            run(inner.handshake(), self._beneath)
            self._tls.append(inner)

    _steps: ClassVar[dict[type[Any], Callable[..., Any]]] = {Write: _write, Read: _read, Piece: _piece, Secure: _secure}

    def _waiting(self, function: Callable[..., Any], *arguments: Any) -> Any:
        left = self.patience.left()
        try:
            if left != self._timeout:  # to set it is a system call
                self._socket.settimeout(left)
                self._timeout = left
            found = function(*arguments)
        except TimeoutError:
            raise ReadTimeout(f"no byte moved for {left:.3g} s") from None
        except OSError as error:
            raise ReadError(told(error)) from None
        if self._ended:
            raise ReadError("the client was closed meanwhile")
        return found


def connect(route: Route, patience: Patience) -> Connection:
    """Open a connection, ready for a request.

    Raises:
        ConnectError: It could not be made.
    """
    patience = patience.whole()
    connection = Connection(run(reach(*route.peer, patience), _reaching))
    connection.patience = patience
    try:
        connection.run(route.prepare())
    except BaseException as error:
        connection.close()
        if isinstance(error, TransportError):
            raise not_connected(error) from None
        raise
    return connection


def _reaching(effect: LookUp | Open) -> Any:
    return _addresses(*effect) if isinstance(effect, LookUp) else _opened(*effect)


def _opened(family: socket.AddressFamily, address: Any, timeout: float | None) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.settimeout(timeout)
        made.connect(address)
        for option in OPTIONS:
            made.setsockopt(*option)
    except BaseException:
        made.close()
        raise
    return made


def _addresses(host: str, port: int, timeout: float | None) -> list[Address]:
    """The addresses of a host."""
    found: queue.SimpleQueue[list[Address] | OSError | UnicodeError] = queue.SimpleQueue()

    def look_up(flags: int = 0) -> None:
        try:
            found.put(addresses(host, port, flags))
        except (OSError, UnicodeError) as error:
            found.put(error)

    look_up(socket.AI_NUMERICHOST)
    outcome = found.get()
    if isinstance(outcome, OSError):  # a name: the system's look-up knows no timeout, so it gets a thread
        threading.Thread(target=look_up, name=f"look up {host}", daemon=True).start()
        try:
            outcome = found.get(timeout=timeout)
        except queue.Empty:
            raise ConnectTimeout(f"{host} was not looked up in time") from None
    if isinstance(outcome, (OSError, UnicodeError)):
        raise ConnectError(told(outcome)) from None
    return outcome
