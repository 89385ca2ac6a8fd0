# Generated from tests/specs/orbit/service.yaml by `synapse-codegen generate`. Do not edit.
"""A fleet of satellites, unlike the other service in every way a spec can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import lazy_exports

if TYPE_CHECKING:
    from synapse_runtime import (
        UNSET,
        BadRequest,
        ClientError,
        Conflict,
        ConnectionFailed,
        DeadlineExceeded,
        DecodeError,
        Forbidden,
        Gone,
        InvalidArgument,
        NotFound,
        PayloadTooLarge,
        RateLimited,
        RedirectRefused,
        ServerError,
        StatusError,
        TimedOut,
        Unauthorized,
        Unset,
        UploadFailed,
        WaitFailed,
        WaitTimedOut,
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
                "BadRequest",
                "ClientError",
                "Conflict",
                "ConnectionFailed",
                "DeadlineExceeded",
                "DecodeError",
                "Forbidden",
                "Gone",
                "InvalidArgument",
                "NotFound",
                "PayloadTooLarge",
                "RateLimited",
                "RedirectRefused",
                "ServerError",
                "StatusError",
                "TimedOut",
                "UNSET",
                "Unauthorized",
                "Unset",
                "UploadFailed",
                "WaitFailed",
                "WaitTimedOut",
            ),
        },
    )

__version__ = "2.3.1"

__all__ = [
    "AsyncOrbit",
    "BadRequest",
    "ClientError",
    "Conflict",
    "ConnectionFailed",
    "DeadlineExceeded",
    "DecodeError",
    "Forbidden",
    "Gone",
    "InvalidArgument",
    "NotFound",
    "Orbit",
    "PayloadTooLarge",
    "RateLimited",
    "RedirectRefused",
    "SERVICE",
    "ServerError",
    "StatusError",
    "TimedOut",
    "UNSET",
    "Unauthorized",
    "Unset",
    "UploadFailed",
    "WaitFailed",
    "WaitTimedOut",
    "__version__",
]
