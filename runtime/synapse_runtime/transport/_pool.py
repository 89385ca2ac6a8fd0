"""The open connections to one origin: a request takes the one that was used last, and looks at no other."""

from __future__ import annotations

import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from collections.abc import Callable

IDLE_SECONDS = 30.0
"""An idle connection is not used again after that: servers and balancers drop it silently."""


class Reusable(Protocol):
    """A connection."""

    @property
    def idle(self) -> bool:
        """Whether a request may be sent on it."""
        ...

    @property
    def expired(self) -> bool:
        """Whether the peer has ended it, or says something out of turn."""
        ...


C = TypeVar("C", bound=Reusable)


class Idle(Generic[C]):
    """The open connections, and which of them wait for a request.

    Threads share it without a lock: each step on the deque is whole by itself, and whoever
    takes a connection off it has it for himself.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._waiting: deque[tuple[float, C]] = deque()
        self._open: WeakValueDictionary[int, C] = WeakValueDictionary()
        self._closed = False

    def add(self, connection: C) -> None:
        """Know a new connection, for as long as somebody uses it."""
        self._open[id(connection)] = connection

    def take(self) -> tuple[C | None, list[C]]:
        """The connection that was used last and still lives, if there is one; and those to close."""
        dead: list[C] = []
        while True:
            try:
                since, connection = self._waiting.pop()
            except IndexError:
                return None, dead
            if self._clock() - since < IDLE_SECONDS and not connection.expired:
                return connection, dead
            dead.append(connection)

    def give_back(self, connection: C) -> list[C]:
        """Keep a connection for the next request, where it can be kept; gives those to close.

        What nobody has used for long is among them: no other request would look at it.
        """
        now = self._clock()
        dead: list[C] = []
        if connection.idle and not self._closed:
            self._waiting.append((now, connection))
        else:
            dead.append(connection)
        with suppress(IndexError):  # there is no more, or another thread was first
            while now - self._waiting[0][0] >= IDLE_SECONDS:
                dead.append(self._waiting.popleft()[1])
        return dead

    def clear(self) -> list[C]:
        """Keep none of those that wait; they are to be closed."""
        dead: list[C] = []
        with suppress(IndexError):
            while True:
                dead.append(self._waiting.pop()[1])
        return dead

    def close(self) -> list[C]:
        """Keep none from now on; gives those that are in use."""
        self._closed = True
        return [one for reference in self._open.valuerefs() if (one := reference()) is not None]
