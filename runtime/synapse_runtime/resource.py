"""What emitted resources are made of: a resource of the service, bound to a client.

Here belong the ways to call an operation; emitted methods are one call of one of them each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar, cast

from synapse_http.arguments import items_of, positive_int
from synapse_http.values import UNSET

from synapse_runtime.calls.build_request import CallArguments
from synapse_runtime.calls.client_state import driver_of
from synapse_runtime.calls.execute import call
from synapse_runtime.dispatch import dispatch
from synapse_runtime.flow.drivers import iterate, iterate_async, run, run_async
from synapse_runtime.flow.tracebacks import Facade
from synapse_runtime.pagination.pager import AsyncPager, Pager
from synapse_runtime.streaming import follow

from .client import AsyncClient, Client
from .waiters import poll_until_final

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator, Mapping, Sequence

    from synapse_runtime.calls.client_state import CallingClient

    from .operation import Operation

    Arguments: TypeAlias = Mapping[str, object]

C = TypeVar("C", bound="CallingClient")
T = TypeVar("T")


class _Shared(Facade, Generic[C]):
    """Both kinds of resource. Their client says how they wait; each says the types that follow from it."""

    def __init__(self, client: C) -> None:
        self._client = client

    def __repr__(self) -> str:
        name, client = type(self).__name__, cast("C | None", self._client)  # None: of a class that is made a mock of
        return f"<{name}>" if client is None else f"<{name} of {client!r}>"

    def _call(self, operation: Operation[Any], arguments: Arguments, body: object = UNSET, to: object = None) -> Any:
        """Call an operation and decode its response, or write it to a file."""
        state, perform, is_async = driver_of(self._client)
        flow = call(dispatch, state, operation, CallArguments(arguments, None, body, to, self._client))
        return (run_async if is_async else run)(flow, perform)

    def _call_many(self, operation: Operation[Any], arguments: Arguments, items: Sequence[object]) -> Any:
        """Call an operation with a list of bodies; it returns a list."""
        state, perform, is_async = driver_of(self._client)
        bodies = CallArguments(arguments, body=items_of("items", items))
        return (run_async if is_async else run)(call(dispatch, state, operation, bodies, many=True), perform)

    def _wait(self, operation: Operation[Any], arguments: Arguments, timeout: float | None = None) -> Any:
        """Call an operation until it returns a final state."""
        state, perform, is_async = driver_of(self._client)
        flow = poll_until_final(state, operation, CallArguments(arguments), timeout)
        return (run_async if is_async else run)(flow, perform)

    def _pages(self, operation: Operation[Any], arguments: Arguments, page_size: int | None = None) -> Any:
        """Return a lazy list; nothing is sent yet."""
        state, perform, is_async = driver_of(self._client)
        params = None
        if page_size is not None:
            name = state.service.paginations[operation.pagination].size
            params = {name: positive_int("page_size", page_size)}
        pager: Any = AsyncPager if is_async else Pager
        return pager(state, operation, CallArguments(arguments, params), perform)

    def _lines(self, operation: Operation[Any], arguments: Arguments, body: object = UNSET) -> Any:
        """Return lines, or events, as they come. Whoever leaves early closes them: see `closing` and `aclosing`."""
        state, perform, is_async = driver_of(self._client)
        flow = follow(state, operation, CallArguments(arguments, body=body), is_async=is_async)
        return (iterate_async if is_async else iterate)(flow, perform)


class Resource(_Shared[Client]):
    """A resource of a service."""

    if TYPE_CHECKING:

        def _call(self, operation: Operation[T], arguments: Arguments, body: object = ..., to: object = ...) -> T: ...
        def _call_many(self, operation: Operation[T], arguments: Arguments, items: Sequence[object]) -> list[T]: ...
        def _wait(self, operation: Operation[T], arguments: Arguments, timeout: float | None = ...) -> T: ...
        def _pages(self, operation: Operation[T], arguments: Arguments, page_size: int | None = ...) -> Pager[T]: ...
        def _lines(self, operation: Operation[T], arguments: Arguments, body: object = ...) -> Generator[T]: ...


class AsyncResource(_Shared[AsyncClient]):
    """A resource of a service, for async code."""

    if TYPE_CHECKING:

        async def _call(
            self, operation: Operation[T], arguments: Arguments, body: object = ..., to: object = ...
        ) -> T: ...
        async def _call_many(
            self, operation: Operation[T], arguments: Arguments, items: Sequence[object]
        ) -> list[T]: ...
        async def _wait(
            self,
            operation: Operation[T],
            arguments: Arguments,
            timeout: float | None = ...,  # noqa: ASYNC109 - a cancel scope could not report the state
        ) -> T: ...
        def _pages(
            self, operation: Operation[T], arguments: Arguments, page_size: int | None = ...
        ) -> AsyncPager[T]: ...
        def _lines(self, operation: Operation[T], arguments: Arguments, body: object = ...) -> AsyncGenerator[T]: ...
