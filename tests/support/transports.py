"""Transports without a client around them."""

from __future__ import annotations

from typing import Any

from synapse_http.transport.config import TransportConfig
from synapse_http.transport.lazy_transport import LazyTransport
from synapse_http.urls import BaseURL


def open_transport(url: str, **options: Any) -> Any:
    """A blocking transport."""
    return LazyTransport(TransportConfig(True, **options), BaseURL.parse(url)).transport


def open_async_transport(url: str, **options: Any) -> Any:
    """An async one, for the event loop this is called on."""
    return LazyTransport(TransportConfig(False, **options), BaseURL.parse(url)).transport
