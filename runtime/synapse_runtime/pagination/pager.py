"""Lists that come in pages, as callers have them: nothing is fetched before it is asked for."""

from __future__ import annotations

from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Self, TypeVar

from synapse_runtime.calls.config import positive_int
from synapse_runtime.calls.execute import execute
from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.flow.drivers import run, run_async

from .paginator import Page, Paginator

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    from synapse_runtime.calls.build_request import CallArguments
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Effect, Flow
    from synapse_runtime.operation import Operation

__all__ = ["AsyncPager", "Page", "PageSource", "Pager"]

T = TypeVar("T")


class PageSource(NamedTuple):
    """Where a pager's pages come from."""

    context: ClientState
    operation: Operation[Any]
    arguments: CallArguments

    def walk(self, *, whole: bool = False, **params: Any) -> Paginator:
        """A new walk, see `Walk`; `params` go into the query."""
        style = self.context.service.paginations[self.operation.pagination]
        renamed = {wire: value for name, value in params.items() if (wire := getattr(style, name))}
        arguments = self.arguments._replace(params={**(self.arguments.params or {}), **renamed})
        return Paginator(self.context, self.operation, arguments, execute, size=style.walk_size, whole=whole)

    def page(self, walk: Paginator) -> Flow[Page[Any] | None]:
        """The next page of a walk, with its rows as models; None after the last."""
        page = yield from walk.page()
        return page and page._replace(rows=(yield from self._models(page.rows)))

    def first(self) -> Flow[Any]:
        """The first row; None where there is none."""
        page = yield from self.walk(size=1).page()
        return next(iter((yield from self._models(page.rows[:1]))), None) if page else None

    def _models(self, rows: list[Any]) -> Flow[list[Any]]:
        conversion = self.context.options.url_conversion
        if conversion is not None:
            from synapse_runtime.calls.url_conversion import convert_urls

            yield from convert_urls(self.operation, rows, conversion)
        return self.context.codec.decode_rows(self.operation.response, rows)

    def numbered(self, number: object) -> Paginator:
        """A walk that begins at a page."""
        style = self.context.service.paginations[self.operation.pagination]
        if style.style != "page_number":
            raise InvalidArgumentError(f"{self.operation.name} has no page numbers: walk it with pages()")
        return self.walk(page=positive_int("page", number))

    def counted(self, page: Page[Any] | None) -> int:
        """How many rows there are, by what a page says."""
        if page is None or page.total is None:
            raise InvalidArgumentError(f"{self.operation.name} does not say how many rows there are")
        return page.total


class Pager(Generic[T]):
    """A list that is fetched page by page, when it is asked for. Making one sends nothing.

    Iterate it for the rows; each iteration starts anew and holds one page.
    """

    def __init__(self, source: PageSource, perform: Callable[[Effect], Any]) -> None:
        self._source = source
        self._perform = perform

    def __iter__(self) -> Iterator[T]:
        return chain.from_iterable(map(attrgetter("rows"), self.pages()))  # no page is held when the next is fetched

    def pages(self) -> Iterator[Page[T]]:
        """Walk page by page."""
        return self._walked(self._source.walk())

    def _walked(self, walk: Paginator) -> Iterator[Page[T]]:
        while (page := run(self._source.page(walk), self._perform)) is not None:
            yield page
            del page  # nor is a page while the next is fetched

    def page(self, number: int) -> Page[T]:
        """Fetch one page by its number, from 1."""
        page = run(self._source.page(self._source.numbered(number)), self._perform)
        assert page is not None
        return page

    def first(self) -> T | None:
        """Fetch the first row, or None where there is none."""
        found: T | None = run(self._source.first(), self._perform)
        return found

    def count(self) -> int:
        """Ask how many rows there are, without fetching them."""
        return self._source.counted(run(self._source.walk(size=1).page(), self._perform))

    def to_list(self) -> list[T]:
        """Fetch all rows."""
        return [row for page in self._walked(self._source.walk(whole=True)) for row in page.rows]

    def __repr__(self) -> str:
        return f"<Pager of {self._source.operation.name}>"


class AsyncPager(Generic[T]):
    """The async twin of Pager: `async for row in pager`."""

    def __init__(self, source: PageSource, perform: Callable[[Effect], Awaitable[Any]]) -> None:
        self._source = source
        self._perform = perform

    def __aiter__(self) -> AsyncIterator[T]:
        return _AsyncRows(self.pages())

    def pages(self) -> AsyncIterator[Page[T]]:
        """Walk page by page."""
        pages: _AsyncPages[T] = _AsyncPages(self._source, self._source.walk(), self._perform)
        return pages

    async def page(self, number: int) -> Page[T]:
        """Fetch one page by its number, from 1."""
        page = await run_async(self._source.page(self._source.numbered(number)), self._perform)
        assert page is not None
        return page

    async def first(self) -> T | None:
        """Fetch the first row, or None where there is none."""
        found: T | None = await run_async(self._source.first(), self._perform)
        return found

    async def count(self) -> int:
        """Ask how many rows there are, without fetching them."""
        return self._source.counted(await run_async(self._source.walk(size=1).page(), self._perform))

    async def to_list(self) -> list[T]:
        """Fetch all rows."""
        pages: _AsyncPages[T] = _AsyncPages(self._source, self._source.walk(whole=True), self._perform)
        return [row async for page in pages for row in page.rows]

    def __repr__(self) -> str:
        return f"<AsyncPager of {self._source.operation.name}>"


class _AsyncPages(Generic[T]):
    """A walk of an AsyncPager. No generator, which would have to be closed when it is left early."""

    def __init__(self, source: PageSource, walk: Paginator, perform: Callable[[Effect], Awaitable[Any]]) -> None:
        self._source = source
        self._walk = walk
        self._perform = perform

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Page[T]:
        page = await run_async(self._source.page(self._walk), self._perform)
        if page is None:
            raise StopAsyncIteration
        return page


class _AsyncRows(Generic[T]):
    """The rows of pages."""

    def __init__(self, pages: AsyncIterator[Page[T]]) -> None:
        self._pages = pages
        self._rows: Iterator[T] = iter(())

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        while True:
            for row in self._rows:
                return row
            self._rows = iter((await anext(self._pages)).rows)
