# Generated from tests/specs/orbit/service.yaml by `synapse-codegen generate`. Do not edit.
"""A fleet of satellites, unlike the other service in every way a spec can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime.lazy import lazy

if TYPE_CHECKING:
    from synapse_runtime.errors import (
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
        UploadFailed,
        WaitFailed,
        WaitTimedOut,
    )
    from synapse_runtime.values import UNSET, Unset

    from orbit_client.client import AsyncOrbit, Orbit
else:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "orbit_client.client": ("AsyncOrbit", "Orbit"),
            "synapse_runtime.errors": (
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
                "Unauthorized",
                "UploadFailed",
                "WaitFailed",
                "WaitTimedOut",
            ),
            "synapse_runtime.values": ("UNSET", "Unset"),
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
