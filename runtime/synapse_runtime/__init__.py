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
    from ._lazy_exports import ApiDeprecationWarning
    from .calls.argument_checks import UnknownNameWarning
    from .calls.client_state import InsecureTransportWarning
    from .calls.config import CallOptions, ClientOptions
    from .calls.retry_policy import NO_RETRY, RetryPolicy
    from .calls.tracing import tracing
    from .calls.url_conversion import UrlConversion
    from .client import AsyncClient, Client, resource_property
    from .documented_client import DocumentedClient, Params, keyword_aliases
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
    from .flow.effects import CallMiddleware, Flow, SendRequest
    from .flow.renames import RenamedEnum, deprecated, renamed_fields
    from .http.auth import BasicCredentials, Token
    from .http.messages import Request, Response, Timeout
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
    from .transport.config import AsyncMiddleware, Middleware
    from .types import (
        UNSET,
        AliasedEnum,
        DataUri,
        FileContent,
        FileTarget,
        Json,
        JsonObject,
        Progress,
        SchemaIssue,
        StoredFile,
        StoredFiles,
        UnknownValue,
        Unset,
    )
else:
    _ORIGINS = {
        "_lazy_exports": "ApiDeprecationWarning",
        "calls.argument_checks": "UnknownNameWarning",
        "calls.client_state": "InsecureTransportWarning",
        "calls.config": "CallOptions ClientOptions",
        "calls.retry_policy": "NO_RETRY RetryPolicy",
        "calls.tracing": "tracing",
        "calls.url_conversion": "UrlConversion",
        "client": "AsyncClient Client resource_property",
        "documented_client": "DocumentedClient Params keyword_aliases",
        "errors": (
            "Attempt AuthenticationError AuthorizationError ClientConnectionError ClientError ClientTimeoutError "
            "ConflictError DeadlineExceededError DecodeError GoneError HTTPError InvalidArgumentError NotFoundError "
            "NotModifiedError PayloadTooLargeError RateLimitError RedirectError ServerError StatusError UploadError "
            "ValidationError WaiterError WaiterTimeoutError"
        ),
        "flow.effects": "CallMiddleware Flow SendRequest",
        "flow.renames": "RenamedEnum deprecated renamed_fields",
        "http.auth": "BasicCredentials Token",
        "http.messages": "Request Response Timeout",
        "operation": "Body Composite Credential Operation Pagination Parameter Server Service UploadFirst Waiter",
        "pagination.pager": "AsyncPager Page Pager",
        "raw_responses.views": (
            "AsyncRawPager RawClient RawPager RawResponse RawView async_raw_method async_raw_pages raw_method raw_pages"
        ),
        "resource": "AsyncResource Resource",
        "serialization.annotations": "Disambiguator Discriminator FileUrls Secret WireName",
        "serialization.model": "Model model read_only write_only",
        "streaming": "ServerSentEvent",
        "transport.config": "AsyncMiddleware Middleware",
        "types": (
            "AliasedEnum DataUri FileContent FileTarget Json JsonObject Progress SchemaIssue StoredFile StoredFiles "
            "UNSET UnknownValue Unset"
        ),
    }
    __getattr__, __dir__ = lazy_exports(
        __name__, {f"{__name__}.{key}": names.split() for key, names in _ORIGINS.items()}
    )

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
