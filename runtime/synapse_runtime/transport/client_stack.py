"""The clients that threads, or tasks, share: a stack, from which each request takes one for itself.

One `httpx.Client` for all threads is slow and not safe: its pool polls each connection twice a request under one
lock (64 threads take 3.6 to 4.1 times what 8 take), and it may close a connection that it has just given to another
thread (https://github.com/encode/httpcore/issues/1110), which loses a response. The pool of an `httpx.AsyncClient`
loses a connection for ever where a task is cancelled before it has sent anything. So a client has one request at a
time, and with that one connection to each origin; one whose request ended with an error is closed with all it has.
"""

from __future__ import annotations

import queue
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary, ref

import anyio

from synapse_runtime.http.messages import ConnectTimeout, TransportError

from .network import IDLE_SECONDS, AsyncBackend, DeadlineBackend

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx


class Permit:
    """The right to use a client. One that is lost, as where an interrupt falls between two lines, returns."""

    def __init__(self, home: queue.SimpleQueue[Permit]) -> None:
        self._home = ref(home)

    def __del__(self) -> None:
        home = self._home()
        if home is not None:
            home.put(Permit(home))


class StackedClient:
    """A client, and the backend of its connections."""

    def __init__(self, open_client: Callable[[DeadlineBackend], httpx.Client]) -> None:
        self.backend = DeadlineBackend()
        self.client = open_client(self.backend)
        self.idle_since = 0.0
        self.permit: Permit | None = None
        """Given back with it."""


class ClientStack:
    """Clients by last use. The one used last is taken first, so the others can expire.

    Threads share it without a lock: each step on a deque or a queue is whole by itself, and who takes a client off
    has it for himself.
    """

    def __init__(
        self,
        open_client: Callable[[DeadlineBackend], httpx.Client],
        size: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open nothing yet.

        Args:
            open_client: Makes a client over a network backend.
            size: How many may be in use at a time.
            clock: Seconds.
        """
        self._open_client = open_client
        self._clock = clock
        self._idle: deque[StackedClient] = deque()
        self._known: WeakValueDictionary[int, StackedClient] = WeakValueDictionary()
        self._closed = False
        self._permits: queue.SimpleQueue[Permit] = queue.SimpleQueue()  # its steps are whole, a semaphore's are not
        for _ in range(size):
            self._permits.put(Permit(self._permits))

    def take(self, timeout: float | None) -> StackedClient:
        """Take a client.

        Raises:
            ConnectTimeout: None became free in time.
        """
        try:
            permit = self._permits.get(timeout=timeout)
        except queue.Empty:
            raise ConnectTimeout("all connections are in use") from None
        try:
            stacked = self._idle.pop()
        except IndexError:
            stacked = StackedClient(self._open_client)
            self._known[id(stacked)] = stacked
        stacked.permit = permit
        return stacked

    def give_back(self, stacked: StackedClient, error: BaseException | None = None) -> None:
        """Keep a client for the next request, or close it where its last one ended with an error."""
        now = stacked.idle_since = self._clock()
        permit, stacked.permit = stacked.permit, None  # at once: it must not be given back twice
        if error is not None or self._closed:
            stacked.client.close()
        else:
            self._idle.append(stacked)
        if permit is not None:
            self._permits.put(permit)
        if isinstance(error, TransportError) and error.phase == "unknown":
            self.clear()  # what broke one connection has broken those that waited beside it
        with suppress(IndexError):  # there is no more, or another thread was first
            while now - self._idle[0].idle_since >= IDLE_SECONDS:  # nobody has used it for long
                self._idle.popleft().client.close()

    def clear(self) -> None:
        """Close the clients that are idle."""
        with suppress(IndexError):
            while True:
                self._idle.pop().client.close()

    def close(self) -> None:
        """Close all clients; requests under way fail."""
        self._closed = True
        self.clear()
        for reference in self._known.valuerefs():
            if (stacked := reference()) is not None:
                stacked.backend.end()

    __del__ = clear  # before the sockets, garbage with it, say that nobody closed them


class StackedAsyncClient:
    """A client, and the backend of its connections."""

    def __init__(self, open_client: Callable[[AsyncBackend], httpx.AsyncClient]) -> None:
        self.backend = AsyncBackend()
        self.client = open_client(self.backend)
        self.idle_since = 0.0

    async def aclose(self) -> None:
        """Close it, and all connections."""
        with anyio.CancelScope(shield=True):
            await self.backend.end()
            await self.client.aclose()


class AsyncClientStack:
    """The stack of one event loop: see `ClientStack`."""

    def __init__(
        self,
        open_client: Callable[[AsyncBackend], httpx.AsyncClient],
        size: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open nothing yet; see `ClientStack`."""
        self._open_client = open_client
        self._clock = clock
        self._idle: deque[StackedAsyncClient] = deque()
        self._in_use: set[StackedAsyncClient] = set()
        self._closed = False
        self._permits = anyio.Semaphore(size, fast_acquire=True)

    async def take(self, timeout: float | None) -> StackedAsyncClient:  # noqa: ASYNC109 - it has an error of its own
        """Take a client.

        Raises:
            ConnectTimeout: None became free in time.
        """
        try:
            self._permits.acquire_nowait()
        except anyio.WouldBlock:
            with anyio.move_on_after(timeout) as scope:
                await self._permits.acquire()
            if scope.cancelled_caught:
                raise ConnectTimeout("all connections are in use") from None
        stacked = self._idle.pop() if self._idle else StackedAsyncClient(self._open_client)
        self._in_use.add(stacked)
        return stacked

    async def give_back(self, stacked: StackedAsyncClient, error: BaseException | None = None) -> None:
        """Keep a client for the next request, or close it where its last one ended with an error."""
        self._in_use.discard(stacked)
        now = stacked.idle_since = self._clock()
        dead: list[StackedAsyncClient] = []
        if error is not None or self._closed:
            dead.append(stacked)
        else:
            self._idle.append(stacked)
        self._permits.release()
        if isinstance(error, TransportError) and error.phase == "unknown":
            dead += self._idle  # what broke one connection has broken those that waited beside it
            self._idle.clear()
        while self._idle and now - self._idle[0].idle_since >= IDLE_SECONDS:
            dead.append(self._idle.popleft())
        for client in dead:
            await client.aclose()

    async def aclose(self) -> None:
        """Close all clients; requests under way fail."""
        self._closed = True
        dead = [*self._idle, *self._in_use]
        self._idle.clear()
        for client in dead:
            await client.aclose()
