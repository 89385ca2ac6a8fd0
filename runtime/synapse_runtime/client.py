"""The clients: their state, their transport, and the driver that runs flows over it.

Imports are deferred so that importing a client stays fast: making one loads what it is made of, and the first call how
calls are made.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, overload

from .flow.tracebacks import Facade

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from inspect import Signature
    from typing import Literal, Unpack

    from synapse_http.messages import Response, Timeout
    from synapse_http.transport.config import TransportConfig
    from synapse_http.transport.lazy_transport import LazyTransport
    from synapse_http.values import JsonObject

    from synapse_runtime.calls.auth import BasicCredentials, Token
    from synapse_runtime.calls.client_state import ClientState, Driver
    from synapse_runtime.calls.config import CallOptions, ClientOptions
    from synapse_runtime.calls.raw_request import RetryClass
    from synapse_runtime.flow.effects import Effect
    from synapse_runtime.pagination.pager import AsyncPager, Pager
    from synapse_runtime.types import SchemaIssue

    from .operation import Service
    from .types import FileContent

T = TypeVar("T")


class _Signature:
    """What `inspect.signature` shows of a class of clients: each option by its name."""

    def __get__(self, client: object, owner: type) -> Signature:
        from synapse_runtime.calls.config import constructor_signature

        return constructor_signature(owner)


class resource_property(cached_property[T]):  # noqa: N801 - a decorator, as `property` is
    """A resource of a client, made when it is first used.

    On the class it is the resource of no client: `unittest.mock.create_autospec` looks its methods up there.
    """

    if not TYPE_CHECKING:  # pragma: no branch - for checkers it is what it derives from

        def __get__(self, instance: object, owner: type | None = None) -> object:
            """Return the resource."""
            return self.func(None) if instance is None else super().__get__(instance, owner)


class _Shared(Facade):
    """Both kinds of client, apart from the way they wait."""

    __signature__ = _Signature()

    _BLOCKING: ClassVar[bool]
    _state: ClientState
    _config: TransportConfig
    _connection: LazyTransport
    _perform: Callable[[Effect], Any]

    def __init__(
        self,
        service: Service,
        base_url: str | None,
        tokens: Mapping[str, Token | BasicCredentials | None],
        *,
        timeout: Timeout | Mapping[str, float | None] | float | None = None,
        query: Mapping[str, str | None] = MappingProxyType({}),
        shared_headers: Mapping[str, str | None] = MappingProxyType({}),
        servers: Mapping[str, str | None] = MappingProxyType({}),
        **options: Unpack[ClientOptions],
    ) -> None:
        from synapse_http.errors import InvalidArgumentError
        from synapse_http.log import log_to_stderr
        from synapse_http.transport.config import OPTION_NAMES, TransportConfig

        from synapse_runtime.calls.client_state import make_client_state
        from synapse_runtime.calls.config import name_options

        if service.log_env:
            log_to_stderr(service.log_env)
        name_options(_Shared.with_options)
        transport: dict[str, Any] = {name: value for name, value in options.items() if name in OPTION_NAMES}
        changes = {"timeout": timeout, **{name: value for name, value in options.items() if name not in transport}}
        self._state = make_client_state(service, base_url, tokens, changes, query, shared_headers, servers)
        if self._BLOCKING and self._state.auth.is_async:
            raise InvalidArgumentError("a token is an async function: give a plain one, or use an async client")
        self._connect(TransportConfig(self._BLOCKING, **transport))

    def _connect(self, config: TransportConfig) -> None:
        from synapse_http.transport.lazy_transport import LazyTransport

        from synapse_runtime.flow.drivers import async_performer, performer

        self._config = config
        self._state = self._state._replace(transport_config=config)
        self._connection = LazyTransport(config, self._state.base, self._state.auth.trusted_origins)
        self._perform = (performer if self._BLOCKING else async_performer)(self._connection.send)

    @property
    def base_url(self) -> str:
        """Where the backend is."""
        return str(self._state.base)

    @property
    def schema_issues(self) -> list[SchemaIssue]:
        """What responses held so far that the spec does not say, once for each field."""
        return list(self._state.issues.values())

    def with_options(self, **changes: Unpack[CallOptions]) -> Self:
        """Return a clone with other options, on the same connections: `client.with_options(deadline=10)`.

        The clone shares the attributes that a subclass has set; its `__init__` is not called again. It takes 0.05 ms
        to make, so it serves for the options of one call too.

        Args:
            **changes: Options by name; the others stay as they are.
                timeout: Seconds to wait for one event: a number, or `{"connect": 5, "read": 30}`, either of them.
                deadline: Seconds for a whole call, with its retries, pages, waits and downloads. None: no limit.
                retry: A `RetryPolicy`, `NO_RETRY`, or how often a request is sent again at most.
                max_retries: The same as a number for `retry`: the waits stay as they are. 0: never.
                headers: Sent with each request beside those of this client, to the origin of the base URL only.
                params: Query arguments of each request, beside those of this client; the call's own win.
                allow_http: Whether tokens may travel without encryption; a new client then gives no warning.
                strict: Whether to raise if a response is not what the spec says.
                prefetch: Most numbered pages that are fetched at the same time. 0: one by one.
                max_pages: Most pages of one walk; a longer list raises an error.
                on_response: Function that is called with each `Response`.
                on_progress: Function that is called with a `Progress` after each block of an upload.
                progress: Whether to show a bar for each upload; needs the extra `progress`.
                resume: Whether another process can resume an upload: True, or a folder for its journal.
                chunk_size: Bytes of a file in one request of a chunked upload. None: the service's.
                finish_timeout: Seconds the server may take to check an uploaded file. None: no limit.
                workers: How many files of a collection are uploaded at the same time.
                report: Gets the result of each item of a collection: a function, or a path for JSON lines.
                executor: `concurrent.futures.Executor` that uploads the files of a collection elsewhere.
                call_middleware: Flows around each call with all its attempts: see `CallMiddleware`.
                url_conversion: Functions for the file URLs in responses, by field, such as `Downloads`.

        Raises:
            InvalidArgumentError: An option does not exist, or its value is invalid.
        """
        from synapse_runtime.calls.client_state import with_options

        clone = object.__new__(type(self))
        own: Any = object.__getstate__(self)
        members = [member for cls in type(self).__mro__ for member in vars(cls).items()]
        cached = {name for name, value in members if isinstance(value, cached_property)}
        parts: tuple[dict[str, Any], ...] = own if own.__class__ is tuple else (own,)  # a class with slots: two
        for name, value in chain.from_iterable(part.items() for part in parts):
            if name not in cached:  # computed from this client's options
                object.__setattr__(clone, name, value)
        clone._state = with_options(self._state, changes)
        return clone

    def __driver__(self) -> Driver:
        """Return what flows need to run over this client's connections."""
        from synapse_runtime.calls.client_state import Driver

        return Driver(self._state, self._perform, not self._BLOCKING)

    def __copy__(self) -> Self:
        return self.with_options()

    def __deepcopy__(self, _: object) -> Self:
        return self.with_options()  # inside one process a copy may share secrets and connections

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.base_url}>"

    def __getstate__(self) -> object:
        from synapse_runtime.calls.client_state import to_state

        return *to_state(self._state, with_secrets=self._config.pickle_secrets), self._config

    def __setstate__(self, pickled: Any) -> None:
        from synapse_runtime.calls.client_state import from_state

        *state, config = pickled
        self._state = from_state(*state)
        self._connect(config)


