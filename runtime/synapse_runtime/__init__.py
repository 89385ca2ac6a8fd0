"""Runtime of generated API clients: HTTP, retries, pagination, models.

Here belong the public names: all that generated packages import, and all that their users need.
Never here: code. A name that is missing here is private to the runtime and may change.
Imports `_lazy_exports` alone; every other module is loaded when one of its names is first used.
A public name stands here three times: for type checkers, with its module, and in `__all__`. A test says that all agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._lazy_exports import lazy_exports

if TYPE_CHECKING:
    from synapse_http.errors import (
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
        HTTPError,
        InvalidArgumentError,
        NotFoundError,
        NotModifiedError,
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
    from synapse_http.messages import Request, Response, Timeout
    from synapse_http.transport.config import AsyncMiddleware, Middleware
    from synapse_http.values import UNSET, JsonObject, Unset

    from ._lazy_exports import ApiDeprecationWarning
    from .calls.argument_checks import UnknownNameWarning
    from .calls.auth import BasicCredentials, Token
    from .calls.client_state import InsecureTransportWarning
    from .calls.config import CallOptions, ClientOptions
    from .calls.retry_policy import NO_RETRY, RetryPolicy
    from .calls.tracing import tracing
    from .calls.url_conversion import UrlConversion
    from .client import AsyncClient, Client, resource_property
    from .documented_client import DocumentedClient, Params, keyword_aliases
    from .flow.effects import CallMiddleware, Flow, SendRequest
    from .flow.renames import RenamedEnum, deprecated, renamed_fields
    from .operation import (
        Body,
        Composite,
        Credential,
        Operation,
        Pagination,
        Parameter,
        Server,
        Service,
        UploadFirst,
        Waiter,
    )
    from .pagination.pager import AsyncPager, Page, Pager
    from .raw_responses.views import (
        AsyncRawPager,
        RawClient,
        RawPager,
        RawResponse,
        RawView,
        async_raw_method,
        async_raw_pages,
        raw_method,
        raw_pages,
    )
    from .resource import AsyncResource, Resource
    from .serialization.annotations import Disambiguator, Discriminator, FileUrls, Secret, WireName
    from .serialization.model import Model, model, read_only, write_only
    from .streaming import ServerSentEvent
    from .types import (
        AliasedEnum,
        DataUri,
        FileContent,
        FileTarget,
        Json,
        Progress,
        SchemaIssue,
        StoredFile,
        StoredFiles,
        UnknownValue,
    )
else:
    _ORIGINS = {
        "synapse_http.errors": (
            "Attempt AuthenticationError AuthorizationError ClientConnectionError ClientError ClientTimeoutError "
            "ConflictError DeadlineExceededError DecodeError GoneError HTTPError InvalidArgumentError NotFoundError "
            "NotModifiedError PayloadTooLargeError RateLimitError RedirectError ServerError StatusError UploadError "
            "ValidationError WaiterError WaiterTimeoutError"
        ),
        "synapse_http.messages": "Request Response Timeout",
        "synapse_http.transport.config": "AsyncMiddleware Middleware",
        "synapse_http.values": "JsonObject UNSET Unset",
        "synapse_runtime._lazy_exports": "ApiDeprecationWarning",
        "synapse_runtime.calls.argument_checks": "UnknownNameWarning",
        "synapse_runtime.calls.auth": "BasicCredentials Token",
        "synapse_runtime.calls.client_state": "InsecureTransportWarning",
        "synapse_runtime.calls.config": "CallOptions ClientOptions",
        "synapse_runtime.calls.retry_policy": "NO_RETRY RetryPolicy",
        "synapse_runtime.calls.tracing": "tracing",
        "synapse_runtime.calls.url_conversion": "UrlConversion",
        "synapse_runtime.client": "AsyncClient Client resource_property",
        "synapse_runtime.documented_client": "DocumentedClient Params keyword_aliases",
        "synapse_runtime.flow.effects": "CallMiddleware Flow SendRequest",
        "synapse_runtime.flow.renames": "RenamedEnum deprecated renamed_fields",
        "synapse_runtime.operation": (
            "Body Composite Credential Operation Pagination Parameter Server Service UploadFirst Waiter"
        ),
        "synapse_runtime.pagination.pager": "AsyncPager Page Pager",
        "synapse_runtime.raw_responses.views": (
            "AsyncRawPager RawClient RawPager RawResponse RawView async_raw_method async_raw_pages raw_method raw_pages"
        ),
        "synapse_runtime.resource": "AsyncResource Resource",
        "synapse_runtime.serialization.annotations": "Disambiguator Discriminator FileUrls Secret WireName",
        "synapse_runtime.serialization.model": "Model model read_only write_only",
        "synapse_runtime.streaming": "ServerSentEvent",
        "synapse_runtime.types": (
            "AliasedEnum DataUri FileContent FileTarget Json Progress SchemaIssue StoredFile StoredFiles UnknownValue"
        ),
    }
    __getattr__, __dir__ = lazy_exports(__name__, {module: names.split() for module, names in _ORIGINS.items()})

# For users.
__all__ = ["NO_RETRY", "UNSET", "AsyncPager", "Attempt", "CallOptions", "ClientOptions", "FileContent"]
__all__ += ["InsecureTransportWarning", "Json", "JsonObject", "Model", "Page", "Pager", "Params", "Progress", "Request"]
__all__ += ["Response", "RetryPolicy", "SchemaIssue", "StoredFile", "Timeout", "Token", "Unset", "UrlConversion"]
__all__ += ["ApiDeprecationWarning", "UnknownNameWarning", "UnknownValue", "tracing"]
__all__ += ["AsyncMiddleware", "AsyncRawPager", "CallMiddleware", "Flow", "Middleware", "RawPager", "RawResponse"]
__all__ += ["FileTarget", "SendRequest", "ServerSentEvent"]
# Errors.
__all__ += ["AuthenticationError", "AuthorizationError", "ClientConnectionError", "ClientError", "ClientTimeoutError"]
__all__ += ["ConflictError", "DeadlineExceededError", "DecodeError", "GoneError", "HTTPError", "InvalidArgumentError"]
__all__ += ["NotFoundError", "PayloadTooLargeError", "RateLimitError", "RedirectError", "ServerError", "StatusError"]
__all__ += ["NotModifiedError", "UploadError", "ValidationError", "WaiterError", "WaiterTimeoutError"]
# For generated packages.
__all__ += ["AsyncClient", "AsyncResource", "Body", "Client", "Composite", "Credential", "DataUri", "Discriminator"]
__all__ += ["DocumentedClient", "FileUrls", "Operation", "Pagination", "Parameter", "Resource", "Secret", "Service"]
__all__ += ["StoredFiles", "UploadFirst", "Waiter", "WireName", "keyword_aliases", "lazy_exports", "model"]
__all__ += ["RawClient", "RawView", "async_raw_method", "async_raw_pages", "raw_method", "raw_pages"]
__all__ += ["AliasedEnum", "BasicCredentials", "RenamedEnum", "Server", "deprecated", "renamed_fields"]
__all__ += ["Disambiguator", "read_only", "resource_property", "write_only"]
