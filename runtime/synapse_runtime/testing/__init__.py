"""A backend that is not there: for tests of code that calls a service.

It is made from what the generator emits: the operations of a service, its models and the
examples of its spec. `MockBackend` answers in this process, to clients with a `MockTransport`;
`MockServer` puts it behind a real address; `faults` holds what can go wrong.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import faults
    from .backend import MockBackend, UnexpectedCall
    from .calls import Call
    from .clock import Clock
    from .faults import Fault
    from .message import MockRequest, MockResponse
    from .server import MockServer
    from .transport import AsyncMockTransport, MockTransport

__all__ = [
    "AsyncMockTransport",
    "Call",
    "Clock",
    "Fault",
    "MockBackend",
    "MockRequest",
    "MockResponse",
    "MockServer",
    "MockTransport",
    "UnexpectedCall",
    "faults",
]

_MODULES = {
    "AsyncMockTransport": "transport",
    "Call": "calls",
    "Clock": "clock",
    "Fault": "faults",
    "MockBackend": "backend",
    "MockRequest": "message",
    "MockResponse": "message",
    "MockServer": "server",
    "MockTransport": "transport",
    "UnexpectedCall": "backend",
}


def __getattr__(name: str) -> object:
    if name == "faults":
        return import_module(".faults", __name__)
    if name in _MODULES:
        return getattr(import_module(f".{_MODULES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