class Client(_Shared):
    """A blocking client. Threads may share it; close it, or use it in a `with` block."""

    _BLOCKING = True

    @overload
    def request(
        self,
        method: str,
        path: str,
        /,
        *,
        params: Mapping[str, Any] | None = ...,
        retry: RetryClass = ...,
        cast_to: type[T],
        paginate: Literal[True] | str,
        **path_parameters: object,
    ) -> Pager[T]: ...

    @overload
    def request(
        self,
        method: str,
        path: str,
        /,
        *,
        params: Mapping[str, Any] | None = ...,
        retry: RetryClass = ...,
        cast_to: None = ...,
        paginate: Literal[True] | str,
        **path_parameters: object,
    ) -> Pager[JsonObject]: ...

    @overload
    def request(
        self,
        method: str,
        path: str,
        /,
        *,
        params: Mapping[str, Any] | None = ...,
        json: object = ...,
        files: Mapping[str, FileContent] | None = ...,
        retry: RetryClass = ...,
        cast_to: type[T],
        paginate: Literal[False] = ...,
        **path_parameters: object,
    ) -> T: ...

    @overload
    def request(
        self,
        method: str,
        path: str,
        /,
        *,
        params: Mapping[str, Any] | None = ...,
        json: object = ...,
        files: Mapping[str, FileContent] | None = ...,
        retry: RetryClass = ...,
        cast_to: None = ...,
        paginate: Literal[False] = ...,
        **path_parameters: object,
    ) -> Response: ...

    def request(self, method: str, path: str, /, **arguments: Any) -> Any:
        """Send a request that the spec does not have, with this client's credentials, retries and errors.

        Args:
            method: `GET`, `DELETE` or another method.
            path: Path relative to the base URL, its parameters in braces: `"tasks/{pk}/"`.
            params: Query arguments. A list repeats its name, None is left out.
            json: The body: plain data, a model, or a list of either.
            files: Files by field. They travel in a form, with the fields of `json` beside them.
            retry: When the request may be sent again: `safe` always, `idempotent` also after an unknown outcome,
                `unsafe` only if it was provably not processed.
            cast_to: A model, or a list of one such as `list[Task]`, to return instead of the response.
            paginate: Return a lazy list of all pages; a str names one of the service's paginations.
            **arguments: Values of the parameters in the path.

        Returns:
            The response, with `status_code`, `headers`, `content`, `json()` and `request_id`; an instance of
            `cast_to`; or a pager of them.

        Raises:
            InvalidArgumentError: An argument has no place in a request; nothing was sent.
            ClientError: The request failed, as any other call.
        """
        from synapse_runtime.calls.raw_request import describe_raw_request, send_raw_request
        from synapse_runtime.flow.drivers import run
        from synapse_runtime.pagination.pager import Pager

        operation, call_arguments = describe_raw_request(self._state.service, method, path, **arguments)
        if operation.pagination:
            return Pager[Any](self._state, operation, call_arguments, self._perform)
        return run(send_raw_request(self._state, operation, call_arguments), self._perform)

    def close(self) -> None:
        """Close all connections. Clones are closed too."""
        transport = self._connection.take()
        if transport is not None:
            transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncClient(_Shared):
    """A client for async code, on asyncio or trio; close it, or use it in an `async with` block."""

    _BLOCKING = False

    @overload
    def request(
        self,
        method: str,
        path: str,
        /,
        *,
        params: Mapping[str, Any] | None = ...,
        retry: RetryClass = ...,
        cast_to: type[T],
        paginate: Literal[True] | str,
        **path_parameters: object,
    ) -> AsyncPager[T]: ...

    @overload
    def request(
        self,
        method: str,
        path: str,
        /,
        *,
        params: Mapping[str, Any] | None = ...,
        retry: RetryClass = ...,
        cast_to: None = ...,
        paginate: Literal[True] | str,
        **path_parameters: object,
    ) -> AsyncPager[JsonObject]: ...

    @overload
    def request(
        self,
        method: str,
        path: str,
        /,
        *,
        params: Mapping[str, Any] | None = ...,
        json: object = ...,
        files: Mapping[str, FileContent] | None = ...,
        retry: RetryClass = ...,
        cast_to: type[T],
        paginate: Literal[False] = ...,
        **path_parameters: object,
    ) -> Awaitable[T]: ...

    @overload
    def request(
        self,
        method: str,
        path: str,
        /,
        *,
        params: Mapping[str, Any] | None = ...,
        json: object = ...,
        files: Mapping[str, FileContent] | None = ...,
        retry: RetryClass = ...,
        cast_to: None = ...,
        paginate: Literal[False] = ...,
        **path_parameters: object,
    ) -> Awaitable[Response]: ...

    def request(self, method: str, path: str, /, **arguments: Any) -> Any:
        """Send a request that the spec does not have, with this client's credentials, retries and errors.

        It takes the arguments of `Client.request`.

        Returns:
            An awaitable of what `Client.request` returns; with `paginate`, a pager, which is not awaited.
        """
        from synapse_runtime.calls.raw_request import describe_raw_request, send_raw_request
        from synapse_runtime.flow.drivers import run_async
        from synapse_runtime.pagination.pager import AsyncPager

        operation, call_arguments = describe_raw_request(self._state.service, method, path, **arguments)
        if operation.pagination:
            return AsyncPager[Any](self._state, operation, call_arguments, self._perform)
        return run_async(send_raw_request(self._state, operation, call_arguments), self._perform)

    async def aclose(self) -> None:
        """Close all connections. Clones are closed too."""
        transport = self._connection.take()
        if transport is not None:
            await transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()
