"""The clients: a context, a connection, and the driver that runs flows over it."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, Unpack

from . import calls, lines
from .connection import Connection
from .context import make_context, rebuilt_context, with_options
from .errors import InvalidArgument
from .flow import Sleep, Together, arun, run
from .log import log_to_stderr
from .message import Request
from .options import CallOptions, SharedOptions, functions
from .paging import AsyncPager, Pager, Source
from .prepare import Arguments
from .values import UNSET

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence

    from .codec import SchemaIssue
    from .context import Context
    from .flow import Effect
    from .message import AsyncTransport, Response, Timeout, Transport
    from .operation import Operation, Service

T = TypeVar("T")


class ClientOptions(SharedOptions, total=False):
    """What a client can be made with, besides where the backend is and who calls."""

    transport: Any
    """Moves the bytes instead of our own connections: an httpx transport, or a `Transport` of this package."""
    middleware: Sequence[Callable[..., Any]]
    """Functions of (request, send) around each attempt, the first one outermost; async ones for an async client."""
    verify: ssl.SSLContext | str
    """What to trust: a context, or a file of certificates."""
    connections: int
    """How many may be open at a time; 100 where it is not given."""
    pickle_secrets: bool
    """Let a pickled client carry its tokens and headers. Otherwise it takes the tokens of where it arrives."""


class _Opening:
    """How a client reaches the backend. Clones share it."""

    def __init__(self, options: Mapping[str, Any], httpx_method: str) -> None:
        self.transport: Any = options.get("transport")
        self.middleware = functions("middleware", options.get("middleware", ()))
        self.verify = options.get("verify")
        self.connections = options.get("connections", 100)
        self.pickle_secrets = bool(options.get("pickle_secrets", False))
        if self.transport is not None and not any(hasattr(self.transport, name) for name in ("send", httpx_method)):
            raise InvalidArgument(
                f"transport must be an httpx transport with {httpx_method}(), or have a send() of this package's, "
                f"not {type(self.transport).__name__}"
            )
        if self.verify is not None and not _trustworthy(self.verify):
            raise InvalidArgument(
                "verify must be an ssl.SSLContext or an existing file of certificates to trust; "
                "checking cannot be switched off"
            )
        if isinstance(self.connections, bool) or not isinstance(self.connections, int) or self.connections < 1:
            raise InvalidArgument(f"connections must be a whole number from 1, not {self.connections!r}")

    NAMES = frozenset({"transport", "middleware", "verify", "connections", "pickle_secrets"})


def _trustworthy(verify: object) -> bool:
    from pathlib import Path
    from ssl import SSLContext

    return isinstance(verify, SSLContext) or (isinstance(verify, str) and Path(verify).is_file())


class _Shared:
    """What both clients are, apart from the way they wait."""

    _HTTPX_METHOD: ClassVar[str]
    """What a transport written for httpx has."""
    _context: Context
    _opening: _Opening
    _connection: Connection[Any]
    _send: Callable[[Request], Any]

    def _set_up(
        self,
        service: Service,
        base_url: str | None,
        credentials: Mapping[str, str | None],
        options: Mapping[str, Any],
    ) -> None:
        if service.log_env:
            log_to_stderr(service.log_env)
        opening = {name: value for name, value in options.items() if name in _Opening.NAMES}
        changes = {name: value for name, value in options.items() if name not in opening}
        self._context = make_context(service, base_url, credentials, changes)
        self._connect(_Opening(opening, self._HTTPX_METHOD))

    def _connect(self, opening: _Opening) -> None:
        raise NotImplementedError

    @property
    def base_url(self) -> str:
        """Where the backend is."""
        return str(self._context.base)

    @property
    def schema_issues(self) -> list[SchemaIssue]:
        """What answers held so far that the spec does not say, once a member."""
        return list(self._context.issues.values())

    def with_options(self, **changes: Unpack[CallOptions]) -> Self:
        """The same client with other options, on the same connections.

        Args:
            **changes: See `CallOptions`: timeout, deadline, retry, headers, strict, on_response, on_progress.

        Returns:
            A light clone. The client itself stays as it is.

        Raises:
            InvalidArgument: An option does not exist, or its value makes no sense.
        """
        clone = object.__new__(type(self))
        clone._context = with_options(self._context, changes)
        clone._opening, clone._connection, clone._send = self._opening, self._connection, self._send
        return clone

    def __copy__(self) -> Self:
        return self.with_options()

    def __deepcopy__(self, _: object) -> Self:
        return self.with_options()  # a copy inside one process may keep the secrets, and the connections

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.base_url}>"

    def __getstate__(self) -> object:
        context = self._context
        options = context.options._replace(on_response=None, on_progress=None)
        if self._opening.pickle_secrets:
            return context.service, self.base_url, options, context.credentials, self._opening
        return context.service, self.base_url, options._replace(headers=()), None, self._opening

    def __setstate__(self, state: Any) -> None:
        *context, opening = state
        self._context = rebuilt_context(*context)
        self._connect(opening)


class Client(_Shared):
    """A blocking client. Threads may share it; close it, or use it in a `with` block."""

    _HTTPX_METHOD = "handle_request"

    def __init__(
        self,
        service: Service,
        base_url: str | None,
        credentials: Mapping[str, str | None],
        *,
        timeout: Timeout | Mapping[str, float | None] | float | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        self._set_up(service, base_url, credentials, {"timeout": timeout, **options})

    def _connect(self, opening: _Opening) -> None:
        base = self._context.base

        def open_transport() -> Transport:
            if hasattr(opening.transport, "send"):
                own: Transport = opening.transport
                return own
            from ._http import open_transport

            return open_transport(
                base, transport=opening.transport, verify=opening.verify, connections=opening.connections
            )

        self._opening = opening
        self._connection: Connection[Transport] = Connection(open_transport, own=opening.transport is None)
        self._send = _wrapped(partial(_send, self._connection), opening.middleware)

    def call(self, operation: Operation[T], arguments: Mapping[str, object], body: object = UNSET) -> T:
        """Call an operation and decode its answer; emitted methods do."""
        found: T = run(calls.decoded(self._context, operation, Arguments(arguments, body=body)), self._perform)
        return found

    def call_many(self, operation: Operation[T], arguments: Mapping[str, object], items: Sequence[object]) -> list[T]:
        """Call an operation with a list of bodies; it answers with a list."""
        return run(calls.decoded_many(self._context, operation, Arguments(arguments, body=[*items])), self._perform)

    def pages(self, operation: Operation[T], arguments: Mapping[str, object]) -> Pager[T]:
        """A lazy list; nothing is sent yet."""
        return Pager(Source(self._context, operation, Arguments(arguments)), self._perform)

    def lines(self, operation: Operation[str], arguments: Mapping[str, object]) -> Iterator[str]:
        """Text lines, as they come."""
        body = run(calls.streamed(self._context, operation, Arguments(arguments)), self._perform)
        yield from lines.iterate(body)

    def close(self) -> None:
        """Close all connections. Clones are closed too."""
        transport = self._connection.take()
        if transport is not None:
            transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _perform(self, effect: Effect) -> Any:
        if isinstance(effect, Request):
            return self._send(effect)
        if isinstance(effect, Sleep):
            return time.sleep(effect.seconds)
        if isinstance(effect, Together):
            from .together import on_threads

            return on_threads(effect.flows, self._perform)
        return effect.function()


class AsyncClient(_Shared):
    """A client for async code, on asyncio or trio; close it, or use it in an `async with` block."""

    _HTTPX_METHOD = "handle_async_request"

    def __init__(
        self,
        service: Service,
        base_url: str | None,
        credentials: Mapping[str, str | None],
        *,
        timeout: Timeout | Mapping[str, float | None] | float | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        self._set_up(service, base_url, credentials, {"timeout": timeout, **options})

    def _connect(self, opening: _Opening) -> None:
        base = self._context.base

        def open_transport() -> AsyncTransport:
            if hasattr(opening.transport, "send"):
                own: AsyncTransport = opening.transport
                return own
            from ._http import open_async_transport

            return open_async_transport(
                base, transport=opening.transport, verify=opening.verify, connections=opening.connections
            )

        self._opening = opening
        self._connection: Connection[AsyncTransport] = Connection(open_transport, own=opening.transport is None)
        self._send = _wrapped(partial(_send, self._connection), opening.middleware)

    async def call(self, operation: Operation[T], arguments: Mapping[str, object], body: object = UNSET) -> T:
        """Call an operation and decode its answer; emitted methods do."""
        return await arun(calls.decoded(self._context, operation, Arguments(arguments, body=body)), self._perform)

    async def call_many(
        self, operation: Operation[T], arguments: Mapping[str, object], items: Sequence[object]
    ) -> list[T]:
        """Call an operation with a list of bodies; it answers with a list."""
        flow = calls.decoded_many(self._context, operation, Arguments(arguments, body=[*items]))
        return await arun(flow, self._perform)

    def pages(self, operation: Operation[T], arguments: Mapping[str, object]) -> AsyncPager[T]:
        """A lazy list; nothing is sent yet."""
        return AsyncPager(Source(self._context, operation, Arguments(arguments)), self._perform)

    async def lines(self, operation: Operation[str], arguments: Mapping[str, object]) -> AsyncIterator[str]:
        """Text lines, as they come."""
        body = await arun(calls.streamed(self._context, operation, Arguments(arguments)), self._perform)
        async for line in lines.aiterate(body):
            yield line

    async def aclose(self) -> None:
        """Close all connections. Clones are closed too."""
        transport = self._connection.take()
        if transport is not None:
            await transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def _perform(self, effect: Effect) -> Any:
        if isinstance(effect, Request):
            return await self._send(effect)
        import anyio

        if isinstance(effect, Sleep):
            return await anyio.sleep(effect.seconds)
        if isinstance(effect, Together):
            from .together import as_tasks

            return await as_tasks(effect.flows, self._perform)
        return await anyio.to_thread.run_sync(effect.function)


def _send(connection: Connection[Any], request: Request) -> Response | Any:
    """Send once, over the transport of this process: an answer, or for async code the promise of one."""
    return connection.transport.send(request)


def _wrapped(send: Callable[[Request], Any], middleware: Sequence[Callable[..., Any]]) -> Callable[[Request], Any]:
    for layer in reversed(middleware):
        send = partial(_through, layer, send)
    return send


def _through(layer: Callable[..., Any], send: Callable[[Request], Any], request: Request) -> Any:
    return layer(request, send)
