"""The open connections to one origin: a request takes the one that was used last, and looks at no other."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

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
    """The open connections, and which of them wait for a request. Threads share it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._waiting: deque[tuple[float, C]] = deque()
        self._lock = threading.Lock()  # never held while anything is waited for
        self.open: set[C] = set()

    def take(self) -> tuple[C | None, list[C]]:
        """The connection that was used last and still lives, if there is one; and those to close."""
        dead: list[C] = []
        while True:
            with self._lock:
                if not self._waiting:
                    return None, dead
                since, connection = self._waiting.pop()
            if self._clock() - since < IDLE_SECONDS and not connection.expired:
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
            if connection.idle:
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
