# Generated from spec/synapse/service.yaml by `synapse-codegen generate`. Do not edit.
"""The Synapse backend: projects, data, annotation work, plugins, jobs and machine-learning models of a data
annotation platform.

데이터 어노테이션 및 머신러닝 플랫폼인 Synapse 백엔드의 클라이언트입니다.
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

    from synapse_sdk.client import AsyncSynapse, Synapse
    from synapse_sdk.service import SERVICE
else:
    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
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
            "synapse_sdk.client": ("AsyncSynapse", "Synapse"),
            "synapse_sdk.service": ("SERVICE",),
        },
    )

__version__ = "0.1.0"

__all__ = [
    "AsyncSynapse",
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
    "SERVICE",
    "ServerError",
    "StatusError",
    "Synapse",
    "TimedOut",
    "UNSET",
    "Unauthorized",
    "Unset",
    "UploadFailed",
    "WaitFailed",
    "WaitTimedOut",
    "__version__",
]
