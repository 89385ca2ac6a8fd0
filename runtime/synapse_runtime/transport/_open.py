"""Transports: our own over sockets, or one that the user made for httpx."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl

    import httpx

    from synapse_runtime.http.messages import AsyncTransport, Transport
    from synapse_runtime.http.urls import BaseURL


def open_transport(
    base: BaseURL,
    *,
    transport: httpx.BaseTransport | None = None,
    verify: ssl.SSLContext | str | None = None,
    connections: int = 100,
) -> Transport:
    """Make a blocking transport.

    Args:
        base: The only origin it talks to.
        transport: An httpx transport that moves the bytes instead.
        verify: Whom to trust; see `trusting`.
        connections: How many may be in use at a time.

    Returns:
        A transport with no connection yet.
    """
    if transport is not None:
        from ._httpx import HttpxTransport

        return HttpxTransport(base, transport)
    from ._blocking import HttpTransport
    from ._route import route_to

    return HttpTransport(route_to(base, verify), connections)


def open_async_transport(
    base: BaseURL,
    *,
    transport: httpx.AsyncBaseTransport | None = None,
    verify: ssl.SSLContext | str | None = None,
    connections: int = 100,
) -> AsyncTransport:
    """Make an async transport; see `open_transport`."""
    if transport is not None:
        from ._httpx import AsyncHttpxTransport

        return AsyncHttpxTransport(base, transport)
    from ._async import AsyncHttpTransport
    from ._route import route_to

    return AsyncHttpTransport(route_to(base, verify), connections)
