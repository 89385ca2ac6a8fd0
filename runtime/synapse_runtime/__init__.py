"""Runtime of generated API clients: HTTP, retries, pagination, uploads and downloads.

Here belong the public names: all that generated packages import, and all that their users need.
Never here: code. A name that is missing here is private to the runtime and may change.
Imports `_lazy_exports` alone; every other module is loaded when one of its names is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._lazy_exports import lazy_exports

if TYPE_CHECKING:
    from ._tracing import tracing
    from .client import AsyncClient, Client
    from .codec import SchemaIssue
    from .context import InsecureTransport
    from .download import Downloads
    from .errors import (
        Attempt,
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
    from .message import Request, Response, Timeout
    from .model import Model, field, required
    from .operation import Body, Chunked, Composite, Credential, Operation, Pagination, Parameter, Service, Waiter
    from .options import CallOptions, ClientOptions
    from .paging import AsyncPager, Page, Pager
    from .plain import Params, PlainClient
    from .progress import Progress
    from .resource import AsyncResource, Resource
    from .retry import NO_RETRY, RetryPolicy
    from .url_conversion import StoredFile, UrlConversion
    from .values import UNSET, FileContent, Json, JsonObject, Unset, Variants
else:
    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "synapse_runtime._tracing": ("tracing",),
            "synapse_runtime.client": (
                "AsyncClient",
                "Client",
            ),
            "synapse_runtime.codec": ("SchemaIssue",),
            "synapse_runtime.context": ("InsecureTransport",),
            "synapse_runtime.download": ("Downloads",),
            "synapse_runtime.errors": (
                "Attempt",
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
            "synapse_runtime.message": (
                "Request",
                "Response",
                "Timeout",
            ),
            "synapse_runtime.model": (
                "Model",
                "field",
                "required",
            ),
            "synapse_runtime.operation": (
                "Body",
                "Chunked",
                "Composite",
                "Credential",
                "Operation",
                "Pagination",
                "Parameter",
                "Service",
                "Waiter",
            ),
            "synapse_runtime.options": (
                "CallOptions",
                "ClientOptions",
            ),
            "synapse_runtime.paging": (
                "AsyncPager",
                "Page",
                "Pager",
            ),
            "synapse_runtime.plain": (
                "Params",
                "PlainClient",
            ),
            "synapse_runtime.progress": ("Progress",),
            "synapse_runtime.resource": (
                "AsyncResource",
                "Resource",
            ),
            "synapse_runtime.retry": (
                "NO_RETRY",
                "RetryPolicy",
            ),
            "synapse_runtime.url_conversion": (
                "StoredFile",
                "UrlConversion",
            ),
            "synapse_runtime.values": (
                "UNSET",
                "FileContent",
                "Json",
                "JsonObject",
                "Unset",
                "Variants",
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
    "BadRequest",
    "Body",
    "CallOptions",
    "Chunked",
    "Client",
    "ClientError",
    "ClientOptions",
    "Composite",
    "Conflict",
    "ConnectionFailed",
    "Credential",
    "DeadlineExceeded",
    "DecodeError",
    "Downloads",
    "FileContent",
    "Forbidden",
    "Gone",
    "InsecureTransport",
    "InvalidArgument",
    "Json",
    "JsonObject",
    "Model",
    "NotFound",
    "Operation",
    "Page",
    "Pager",
    "Pagination",
    "Parameter",
    "Params",
    "PayloadTooLarge",
    "PlainClient",
    "Progress",
    "RateLimited",
    "RedirectRefused",
    "Request",
    "Resource",
    "Response",
    "RetryPolicy",
    "SchemaIssue",
    "ServerError",
    "Service",
    "StatusError",
    "StoredFile",
    "TimedOut",
    "Timeout",
    "Unauthorized",
    "Unset",
    "UploadFailed",
    "UrlConversion",
    "Variants",
    "WaitFailed",
    "WaitTimedOut",
    "Waiter",
    "field",
    "lazy_exports",
    "required",
    "tracing",
]
