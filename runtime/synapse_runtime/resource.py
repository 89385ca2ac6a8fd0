"""What emitted resources are made of: a resource of the service, bound to a client.

Here belong the ways to call an operation; emitted methods are one call of one of them each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar, cast

from synapse_runtime.calls.build_request import CallArguments
from synapse_runtime.calls.client_state import driver_of
from synapse_runtime.calls.execute import call
from synapse_runtime.dispatch import dispatch
from synapse_runtime.flow.drivers import iterate, iterate_async, run, run_async
from synapse_runtime.flow.tracebacks import Facade
from synapse_runtime.pagination.pager import AsyncPager, Pager
from synapse_runtime.streaming.follow import follow

from .arguments import items_of, positive_int
from .client import AsyncClient, Client
from .types import UNSET
from .waiters import poll_until_final

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator, Mapping, Sequence

    from synapse_runtime.calls.client_state import CallingClient, ClientState
    from synapse_runtime.flow.effects import Flow

    from .operation import Operation

    Arguments: TypeAlias = Mapping[str, object]

C = TypeVar("C", bound="CallingClient")
T = TypeVar("T")


class _Shared(Facade, Generic[C]):
    """Both kinds of resource, apart from the way they wait."""

    def __init__(self, client: C) -> None:
        self._client = client

    def __repr__(self) -> str:
        name, client = type(self).__name__, cast("C | None", self._client)  # None: of a class that is made a mock of
        return f"<{name}>" if client is None else f"<{name} of {client!r}>"


class Resource(_Shared[Client]):
    """A resource of a service."""

    def _call(self, operation: Operation[T], arguments: Arguments, body: object = UNSET, to: object = None) -> T:
        """Call an operation and decode its response, or write it to a file."""
        driver = driver_of(self._client)
        call_arguments = CallArguments(arguments, None, body, None if to is None else (to, driver))
        response: T = run(call(dispatch, driver.state, operation, call_arguments), driver.perform)
        return response

    def _plan(self, operation: Operation[T], arguments: Arguments) -> T:
        """Call a composite that returns something that goes on with the client."""
        return self._call(operation, {**arguments, "client": self._client})

    def _call_many(self, operation: Operation[T], arguments: Arguments, items: Sequence[object]) -> list[T]:
        """Call an operation with a list of bodies; it returns a list."""
        state, perform, _ = driver_of(self._client)
        bodies = CallArguments(arguments, body=items_of("items", items))
        flow: Flow[list[T]] = call(dispatch, state, operation, bodies, many=True)
        return run(flow, perform)

    def _wait(self, operation: Operation[T], arguments: Arguments, timeout: float | None = None) -> T:
        """Call an operation until it returns a final state."""
        state, perform, _ = driver_of(self._client)
        job: T = run(poll_until_final(state, operation, CallArguments(arguments), timeout), perform)
        return job

    def _pages(self, operation: Operation[T], arguments: Arguments, page_size: int | None = None) -> Pager[T]:
        """Return a lazy list; nothing is sent yet."""
        state, perform, _ = driver_of(self._client)
        return Pager(state, operation, _with_page_size(state, operation, arguments, page_size), perform)

    def _lines(self, operation: Operation[T], arguments: Arguments, body: object = UNSET) -> Generator[T]:
        """Return lines, or events, as they come. Close them if you leave early: `with closing(…) as lines`."""
        state, perform, is_async = driver_of(self._client)
        return iterate(follow(state, operation, CallArguments(arguments, body=body), is_async=is_async), perform)


class AsyncResource(_Shared[AsyncClient]):
    """A resource of a service, for async code."""

    async def _call(self, operation: Operation[T], arguments: Arguments, body: object = UNSET, to: object = None) -> T:
        """Call an operation and decode its response, or write it to a file."""
        driver = driver_of(self._client)
        call_arguments = CallArguments(arguments, None, body, None if to is None else (to, driver))
        response: T = await run_async(call(dispatch, driver.state, operation, call_arguments), driver.perform)
        return response

    async def _plan(self, operation: Operation[T], arguments: Arguments) -> T:
        """Call a composite that returns something that goes on with the client."""
        return await self._call(operation, {**arguments, "client": self._client})

    async def _call_many(self, operation: Operation[T], arguments: Arguments, items: Sequence[object]) -> list[T]:
        """Call an operation with a list of bodies; it returns a list."""
        state, perform, _ = driver_of(self._client)
        bodies = CallArguments(arguments, body=items_of("items", items))
        flow: Flow[list[T]] = call(dispatch, state, operation, bodies, many=True)
        return await run_async(flow, perform)

    async def _wait(
        self,
        operation: Operation[T],
        arguments: Arguments,
        timeout: float | None = None,  # noqa: ASYNC109 - a cancel scope could not report the state
    ) -> T:
        """Call an operation until it returns a final state."""
        state, perform, _ = driver_of(self._client)
        job: T = await run_async(poll_until_final(state, operation, CallArguments(arguments), timeout), perform)
        return job

    def _pages(self, operation: Operation[T], arguments: Arguments, page_size: int | None = None) -> AsyncPager[T]:
        """Return a lazy list; nothing is sent yet."""
        state, perform, _ = driver_of(self._client)
        return AsyncPager(state, operation, _with_page_size(state, operation, arguments, page_size), perform)

    def _lines(self, operation: Operation[T], arguments: Arguments, body: object = UNSET) -> AsyncGenerator[T]:
        """Return lines, or events, as they come. Close them if you leave early: `async with aclosing(…) as lines`."""
        state, perform, is_async = driver_of(self._client)
        return iterate_async(follow(state, operation, CallArguments(arguments, body=body), is_async=is_async), perform)


def _with_page_size(
    state: ClientState, operation: Operation[Any], arguments: Arguments, page_size: int | None
) -> CallArguments:
    if page_size is None:
        return CallArguments(arguments)
    size = state.service.paginations[operation.pagination].size
    return CallArguments(arguments, {size: positive_int("page_size", page_size)})
