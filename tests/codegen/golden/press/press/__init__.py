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

    from press.client import AsyncPress, Press
    from press.service import SERVICE
else:
    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "press.client": ("AsyncPress", "Press"),
            "press.service": ("SERVICE",),
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

__version__ = "0.0.1"

__all__ = [
    "AsyncPress",
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
    "Press",
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
