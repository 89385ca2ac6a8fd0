"""Pools of connections to one origin, for `_http`.

httpcore makes the connections and speaks HTTP on them. Its own pools look at each of their
connections twice a request, sockets included, behind one lock: 64 threads on a client
spend nearly all their time there. Here a request takes the connection that was used last,
and looks at no other.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import anyio
import httpcore

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

C = TypeVar("C", bound="httpcore.ConnectionInterface | httpcore.AsyncConnectionInterface")

IDLE_SECONDS = 30.0
"""An idle connection is not used again after that: servers and balancers drop it silently."""


class Idle(Generic[C]):
    """The open connections, and which of them wait for a request."""

    def __init__(self, create: Callable[[], C], clock: Callable[[], float] = time.monotonic) -> None:
        self._create = create
        self._clock = clock
        self._waiting: deque[tuple[float, C]] = deque()
        self._lock = threading.Lock()  # never held while anything is waited for
        self.open: set[C] = set()

    def take(self) -> tuple[C, list[C]]:
        """The connection that was used last and still lives, or a new one; and those to close."""
        dead: list[C] = []
        while True:
            with self._lock:
                since, connection = self._waiting.pop() if self._waiting else (0.0, self._create())
                self.open.add(connection)
            if since == 0.0 or (self._clock() - since < IDLE_SECONDS and not connection.has_expired()):
                return connection, dead
            self.open.discard(connection)
            dead.append(connection)

    def give_back(self, connection: C) -> list[C]:
        """Keep a connection for the next request, where it can be kept; gives those to close.

        What nobody has used for long is among them: no other request would look at it.
        """
        now = self._clock()
        dead: list[C] = []
        with self._lock:
            if connection.is_idle():
                self._waiting.append((now, connection))
            else:
                dead.append(connection)
            while self._waiting and now - self._waiting[0][0] >= IDLE_SECONDS:
                dead.append(self._waiting.popleft()[1])
        self.open.difference_update(dead)
        return dead

    def clear(self) -> list[C]:
        """Keep none of those that wait; they are to be closed."""
        with self._lock:
            dead = [connection for _, connection in self._waiting]
            self._waiting.clear()
        self.open.difference_update(dead)
        return dead


class Pool:
    """Connections for blocking code; threads share it."""

    def __init__(self, create: Callable[[], httpcore.ConnectionInterface], limit: int) -> None:
        """Open nothing yet.

        Args:
            create: Makes a connection, which opens its socket with its first request.
            limit: How many may be in use at a time.
        """
        self._idle = Idle(create)
        self._free = threading.Semaphore(limit)

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        """Send a request; the connection is free again when the answer is closed.

        Raises:
            httpcore.PoolTimeout: All connections were in use for too long.
        """
        if not self._free.acquire(timeout=_patience(request)):
            raise httpcore.PoolTimeout("all connections are in use")
        connection, dead = self._idle.take()
        try:
            _close(dead)
            answer = connection.handle_request(request)
        except BaseException:
            self._give_back(connection)
            raise
        answer.stream = _Body(answer.stream, partial(self._give_back, connection))
        return answer

    def _give_back(self, connection: httpcore.ConnectionInterface) -> None:
        dead = self._idle.give_back(connection)
        self._free.release()
        _close(dead)

    @property
    def connections(self) -> list[httpcore.ConnectionInterface]:
        """All that are open."""
        return list(self._idle.open)

    def close_idle(self) -> None:
        """Close those no request is using."""
        _close(self._idle.clear())

    def close(self) -> None:
        """Close all connections."""
        _close([*self._idle.clear(), *self.connections])


def _close(connections: list[httpcore.ConnectionInterface]) -> None:
    for connection in connections:
        connection.close()


class _Body:
    """The unread body of an answer, on its connection."""

    def __init__(self, stream: Any, done: Callable[[], None]) -> None:
        self._stream = stream
        self._done: Callable[[], None] | None = done

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def close(self) -> None:
        done, self._done = self._done, None
        if done is not None:
            try:
                self._stream.close()
            finally:
                done()


class AsyncPool:
    """The same for async code; see `Pool`."""

    def __init__(self, create: Callable[[], httpcore.AsyncConnectionInterface], limit: int) -> None:
        self._idle = Idle(create)
        self._free = anyio.Semaphore(limit, fast_acquire=True)

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        """Send a request; see `Pool.handle_request`."""
        try:
            self._free.acquire_nowait()
        except anyio.WouldBlock:
            with anyio.move_on_after(_patience(request)) as scope:
                await self._free.acquire()
            if scope.cancelled_caught:
                raise httpcore.PoolTimeout("all connections are in use") from None
        connection, dead = self._idle.take()
        begin(request)
        try:
            await _aclose(dead)
            answer = await connection.handle_async_request(request)
        except BaseException:
            await self._give_back(connection)
            raise
        answer.stream = _AsyncBody(answer.stream, partial(self._give_back, connection))
        return answer

    async def _give_back(self, connection: httpcore.AsyncConnectionInterface) -> None:
        dead = self._idle.give_back(connection)
        self._free.release()
        await _aclose(dead)

    async def close_idle(self) -> None:
        """Close those no request is using."""
        await _aclose(self._idle.clear())

    async def aclose(self) -> None:
        """Close all connections."""
        await _aclose([*self._idle.clear(), *self._idle.open])


async def _aclose(connections: list[httpcore.AsyncConnectionInterface]) -> None:
    if connections:
        with anyio.CancelScope(shield=True):
            for connection in connections:
                await connection.aclose()


class _AsyncBody:
    """The same for async code."""

    def __init__(self, stream: Any, done: Callable[[], Awaitable[None]]) -> None:
        self._stream = stream
        self._done: Callable[[], Awaitable[None]] | None = done

    def __aiter__(self) -> AsyncIterator[bytes]:
        body: AsyncIterator[bytes] = aiter(self._stream)
        return body

    async def aclose(self) -> None:
        done, self._done = self._done, None
        if done is not None:
            try:
                await self._stream.aclose()
            finally:
                await done()


def begin(request: httpcore.Request) -> None:
    """A request is handed to a connection: should it be cancelled from now on, it may have met the server."""
    _extensions(request)["begun"] = True


def has_begun(request: httpcore.Request) -> bool:
    """Whether it was handed to a connection."""
    return "begun" in _extensions(request)


def _extensions(request: Any) -> dict[str, Any]:  # httpcore gives their type in part only
    found: dict[str, Any] = request.extensions
    return found


def _patience(request: httpcore.Request) -> float | None:
    """Seconds to wait for a free connection."""
    # httpcore gives this type in part only
    extensions: Any = request.extensions  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    patience: float | None = extensions["timeout"]["pool"]
    return patience
