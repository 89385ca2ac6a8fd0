# Generated from tests/specs/press/service.yaml by `synapse-codegen generate`. Do not edit.
"""Everything a call can raise. `synapse_http.errors` draws it as a tree."""

from __future__ import annotations

from synapse_runtime import (
    AuthenticationError,
    AuthorizationError,
    ClientConnectionError,
    ClientError,
    ClientTimeoutError,
    ConflictError,
    DeadlineExceededError,
    DecodeError,
    GoneError,
    HTTPError,
    InvalidArgumentError,
    NotFoundError,
    PayloadTooLargeError,
    RateLimitError,
    RedirectError,
    ServerError,
    StatusError,
    UploadError,
    ValidationError,
    WaiterError,
    WaiterTimeoutError,
)

__all__ = [
    "AuthenticationError",
    "AuthorizationError",
    "ClientConnectionError",
    "ClientError",
    "ClientTimeoutError",
    "ConflictError",
    "DeadlineExceededError",
    "DecodeError",
    "GoneError",
    "HTTPError",
    "InvalidArgumentError",
    "NotFoundError",
    "PayloadTooLargeError",
    "RateLimitError",
    "RedirectError",
    "ServerError",
    "StatusError",
    "UploadError",
    "ValidationError",
    "WaiterError",
    "WaiterTimeoutError",
]
