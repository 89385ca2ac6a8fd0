"""What clones of a client share: the transport, opened when it is first needed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

from .fork import watch

if TYPE_CHECKING:
    from collections.abc import Callable

    from .message import AsyncTransport, Transport

W = TypeVar("W", bound="Transport | AsyncTransport")


class Connection(Generic[W]):
    """A transport and the way to open it anew.

    A child process does that after a fork: bytes of two processes on one socket would
    reach the wrong one.
    """

    def __init__(self, opener: Callable[[], W], *, own: bool = True) -> None:
        """Open nothing yet.

        Args:
            opener: Makes the transport.
            own: Whether the transport is ours to open anew; one that the user made is not.
        """
        self._opener = opener
        self._own = own
        self._transport: W | None = None
        self._closed = False
        self._lock = threading.Lock()
        watch(self)

    @property
    def transport(self) -> W:
        """The open transport.

        Raises:
            RuntimeError: The client was closed.
        """
        found = self._transport
        if found is None:
            with self._lock:
                if self._closed:
                    raise RuntimeError("this client is closed: make a new one, or stay inside its `with` block")
                if self._transport is None:
                    self._transport = self._opener()
                found = self._transport
        return found

    def take(self) -> W | None:
        """End it: the transport to close, if one is open."""
        with self._lock:
            self._closed = True
            found, self._transport = self._transport, None
            return found

    def after_fork(self) -> None:
        """Forget what belongs to the parent; its sockets are not touched."""
        self._lock = threading.Lock()
        if self._own:
            self._transport = None
