"""HTTP for async code, on asyncio or trio: see `_blocking`."""

from __future__ import annotations

import errno
import os
import socket
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

import anyio

from synapse_runtime.flow.drivers import run_async
from synapse_runtime.http.messages import ConnectError, ConnectTimeout, ReadError, ReadTimeout, TransportError

from ._http1 import READ, Piece, Read, Write
from ._network import OPTIONS, Line, LookUp, Patience, addresses, not_connected, reach, told
from ._pool import Idle
from ._tls import Tls
from .coding import Decoder

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator

    from synapse_runtime.http.messages import BodyStream, Request, Response

    from ._http1 import Step
    from ._network import Address, Open
    from ._route import Route

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
            self._give_back(connection)
            if isinstance(error, TransportError) and error.phase == "unknown":
                _close(self._idle.clear())  # see `HttpTransport`
            raise
        self._give_back(connection)
        return response

    async def _take(self, request: Request) -> AsyncConnection:
        """A connection that is ready for a request."""
        patience = Patience(request.timeout.connect, request.deadline)
        left = patience.left(ConnectTimeout)
        try:
            self._free.acquire_nowait()
        except anyio.WouldBlock:
            with anyio.move_on_after(left) as scope:
                await self._free.acquire()
            if scope.cancelled_caught:
                raise ConnectTimeout("all connections are in use") from None
        try:
            connection, dead = self._idle.take()
            _close(dead)
            if connection is None:
                connection = await aconnect(self._route, patience)
                self._idle.add(connection)
        except BaseException:
            self._free.release()
            raise
        return connection

    def _give_back(self, connection: AsyncConnection) -> None:
        dead = self._idle.give_back(connection)
        self._free.release()
        _close(dead)

    async def aclose(self) -> None:
        """Close all connections; those in use fail."""
        for connection in self._idle.close():
            connection.end()
        _close(self._idle.clear())

    def __del__(self) -> None:
        _close(self._idle.clear())  # all at once is garbage: before their sockets say that nobody closed them


def _close(connections: list[AsyncConnection]) -> None:
    for connection in connections:
        connection.close()


class AsyncBody:
    """The unread body of an answer, on its connection; iterate it, then close it."""

    def __init__(self, connection: AsyncConnection, coding: str, done: Callable[[AsyncConnection], None]) -> None:
        self._connection = connection
        self._decoder = Decoder(coding)
        self._done: Callable[[AsyncConnection], None] | None = done

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
            done(self._connection)


class AsyncConnection(Line):
    """A connection of async code.

    It reads the socket itself: the streams of an event loop read ahead, so what came out of turn would be
    seen by nobody until it is taken for the next answer.
    """

    async def run(self, steps: Generator[Step, Any, T]) -> T:
        """Do steps to their end; see `Connection.run`."""
        return await run_async(steps, self._perform)

    async def _perform(self, step: Step) -> Any:
        if isinstance(step, (Write, Read)):
            return await self._move(len(self._tls), step)
        if isinstance(step, Piece):
            return await anyio.to_thread.run_sync(next, step.pieces, b"")
        tls = Tls(step.context, step.hostname)
        await run_async(tls.handshake(), partial(self._move, len(self._tls)))
        return self._tls.append(tls)

    async def _move(self, layers: int, step: Step) -> Any:
        """Write or read beneath so many layers of TLS."""
        if layers:
            return await run_async(self._tls[layers - 1].move(step), partial(self._move, layers - 1))
        if not isinstance(step, Write):
            return await self._waiting(anyio.wait_readable, self._socket.recv, READ)
        rest = memoryview(step.content)
        while rest:
            rest = rest[await self._waiting(anyio.wait_writable, self._socket.send, rest) :]
        return None

    async def _waiting(
        self, ready: Callable[[socket.socket], Awaitable[None]], function: Callable[[Any], Any], argument: Any
    ) -> Any:
        left = self.patience.left()
        try:
            with anyio.move_on_after(left):
                return await self._when(ready, function, argument)
        except OSError as error:
            raise ReadError(told(error)) from None
        raise ReadTimeout(f"no byte moved for {left:.3g} s")

    async def _when(
        self, ready: Callable[[socket.socket], Awaitable[None]], function: Callable[[Any], Any], argument: Any
    ) -> Any:
        waited = ready is anyio.wait_writable
        while True:
            try:
                found = function(argument)
            except BlockingIOError:
                await ready(self._socket)
                waited = True
                continue
            if self._ended:
                raise ReadError("the client was closed meanwhile")
            if not waited:  # a peer that is quick lets other tasks run, too
                await anyio.lowlevel.checkpoint()
            return found


async def aconnect(route: Route, patience: Patience) -> AsyncConnection:
    """Open a connection, ready for a request; see `connect`."""
    patience = patience.whole()
    connection = AsyncConnection(await run_async(reach(*route.peer, patience), _reaching))
    connection.patience = patience
    try:
        await connection.run(route.prepare())
    except BaseException as error:
        connection.close()
        if isinstance(error, TransportError):
            raise not_connected(error) from None
        raise
    return connection


async def _reaching(effect: LookUp | Open) -> Any:
    return await (_addresses(*effect) if isinstance(effect, LookUp) else _opened(*effect))


async def _opened(family: socket.AddressFamily, address: Any, seconds: float | None) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.settimeout(0)
        await _connect(made, address, seconds)
        for option in OPTIONS:
            made.setsockopt(*option)
    except BaseException:
        made.close()
        raise
    return made


async def _connect(made: socket.socket, address: Any, seconds: float | None) -> None:
    with anyio.move_on_after(seconds) as scope:
        try:
            made.connect(address)
        except BlockingIOError:
            await anyio.wait_writable(made)
    failed = errno.ETIMEDOUT if scope.cancelled_caught else made.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if failed:
        raise OSError(failed, os.strerror(failed))


async def _addresses(host: str, port: int, seconds: float | None) -> list[Address]:
    """The addresses of a host."""
    try:
        return addresses(host, port, socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):  # a name: the system's look-up blocks, so it gets a thread
        pass
    try:
        with anyio.move_on_after(seconds):
            return await anyio.to_thread.run_sync(addresses, host, port, abandon_on_cancel=True)
    except (OSError, UnicodeError) as error:
        raise ConnectError(told(error)) from None
    raise ConnectTimeout(f"{host} was not looked up in time")
