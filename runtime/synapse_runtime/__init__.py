"""Runtime of generated API clients: HTTP, retries, pagination, uploads and downloads.

Here belong the public names: all that generated packages import, and all that their users need.
Never here: code. A name that is missing here is private to the runtime and may change.
Imports `_lazy_exports` alone; every other module is loaded when one of its names is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._lazy_exports import lazy_exports

if TYPE_CHECKING:
    from .calls.client_state import InsecureTransportWarning
    from .calls.config import CallOptions, ClientOptions
    from .calls.retry_policy import NO_RETRY, RetryPolicy
    from .calls.tracing import tracing
    from .calls.url_conversion import StoredFile, UrlConversion
    from .client import AsyncClient, Client
    from .documented_client import DocumentedClient, Params
    from .downloads.downloader import Downloads
    from .errors import (
        Attempt,
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
        UploadError,
        ValidationError,
        WaiterError,
        WaiterTimeoutError,
    )
    from .http.auth import Token
    from .http.messages import Request, Response, Timeout
    from .operation import Body, Composite, Credential, Operation, Pagination, Parameter, Service, UploadFirst, Waiter
    from .pagination.pager import AsyncPager, Page, Pager
    from .resource import AsyncResource, Resource
    from .serialization.annotations import Discriminator, FileUrls, Secret, WireName
    from .serialization.model import Model, model
    from .types import UNSET, DataUri, FileContent, Json, JsonObject, Progress, SchemaIssue, Unset
else:
    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "synapse_runtime.calls.client_state": ("InsecureTransportWarning",),
            "synapse_runtime.calls.config": (
                "CallOptions",
                "ClientOptions",
            ),
            "synapse_runtime.calls.retry_policy": (
                "NO_RETRY",
                "RetryPolicy",
            ),
            "synapse_runtime.calls.tracing": ("tracing",),
            "synapse_runtime.calls.url_conversion": (
                "StoredFile",
                "UrlConversion",
            ),
            "synapse_runtime.client": (
                "AsyncClient",
                "Client",
            ),
            "synapse_runtime.documented_client": (
                "DocumentedClient",
                "Params",
            ),
            "synapse_runtime.downloads.downloader": ("Downloads",),
            "synapse_runtime.errors": (
                "Attempt",
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
                "UploadError",
                "ValidationError",
                "WaiterError",
                "WaiterTimeoutError",
            ),
            "synapse_runtime.http.auth": ("Token",),
            "synapse_runtime.http.messages": (
                "Request",
                "Response",
                "Timeout",
            ),
            "synapse_runtime.operation": (
                "Body",
                "Composite",
                "Credential",
                "Operation",
                "Pagination",
                "Parameter",
                "Service",
                "UploadFirst",
                "Waiter",
            ),
            "synapse_runtime.pagination.pager": (
                "AsyncPager",
                "Page",
                "Pager",
            ),
            "synapse_runtime.resource": (
                "AsyncResource",
                "Resource",
            ),
            "synapse_runtime.serialization.annotations": (
                "Discriminator",
                "FileUrls",
                "Secret",
                "WireName",
            ),
            "synapse_runtime.serialization.model": (
                "Model",
                "model",
            ),
            "synapse_runtime.types": (
                "DataUri",
                "FileContent",
                "Json",
                "JsonObject",
                "Progress",
                "SchemaIssue",
                "UNSET",
                "Unset",
            ),
        },
    )

__all__ = [
    "NO_RETRY",
    "UNSET",
    "AsyncClient",
    "AsyncPager",
    "AsyncResource",
    "Attempt",
    "AuthenticationError",
    "AuthorizationError",
    "Body",
    "CallOptions",
    "Client",
    "ClientConnectionError",
    "ClientError",
    "ClientOptions",
    "ClientTimeoutError",
    "Composite",
    "ConflictError",
    "Credential",
    "DataUri",
    "DeadlineExceededError",
    "DecodeError",
    "Discriminator",
    "DocumentedClient",
    "Downloads",
    "FileContent",
    "FileUrls",
    "GoneError",
    "InsecureTransportWarning",
    "InvalidArgumentError",
    "Json",
    "JsonObject",
    "Model",
    "NotFoundError",
    "Operation",
    "Page",
    "Pager",
    "Pagination",
    "Parameter",
    "Params",
    "PayloadTooLargeError",
    "Progress",
    "RateLimitError",
    "RedirectError",
    "Request",
    "Resource",
    "Response",
    "RetryPolicy",
    "SchemaIssue",
    "Secret",
    "ServerError",
    "Service",
    "StatusError",
    "StoredFile",
    "Timeout",
    "Token",
    "Unset",
    "UploadError",
    "UploadFirst",
    "UrlConversion",
    "ValidationError",
    "Waiter",
    "WaiterError",
    "WaiterTimeoutError",
    "WireName",
    "lazy_exports",
    "model",
    "tracing",
]
