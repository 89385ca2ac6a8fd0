# Generated from spec/synapse/service.yaml by `synapse-codegen generate`. Do not edit.
"""Everything a call can raise. `synapse_runtime.errors` draws it as a tree."""

from __future__ import annotations

from synapse_runtime import (
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

__all__ = [
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
]
