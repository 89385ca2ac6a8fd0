"""HTTP for async code, on asyncio or trio: see `_blocking`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

import anyio
from anyio.abc import ByteStream, SocketAttribute
from anyio.streams.tls import TLSStream

from ._http1 import READ, Http1, Piece, Read, Secure, Write
from ._network import OPTIONS, Patience, is_readable, not_connected, told
from ._pool import Idle
from .coding import Decoder
from .flow import arun
from .message import AnswerTimedOut, ConnectFailed, ConnectionLost, ConnectTimedOut, TransportFailure

if TYPE_CHECKING:
    import socket
    from collections.abc import Awaitable, Callable, Generator

    from ._http1 import Step
    from ._route import Route
    from .message import BodyStream, Request, Response

T = TypeVar("T")


class AsyncHttpTransport:
    """HTTP/1.1 over a pool of connections to one origin; tasks share it."""

    def __init__(self, route: Route, connections: int) -> None:
        """Open nothing yet; see `HttpTransport`."""
        self._route = route
        self._prefix, self._headers = route.prefix, route.headers
        self._idle: Idle[AsyncConnection] = Idle()
        self._free = anyio.Semaphore(connections, fast_acquire=True)

    async def send(self, request: Request) -> Response:
        """Send one request, once; see `AsyncTransport`."""
        connection = await self._take(request)
        try:
            connection.patience = Patience(request.timeout.read, request.deadline)
            response = await connection.run(connection.http.send(request, self._prefix, self._headers))
            if request.stream and 200 <= response.status < 300:
                connection.patience = Patience(request.timeout.read)
                body = AsyncBody(connection, response.headers.get("content-encoding", ""), self._give_back)
                return response._replace(stream=cast("BodyStream", body))
        except BaseException as error:
            await self._give_back(connection)
            if isinstance(error, TransportFailure) and error.phase == "unknown":
                await _aclose(self._idle.clear())  # see `HttpTransport`
            raise
        await self._give_back(connection)
        return response

    async def _take(self, request: Request) -> AsyncConnection:
        """A connection that is ready for a request."""
        patience = Patience(request.timeout.connect, request.deadline)
        left = patience.left(ConnectTimedOut)
        try:
            self._free.acquire_nowait()
        except anyio.WouldBlock:
            with anyio.move_on_after(left) as scope:
                await self._free.acquire()
            if scope.cancelled_caught:
                raise ConnectTimedOut("all connections are in use") from None
        try:
            connection, dead = self._idle.take()
            await _aclose(dead)
            if connection is None:
                connection = await aconnect(self._route, patience)
                self._idle.open.add(connection)
        except BaseException:
            self._free.release()
            raise
        return connection

    async def _give_back(self, connection: AsyncConnection) -> None:
        dead = self._idle.give_back(connection)
        self._free.release()
        await _aclose(dead)

    async def aclose(self) -> None:
        """Close all connections."""
        await _aclose([*self._idle.clear(), *self._idle.open])


async def _aclose(connections: list[AsyncConnection]) -> None:
    for connection in connections:
        await connection.aclose()


class AsyncBody:
    """The unread body of an answer, on its connection; iterate it, then close it."""

    def __init__(
        self, connection: AsyncConnection, coding: str, done: Callable[[AsyncConnection], Awaitable[None]]
    ) -> None:
        self._connection = connection
        self._decoder = Decoder(coding)
        self._done: Callable[[AsyncConnection], Awaitable[None]] | None = done

    def __aiter__(self) -> AsyncBody:
        return self

    async def __anext__(self) -> bytes:
        piece = await self._connection.run(self._connection.http.piece())
        if not piece:
            raise StopAsyncIteration
        return self._decoder.feed(piece)

    async def aclose(self) -> None:
        done, self._done = self._done, None
        if done is not None:
            await done(self._connection)


class AsyncConnection:
    """A socket, and the HTTP spoken on it."""

    def __init__(self, connected: ByteStream) -> None:
        self.http = Http1()
        self.patience = Patience(None)
        self._stream = connected
        self._socket = _socket_of(connected)

    async def run(self, steps: Generator[Step, Any, T]) -> T:
        """Do steps to their end; see `Connection.run`."""
        return await arun(steps, self._perform)

    async def _perform(self, step: Step) -> Any:
        return await self._steps[type(step)](self, step)

    async def _write(self, step: Write) -> None:
        await self._waiting(self._stream.send, step.content)

    async def _read(self, _: Read) -> bytes:
        found: bytes = await self._waiting(self._receive)
        return found

    async def _receive(self) -> bytes:
        try:
            return await self._stream.receive(READ)
        except anyio.EndOfStream:
            return b""

    async def _piece(self, step: Piece) -> bytes:
        return await anyio.to_thread.run_sync(next, step.pieces, b"")

    async def _secure(self, step: Secure) -> None:
        self._stream = await self._waiting(self._wrap, step)

    async def _wrap(self, step: Secure) -> ByteStream:
        return await TLSStream.wrap(
            self._stream, hostname=step.hostname, ssl_context=step.context, standard_compatible=False
        )

    _steps: ClassVar[dict[type[Any], Callable[..., Any]]] = {Write: _write, Read: _read, Piece: _piece, Secure: _secure}

    async def _waiting(self, function: Callable[..., Any], *arguments: Any) -> Any:
        left = self.patience.left()
        try:
            with anyio.move_on_after(left):
                return await function(*arguments)
        except (anyio.BrokenResourceError, anyio.ClosedResourceError, anyio.EndOfStream, OSError) as error:
            raise ConnectionLost(told(error.__cause__ or error)) from None
        raise AnswerTimedOut(f"no byte moved for {left:.3g} s")

    @property
    def idle(self) -> bool:
        """Whether a request may be sent."""
        return self.http.idle

    @property
    def expired(self) -> bool:
        """Whether the peer has ended it, or says something out of turn."""
        return is_readable(self._socket)

    async def aclose(self) -> None:
        """Close the socket, also where the task is being cancelled."""
        with anyio.CancelScope(shield=True):
            await self._stream.aclose()


async def aconnect(route: Route, patience: Patience) -> AsyncConnection:
    """Open a connection, ready for a request; see `connect`.

    Once begun, connecting goes on to its end or to the first of all time limits around it: cancelled in
    between, it could leave a socket behind that nobody knows of.
    """
    connection = AsyncConnection(await _connected(*route.peer, patience))
    connection.patience = patience
    try:
        await connection.run(route.prepare())
    except BaseException as error:
        await connection.aclose()
        if isinstance(error, TransportFailure):
            raise not_connected(error) from None
        raise
    return connection


async def _connected(host: str, port: int, patience: Patience) -> ByteStream:
    left = patience.left(ConnectTimedOut)
    around = max(0.0, anyio.current_effective_deadline() - anyio.current_time())
    connected = None
    try:
        with anyio.move_on_after(min(around, math.inf if left is None else left), shield=True):
            connected = await anyio.connect_tcp(host, port)
    except OSError as error:
        raise ConnectFailed(told(error.__cause__ or error)) from None
    if connected is None:
        raise ConnectTimedOut(f"{host} did not answer in time")
    for option in OPTIONS:
        _socket_of(connected).setsockopt(*option)
    return connected


def _socket_of(connected: ByteStream) -> socket.socket:
    return connected.extra(SocketAttribute.raw_socket)  # noqa: S610 - no database
