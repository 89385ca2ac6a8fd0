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

    from synapse_sdk.client import AsyncSynapse, Synapse
    from synapse_sdk.service import SERVICE
else:
    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
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
            "synapse_sdk.client": ("AsyncSynapse", "Synapse"),
            "synapse_sdk.service": ("SERVICE",),
        },
    )

__all__ = [
    "AsyncSynapse",
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
    "SERVICE",
    "ServerError",
    "StatusError",
    "Synapse",
    "UNSET",
    "Unset",
    "UploadError",
    "ValidationError",
    "WaiterError",
    "WaiterTimeoutError",
]
