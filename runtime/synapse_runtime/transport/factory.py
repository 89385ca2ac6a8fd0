"""Open the transport of a client, as its configuration says."""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from .lazy_transport import LazyTransport

if TYPE_CHECKING:
    from collections.abc import Callable

    from synapse_runtime.http.messages import AsyncTransport, Request, Transport
    from synapse_runtime.http.urls import BaseURL

    from .config import TransportConfig


def lazy_transport(config: TransportConfig, base: BaseURL) -> LazyTransport[Any]:
    """Make a transport that opens with the first request, which loads httpx.

    Args:
        config: How the backend is reached; blocking or not.
        base: Where it is.
    """
    if config.blocking:
        return LazyTransport(partial(_open, config, base), own=not config.is_callers)
    return LazyTransport(partial(_open_async, config, base), own=not config.is_callers, home=running_loop)


def sender(config: TransportConfig, lazy: LazyTransport[Any], base: BaseURL) -> Callable[[Request], Any]:
    """Return what sends a request once, with the middleware around it.

    What goes to another origin passes none: a middleware may add credentials.
    """

    def send(request: Request) -> Any:
        return lazy.transport.send(request)

    wrapped: Callable[[Request], Any] = send
    for layer in reversed(config.middleware):
        wrapped = partial(_through, layer, wrapped)
    if wrapped is send:
        return send
    return lambda request: (wrapped if request.origin in {"", base.origin} else send)(request)


def _through(layer: Callable[..., Any], send: Callable[[Request], Any], request: Request) -> Any:
    return layer(request, send)


def _open(config: TransportConfig, base: BaseURL) -> Transport:
    from .client_stack import ClientStack
    from .clients import Network, PlainClient
    from .sync_transport import OneClient, SyncTransport

    if config.http_client is not None:
        return SyncTransport(base, OneClient(config.http_client, owned=False))
    if config.transport is not None:
        client = PlainClient(config.transport)
        return SyncTransport(base, OneClient(client, owned=True))
    return SyncTransport(base, ClientStack(Network(config.verify).open_client, config.connections))


def _open_async(config: TransportConfig, base: BaseURL) -> AsyncTransport:
    from .async_transport import AsyncTransport, OneAsyncClient
    from .client_stack import AsyncClientStack
    from .clients import AsyncPlainClient, Network

    if config.http_client is not None:
        return AsyncTransport(base, OneAsyncClient(config.http_client, owned=False))
    if config.transport is not None:
        return AsyncTransport(base, OneAsyncClient(AsyncPlainClient(config.transport), owned=True))
    return AsyncTransport(base, AsyncClientStack(Network(config.verify).open_async_client, config.connections))


def running_loop() -> Any:
    """Return the event loop this is called on."""
    asyncio = sys.modules.get("asyncio")  # where nobody has loaded it, no loop of its runs
    if asyncio is not None:
        with suppress(RuntimeError):
            return asyncio.get_running_loop()
    from anyio.lowlevel import current_token

    return current_token()
