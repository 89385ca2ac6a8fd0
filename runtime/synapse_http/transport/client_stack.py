"""The clients that threads, or tasks, share: a stack, from which each request takes one for itself.

One `httpx.Client` for all threads is slow and not safe: its pool polls each connection twice a request under one
lock (64 threads take 3.6 to 4.1 times what 8 take), and it may close a connection that it has just given to another
thread (https://github.com/encode/httpcore/issues/1110), which loses a response. The pool of an `httpx.AsyncClient`
loses a connection for ever where a task is cancelled before it has sent anything. So a client has one request at a
time, to one origin, and with that one connection; one whose request ended with an error is closed.
"""

from __future__ import annotations

import queue
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from weakref import WeakValueDictionary, finalize, ref

import anyio
import httpx

from synapse_http.messages import ConnectTimeout, TransportError

from .network import IDLE_SECONDS, AsyncBackend, DeadlineBackend

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

B = TypeVar("B")
C = TypeVar("C")


class Permit:
    """The right to use a client. One that is lost, as where an interrupt falls between two lines, returns."""

    def __init__(self, home: queue.SimpleQueue[Permit]) -> None:
        self._home = ref(home)

    def __del__(self) -> None:
        home = self._home()
        if home is not None:
            home.put(Permit(home))


class Stacked(Generic[B, C]):
    """A client for one origin, and the backend of its connections."""

    def __init__(self, backend: B, client: C, origin: str, proxy: str = "") -> None:
        self.backend = backend
        self.client = client
        self.origin = origin
        self.proxy = proxy
        """URL of the proxy on the way to the origin, without its login, or ""."""
        self.idle_since = 0.0
        self.permit: Permit | None = None


class _Stack(Generic[B, C]):
    """Clients by last use. The one used last is taken first, so the others can expire.

    Threads share it without a lock: each step on a deque or a queue is whole by itself, and who takes a client off
    has it for himself.
    """

    def __init__(
        self,
        open_client: Callable[[str], Stacked[B, C]],
        size: int,
        *,
        is_lent: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open nothing yet.

        Args:
            open_client: Makes a client for an origin, or returns again the one that all requests share.
            size: Most clients in use at the same time, and most that wait.
            is_lent: Whether clients are left open, for those who made them to close.
            clock: Returns seconds.
        """
        self._open_client = open_client
        self._size = size
        self._is_lent = is_lent
        self._clock = clock
        self._idle: deque[Stacked[B, C]] = deque()
        self._known: WeakValueDictionary[int, Stacked[B, C]] = WeakValueDictionary()
        self._closed = False

    def _pop(self, origin: str) -> Stacked[B, C]:
        for stacked in reversed([*self._idle]):
            if stacked.origin == origin:
                try:
                    self._idle.remove(stacked)
                except ValueError:  # another thread was first
                    continue
                return stacked
        stacked = self._open_client(origin)
        self._known[id(stacked)] = stacked
        return stacked

    def _push(self, stacked: Stacked[B, C], error: BaseException | None) -> list[C]:
        """Keep a client unless its request failed; return those to close."""
        dead: list[C] = []
        stacked.idle_since = self._clock()
        if error is None and not self._closed:
            self._idle.append(stacked)
        else:
            dead.append(stacked.client)
        if isinstance(error, TransportError) and error.outcome == "unknown":
            dead += _take_all(self._idle)  # what broke one connection has broken those that waited beside it
        with suppress(IndexError):  # there is no more, or another thread was first
            while stacked.idle_since - self._idle[0].idle_since >= IDLE_SECONDS or len(self._idle) > self._size:
                dead.append(self._idle.popleft().client)
        return [] if self._is_lent else dead

    def _end(self) -> list[Stacked[B, C]]:
        """Keep no client from now on; return those to close, idle and in use."""
        self._closed = True
        known = [] if self._is_lent else [reference() for reference in self._known.valuerefs()]
        return [stacked for stacked in known if stacked is not None]


def _take_all(idle: deque[Stacked[Any, C]]) -> Iterator[C]:
    with suppress(IndexError):
        while True:
            yield idle.pop().client


def _close_all(idle: deque[Stacked[DeadlineBackend, httpx.Client]]) -> None:
    for client in _take_all(idle):
        client.close()


class ClientStack(_Stack[DeadlineBackend, httpx.Client]):
    """The clients of threads."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._permits: queue.SimpleQueue[Permit] = queue.SimpleQueue()  # its steps are whole, a semaphore's are not
        for _ in range(self._size):
            self._permits.put(Permit(self._permits))
        if not self._is_lent:  # a lent one may lead back here, and nothing would be forgotten
            # No `__del__`: in a cycle of garbage a socket's may come first, which says that nobody closed it.
            finalize(self, _close_all, self._idle)

    def take(self, origin: str, seconds: float | None) -> Stacked[DeadlineBackend, httpx.Client]:
        """Take a client for an origin; `ConnectTimeout` if none becomes free within these seconds."""
        try:
            permit = self._permits.get(timeout=seconds)
        except queue.Empty:
            raise ConnectTimeout("all connections are in use") from None
        stacked = self._pop(origin)
        stacked.permit = permit
        return stacked

    def give_back(self, stacked: Stacked[DeadlineBackend, httpx.Client], error: BaseException | None = None) -> None:
        """Give a client back, with the error that ended its request."""
        permit, stacked.permit = stacked.permit, None  # at once: it must not be given back twice
        dead = self._push(stacked, error)
        if permit is not None:
            self._permits.put(permit)
        for client in dead:
            client.close()

    def close(self) -> None:
        """Close all clients; requests under way fail."""
        for stacked in self._end():
            stacked.backend.end()
        if not self._is_lent:
            _close_all(self._idle)  # one in use is closed by who uses it


class AsyncClientStack(_Stack[AsyncBackend, httpx.AsyncClient]):
    """The clients of one event loop."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._permits = anyio.Semaphore(self._size, fast_acquire=True)

    async def take(self, origin: str, seconds: float | None) -> Stacked[AsyncBackend, httpx.AsyncClient]:
        """Take a client for an origin; `ConnectTimeout` if none becomes free within these seconds."""
        try:
            self._permits.acquire_nowait()
        except anyio.WouldBlock:
            with anyio.move_on_after(seconds) as scope:
                await self._permits.acquire()
            if scope.cancelled_caught:
                raise ConnectTimeout("all connections are in use") from None
        try:
            return self._pop(origin)
        except BaseException:  # such as a proxy that cannot be used
            self._permits.release()
            raise

    async def give_back(
        self, stacked: Stacked[AsyncBackend, httpx.AsyncClient], error: BaseException | None = None
    ) -> None:
        """Give a client back, with the error that ended its request."""
        dead = self._push(stacked, error)
        self._permits.release()
        if dead:
            with anyio.CancelScope(shield=True):
                if error is not None:
                    await stacked.backend.end()
                for client in dead:
                    await client.aclose()

    async def aclose(self) -> None:
        """Close all clients; requests under way fail."""
        for stacked in self._end():
            await stacked.backend.end()
            await stacked.client.aclose()
        self._idle.clear()
