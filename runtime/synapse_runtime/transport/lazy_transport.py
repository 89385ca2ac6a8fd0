"""What clones of a client share: the transport, opened when it is first needed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

from .fork_safety import watch

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from synapse_runtime.http.messages import AsyncTransport, Transport

W = TypeVar("W", bound="Transport | AsyncTransport")


def anywhere() -> None:
    """The home of transports that are at home everywhere."""
    return


class LazyTransport(Generic[W]):
    """A transport and the way to open it anew.

    A child process does that after a fork: bytes of two processes on one socket would
    reach the wrong one. So does another event loop, such as the next `asyncio.run`:
    sockets of async code belong to the loop that opened them.
    """

    def __init__(
        self, opener: Callable[[], W], *, own: bool = True, home: Callable[[], Hashable | None] = anywhere
    ) -> None:
        """Open nothing yet.

        Args:
            opener: Makes the transport.
            own: Whether the transport is ours to open anew; one that the user made is not.
            home: Says where this code runs, where a transport works at home only.
        """
        self._opener = opener
        self._own = own
        self._home = home if own else anywhere
        self._transports: dict[Hashable | None, W] = {}
        self._closed = False
        self._lock = threading.Lock()
        watch(self)

    @property
    def transport(self) -> W:
        """The open transport of this place.

        Raises:
            RuntimeError: The client was closed.
        """
        home = self._home()
        found = self._transports.get(home)
        if found is None:
            with self._lock:
                if self._closed:
                    raise RuntimeError("this client is closed: make a new one, or stay inside its `with` block")
                found = self._transports.get(home)
                if found is None:
                    found = self._opener()
                    lasting = {place: other for place, other in self._transports.items() if _lasts(place)}
                    self._transports = {**lasting, home: found}
        return found

    def take(self) -> W | None:
        """End it: the transport to close, if one is open here. No other place's can be closed from here."""
        with self._lock:
            self._closed = True
            found, self._transports = self._transports.get(self._home()), {}
            return found

    def after_fork(self) -> None:
        """Forget what belongs to the parent; its sockets are not touched."""
        self._lock = threading.Lock()
        if self._own:
            self._transports = {}


def _lasts(home: object) -> bool:
    """Whether a home may be come back to: an event loop of asyncio tells, and of others nobody knows."""
    ended = getattr(home, "is_closed", None)
    return ended is not None and not ended()
