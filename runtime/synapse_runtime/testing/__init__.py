"""An in-process mock of the backend, for tests of code that calls a service.

Here belong the public names for tests. `MockBackend` serves clients with a `MockTransport`;
`MockServer` puts it behind a real address; `faults` holds what can go wrong; `pytest_plugin` is
what the plugin of a generated package is made of. The mock is made from what the generator
emits: the operations of a service, its models and the examples of its spec.
Never here: code that a client needs. Imports the runtime; the runtime never imports it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime._lazy_exports import lazy_exports

if TYPE_CHECKING:
    from . import faults, pytest_plugin
    from .calls import Call, CannedResponses
    from .clock import Clock, no_backoff
    from .factories import ModelFactory
    from .faults import Fault
    from .messages import MockRequest, MockResponse, json_response
    from .mock_backend import MockBackend, UnexpectedCallError
    from .server import MockServer
    from .transport import AsyncMockTransport, MockTransport
else:
    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "synapse_runtime.testing": ("faults", "pytest_plugin"),
            "synapse_runtime.testing.calls": ("Call", "CannedResponses"),
            "synapse_runtime.testing.clock": ("Clock", "no_backoff"),
            "synapse_runtime.testing.factories": ("ModelFactory",),
            "synapse_runtime.testing.faults": ("Fault",),
            "synapse_runtime.testing.messages": ("MockRequest", "MockResponse", "json_response"),
            "synapse_runtime.testing.mock_backend": ("MockBackend", "UnexpectedCallError"),
            "synapse_runtime.testing.server": ("MockServer",),
            "synapse_runtime.testing.transport": ("AsyncMockTransport", "MockTransport"),
        },
    )

__all__ = [
    "AsyncMockTransport",
    "Call",
    "CannedResponses",
    "Clock",
    "Fault",
    "MockBackend",
    "MockRequest",
    "MockResponse",
    "MockServer",
    "MockTransport",
    "ModelFactory",
    "UnexpectedCallError",
    "faults",
    "json_response",
    "no_backoff",
    "pytest_plugin",
]
