"""How a client reaches the backend: what it is made with, and its clones share."""

from __future__ import annotations

from inspect import iscoroutinefunction
from os import fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, cast

from attrs import field, fields, frozen

from synapse_http.arguments import callables, option, positive_int
from synapse_http.errors import InvalidArgumentError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Awaitable, Callable
    from os import PathLike

    from synapse_http.messages import Request, Response

Verify: TypeAlias = "ssl.SSLContext | str | PathLike[str]"
"""Whom to trust: a context, or the path of a file of certificates."""


class Middleware(Protocol):
    """A function around each attempt of a blocking client, for its option `middleware`.

    `send(request)` returns the response of this attempt, whatever its status, or raises what went wrong below HTTP: let
    that pass, for retries depend on it. The request may be changed before: `_replace` returns a copy with other
    headers. Requests to other origins than that of the base URL do not come here.

    Example:
        def sign(request: Request, send: Callable[[Request], Response]) -> Response:
            return send(request._replace(headers=(*request.headers, ("X-Signature", signature_of(request)))))

        client = Client(base_url, middleware=[sign])
    """

    def __call__(self, request: Request, send: Callable[[Request], Response], /) -> Response:
        """Send the request with `send(request)` and return its response."""
        ...


class AsyncMiddleware(Protocol):
    """A `Middleware` for an async client: an async function, which awaits `send(request)`."""

    async def __call__(self, request: Request, send: Callable[[Request], Awaitable[Response]], /) -> Response:
        """Send the request with `await send(request)` and return its response."""
        ...


def _trust(value: Any) -> Any:
    if value is None:
        return None
    from ssl import SSLContext  # slow to load, and given by few

    place: object = fspath(cast("PathLike[str]", value)) if hasattr(value, "__fspath__") else value
    if isinstance(place, SSLContext) or (isinstance(place, str) and Path(place).is_file()):
        return place
    raise InvalidArgumentError(
        "verify must be an ssl.SSLContext or an existing file of certificates to trust; checking cannot be switched off"
    )


@frozen
class TransportConfig:
    """What a new client takes beside its options. `blocking` says for which kind of client it is."""

    blocking: bool
    transport: Any = None
    """An httpx transport that moves the bytes. It is closed with the client."""
    http_client: Any = None
    """A caller's `httpx.Client` or `httpx.AsyncClient`. It stays open; its own credentials are not sent."""
    middleware: tuple[Callable[..., Any], ...] = option(callables, default=())
    """Functions of (request, send) around each attempt, the first one outermost; async ones for an async client,
    which cannot have an executor then."""
    verify: ssl.SSLContext | str | None = field(default=None, converter=_trust)
    """Certificates to trust: a context, or a file. None: those of the system and of certifi."""
    connections: int = option(positive_int, default=100)
    """Most connections in use at the same time."""
    max_response_bytes: int = option(positive_int, default=256 << 20)
    """Most bytes of a response that is held in memory, as sent and as inflated. Downloads and streams have no limit."""
    pickle_secrets: bool = field(default=False, converter=bool)
    """Whether a pickled client carries its tokens and headers. Otherwise it takes the tokens of where it arrives."""

    def __attrs_post_init__(self) -> None:
        sent_by, client = ("handle_request", "Client") if self.blocking else ("handle_async_request", "AsyncClient")
        transport = self.transport
        if transport is not None and (isinstance(transport, type) or not hasattr(transport, sent_by)):
            actual = f"the class {transport.__name__}" if isinstance(transport, type) else type(transport).__name__
            raise InvalidArgumentError(f"transport must be an httpx transport with {sent_by}(), not {actual}")
        if self.blocking and any(map(iscoroutinefunction, self.middleware)):
            raise InvalidArgumentError(
                "middleware of a blocking client must be plain functions: one of these is async. Make the client an "
                "async one, or give call_middleware, which works everywhere"
            )
        if self.http_client is None:
            return
        if not (hasattr(self.http_client, "build_request") and hasattr(self.http_client, "aclose") != self.blocking):
            raise InvalidArgumentError(f"http_client must be an httpx.{client}, not {type(self.http_client).__name__}")
        if self.transport is not None or self.verify is not None:
            raise InvalidArgumentError(
                "http_client has a transport and certificates of its own: give them to it, and leave out "
                "transport and verify"
            )

    @property
    def is_callers(self) -> bool:
        """Whether what sends is the caller's: no other process or event loop can have one of its own."""
        return self.transport is not None or self.http_client is not None


OPTION_NAMES = frozenset(attribute.name for attribute in fields(TransportConfig)) - {"blocking"}
"""What `TransportConfig` takes of a client's options."""
