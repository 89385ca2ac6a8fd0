# Generated from tests/specs/orbit/service.yaml by `synapse-codegen generate`. Do not edit.
"""A fleet of satellites, unlike the other service in every way a spec can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import lazy_exports

if TYPE_CHECKING:
    from synapse_runtime import (
        UNSET,
        AuthenticationError,
        AuthorizationError,
        ClientConnectionError,
        ClientError,
        ClientTimeoutError,
        ConflictError,
        DeadlineExceededError,
        DecodeError,
        GoneError,
        InvalidArgumentError,
        NotFoundError,
        PayloadTooLargeError,
        RateLimitError,
        RedirectError,
        ServerError,
        StatusError,
        Unset,
        UploadError,
        ValidationError,
        WaiterError,
        WaiterTimeoutError,
    )

    from orbit_client.client import AsyncOrbit, Orbit
    from orbit_client.service import SERVICE
else:
    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "orbit_client.client": ("AsyncOrbit", "Orbit"),
            "orbit_client.service": ("SERVICE",),
            "synapse_runtime": (
                "AuthenticationError",
                "AuthorizationError",
                "ClientConnectionError",
                "ClientError",
                "ClientTimeoutError",
                "ConflictError",
                "DeadlineExceededError",
                "DecodeError",
                "GoneError",
                "InvalidArgumentError",
                "NotFoundError",
                "PayloadTooLargeError",
                "RateLimitError",
                "RedirectError",
                "ServerError",
                "StatusError",
                "UNSET",
                "Unset",
                "UploadError",
                "ValidationError",
                "WaiterError",
                "WaiterTimeoutError",
            ),
        },
    )

__all__ = [
    "AsyncOrbit",
    "AuthenticationError",
    "AuthorizationError",
    "ClientConnectionError",
    "ClientError",
    "ClientTimeoutError",
    "ConflictError",
    "DeadlineExceededError",
    "DecodeError",
    "GoneError",
    "InvalidArgumentError",
    "NotFoundError",
    "Orbit",
    "PayloadTooLargeError",
    "RateLimitError",
    "RedirectError",
    "SERVICE",
    "ServerError",
    "StatusError",
    "UNSET",
    "Unset",
    "UploadError",
    "ValidationError",
    "WaiterError",
    "WaiterTimeoutError",
]
