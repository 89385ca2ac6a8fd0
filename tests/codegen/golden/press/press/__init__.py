# Generated from tests/specs/press/service.yaml by `synapse-codegen generate`. Do not edit.
"""A client of Press.

작은 신문사.
"""

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

    from press.client import AsyncPress, Press
    from press.service import SERVICE
else:
    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "press.client": ("AsyncPress", "Press"),
            "press.service": ("SERVICE",),
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
    "AsyncPress",
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
    "Press",
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
