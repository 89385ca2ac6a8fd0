# Generated from tests/specs/orbit/service.yaml by `synapse-codegen generate`. Do not edit.
"""The mock of Orbit, for tests of code that calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import lazy_exports

if TYPE_CHECKING:
    from synapse_runtime.testing import (
        AsyncMockTransport,
        Call,
        CannedResponses,
        Clock,
        Fault,
        MockBackend,
        MockRequest,
        MockResponse,
        MockServer,
        MockTransport,
        ModelFactory,
        UnexpectedCallError,
        faults,
        json_response,
        no_backoff,
    )
else:
    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "synapse_runtime.testing": (
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
            )
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
]
