"""What emitted resources are made of: a noun of the service, bound to a client."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from .types import UNSET

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator, Mapping, Sequence

    from synapse_runtime.pagination.pager import AsyncPager, Pager

    from .client import AsyncClient, Client
    from .operation import Operation

T = TypeVar("T")


class Resource:
    """One noun of a service."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def _call(self, operation: Operation[T], arguments: Mapping[str, object], body: object = UNSET) -> T:
        """Call an operation and decode its response."""
        return self._client.call(operation, arguments, body)

    def _call_many(self, operation: Operation[T], arguments: Mapping[str, object], items: Sequence[object]) -> list[T]:
        """Call an operation with a list of bodies; it returns a list."""
        return self._client.call_many(operation, arguments, items)

    def _wait(self, operation: Operation[T], arguments: Mapping[str, object], timeout: float | None) -> T:
        """Call an operation until it returns a final state."""
        return self._client.wait(operation, arguments, timeout)

    def _pages(self, operation: Operation[T], arguments: Mapping[str, object]) -> Pager[T]:
        """Return a lazy list; nothing is sent yet."""
        return self._client.pages(operation, arguments)

    def _lines(self, operation: Operation[str], arguments: Mapping[str, object]) -> Generator[str]:
        """Return lines as they come."""
        return self._client.lines(operation, arguments)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client!r}>"


class AsyncResource:
    """One noun of a service, for async code."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def _call(self, operation: Operation[T], arguments: Mapping[str, object], body: object = UNSET) -> T:
        """Call an operation and decode its response."""
        return await self._client.call(operation, arguments, body)

    async def _call_many(
        self, operation: Operation[T], arguments: Mapping[str, object], items: Sequence[object]
    ) -> list[T]:
        """Call an operation with a list of bodies; it returns a list."""
        return await self._client.call_many(operation, arguments, items)

    async def _wait(
        self,
        operation: Operation[T],
        arguments: Mapping[str, object],
        timeout: float | None,  # noqa: ASYNC109 - a cancel scope could not report the state
    ) -> T:
        """Call an operation until it returns a final state."""
        return await self._client.wait(operation, arguments, timeout)

    def _pages(self, operation: Operation[T], arguments: Mapping[str, object]) -> AsyncPager[T]:
        """Return a lazy list; nothing is sent yet."""
        return self._client.pages(operation, arguments)

    def _lines(self, operation: Operation[str], arguments: Mapping[str, object]) -> AsyncGenerator[str]:
        """Return lines as they come."""
        return self._client.lines(operation, arguments)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client!r}>"
