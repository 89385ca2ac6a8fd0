"""The transport of a client and its clones: opened with the first request, which loads httpx."""

from __future__ import annotations

import sys
import threading
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from .fork_safety import watch

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from synapse_http.messages import Request
    from synapse_http.urls import BaseURL

    from .config import TransportConfig


class LazyTransport:
    """A transport and the way to open it anew.

    A child process does that after a fork: bytes of two processes on one socket would reach the wrong one. So does
    another event loop, such as the next `asyncio.run`: sockets of async code belong to the loop that opened them.
    """

    def __init__(self, config: TransportConfig, base: BaseURL, trusted_origins: Iterable[str] = ()) -> None:
        """Open nothing yet; `trusted_origins` are others than that of the base URL that see the middleware."""
        self._open: Callable[[], Any] = partial(open_transport, config, base)
        self._anywhere = config.blocking or config.is_callers
        self._owned = not config.is_callers
        self._origins = {"", base.origin, *trusted_origins}
        self._transports: dict[Hashable | None, Any] = {}
        self._closed = False
        self._lock = threading.Lock()
        self._send: Callable[[Request], Any] = self._send_once
        for layer in reversed(config.middleware):
            self._send = partial(_through, layer, self._send)
        watch(self)

    @property
    def transport(self) -> Any:
        """The open transport of this event loop; RuntimeError if the client was closed."""
        home = None if self._anywhere else running_loop()
        transport = self._transports.get(home)
        if transport is None:
            with self._lock:
                if self._closed:
                    raise RuntimeError("this client is closed: make a new one, or stay inside its `with` block")
                transport = self._transports.get(home) or self._open()  # another thread may have been first
                lasting = {loop: other for loop, other in self._transports.items() if _lasts(loop)}
                self._transports = {**lasting, home: transport}
        return transport

    def send(self, request: Request) -> Any:
        """Send a request once, through the middleware; that is left out for origins that get no credentials."""
        return (self._send if request.origin in self._origins else self._send_once)(request)

    def _send_once(self, request: Request) -> Any:
        return self.transport.send(request)

    def take(self) -> Any:
        """Return the transport to close, if one is open here, and open none again."""
        with self._lock:
            self._closed = True
            home = None if self._anywhere else running_loop()
            transport, self._transports = self._transports.get(home), {}
            return transport

    def after_fork(self) -> None:
        """Forget what belongs to the parent; its sockets are not touched."""
        self._lock = threading.Lock()
        if self._owned:
            self._transports = {}


def _through(layer: Callable[..., Any], send: Callable[[Request], Any], request: Request) -> Any:
    return layer(request, send)


def _lasts(loop: object) -> bool:
    """Tell whether a loop may be come back to: asyncio's says so, and of others nobody knows."""
    is_closed = getattr(loop, "is_closed", None)
    return is_closed is not None and not is_closed()


def running_loop() -> Any:
    """Return the event loop this is called on."""
    asyncio = sys.modules.get("asyncio")  # where nobody has loaded it, no loop of its runs
    if asyncio is not None:
        with suppress(RuntimeError):
            return asyncio.get_running_loop()
    from anyio.lowlevel import current_token  # loaded by then

    return current_token()


def open_transport(config: TransportConfig, base: BaseURL) -> Any:
    """Open a transport, as the configuration says."""
    from .clients import open_clients  # these load httpx
    from .transports import AsyncTransport, SyncTransport

    transport_class: Any = SyncTransport if config.blocking else AsyncTransport
    return transport_class(config, base.origin, open_clients(config))
