"""What emitted resources are made of: a resource of the service, bound to a client.

Here belong the ways to call an operation; emitted methods are one call of one of them each.
Imports are deferred, as in `client`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from synapse_runtime.calls.driver import driver_of

from .types import UNSET

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator, Mapping, Sequence

    from synapse_runtime.pagination.pager import AsyncPager, Pager

    from .client import AsyncClient, Client
    from .operation import Operation

T = TypeVar("T")


class Resource:
    """A resource of a service."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client!r}>"

    def _call(self, operation: Operation[T], arguments: Mapping[str, object], body: object = UNSET) -> T:
        """Call an operation and decode its response."""
        from synapse_runtime.calls import build_request, execute
        from synapse_runtime.composites.dispatch import dispatch
        from synapse_runtime.flow import drivers

        state, perform, _ = driver_of(self._client)
        call = execute.call(dispatch, state, operation, build_request.CallArguments(arguments, None, body))
        result: T = drivers.run(call, perform)
        return result

    def _call_many(self, operation: Operation[T], arguments: Mapping[str, object], items: Sequence[object]) -> list[T]:
        """Call an operation with a list of bodies; it returns a list."""
        from synapse_runtime.calls import build_request, execute
        from synapse_runtime.composites.dispatch import dispatch
        from synapse_runtime.flow import drivers

        state, perform, _ = driver_of(self._client)
        call = execute.call_many(dispatch, state, operation, build_request.CallArguments(arguments, None, [*items]))
        return drivers.run(call, perform)

    def _wait(self, operation: Operation[T], arguments: Mapping[str, object], timeout: float | None = None) -> T:
        """Call an operation until it returns a final state."""
        from synapse_runtime.calls.build_request import CallArguments
        from synapse_runtime.flow.drivers import run

        from .waiters import poll_until_final

        state, perform, _ = driver_of(self._client)
        result: T = run(poll_until_final(state, operation, CallArguments(arguments), timeout), perform)
        return result

    def _pages(self, operation: Operation[T], arguments: Mapping[str, object]) -> Pager[T]:
        """Return a lazy list; nothing is sent yet."""
        from synapse_runtime.calls.build_request import CallArguments
        from synapse_runtime.pagination.pager import Pager, PageSource

        state, perform, _ = driver_of(self._client)
        return Pager(PageSource(state, operation, CallArguments(arguments)), perform)

    def _lines(self, operation: Operation[str], arguments: Mapping[str, object]) -> Generator[str]:
        """Return lines as they come. Close them if you leave early: `with closing(…) as lines`."""
        from synapse_runtime.calls.build_request import CallArguments
        from synapse_runtime.streaming.follow import follow

        state, perform, _ = driver_of(self._client)
        return follow(state, operation, CallArguments(arguments), perform)


class AsyncResource:
    """A resource of a service, for async code."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client!r}>"

    async def _call(self, operation: Operation[T], arguments: Mapping[str, object], body: object = UNSET) -> T:
        """Call an operation and decode its response."""
        from synapse_runtime.calls import build_request, execute
        from synapse_runtime.composites.dispatch import dispatch
        from synapse_runtime.flow import drivers

        state, perform, _ = driver_of(self._client)
        call = execute.call(dispatch, state, operation, build_request.CallArguments(arguments, None, body))
        return await drivers.run_async(call, perform)

    async def _call_many(
        self, operation: Operation[T], arguments: Mapping[str, object], items: Sequence[object]
    ) -> list[T]:
        """Call an operation with a list of bodies; it returns a list."""
        from synapse_runtime.calls import build_request, execute
        from synapse_runtime.composites.dispatch import dispatch
        from synapse_runtime.flow import drivers

        state, perform, _ = driver_of(self._client)
        call = execute.call_many(dispatch, state, operation, build_request.CallArguments(arguments, None, [*items]))
        return await drivers.run_async(call, perform)

    async def _wait(
        self,
        operation: Operation[T],
        arguments: Mapping[str, object],
        timeout: float | None = None,  # noqa: ASYNC109 - a cancel scope could not report the state
    ) -> T:
        """Call an operation until it returns a final state."""
        from synapse_runtime.calls.build_request import CallArguments
        from synapse_runtime.flow.drivers import run_async

        from .waiters import poll_until_final

        state, perform, _ = driver_of(self._client)
        result: T = await run_async(poll_until_final(state, operation, CallArguments(arguments), timeout), perform)
        return result

    def _pages(self, operation: Operation[T], arguments: Mapping[str, object]) -> AsyncPager[T]:
        """Return a lazy list; nothing is sent yet."""
        from synapse_runtime.calls.build_request import CallArguments
        from synapse_runtime.pagination.pager import AsyncPager, PageSource

        state, perform, _ = driver_of(self._client)
        return AsyncPager(PageSource(state, operation, CallArguments(arguments)), perform)

    def _lines(self, operation: Operation[str], arguments: Mapping[str, object]) -> AsyncGenerator[str]:
        """Return lines as they come. Close them if you leave early: `async with aclosing(…) as lines`."""
        from synapse_runtime.calls.build_request import CallArguments
        from synapse_runtime.streaming.follow import follow_async

        state, perform, _ = driver_of(self._client)
        return follow_async(state, operation, CallArguments(arguments), perform)
