"""Lists that come in pages, as callers hold them: nothing is fetched before it is needed."""

from __future__ import annotations

from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Self, TypeVar

from synapse_runtime.arguments import positive_int
from synapse_runtime.calls.execute import codec_of
from synapse_runtime.calls.url_conversion import convert_urls
from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.flow.drivers import run, run_async

from .paginator import Paginator
from .styles import STYLES, Page

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

    def paginator(self, *, whole: bool = False, **settings: Any) -> Paginator:
        """Return a new walk. `settings` are query values by their name in the descriptor, such as `size`."""
        pagination = self.context.service.paginations[self.operation.pagination]
        renamed = {wire: value for name, value in settings.items() if (wire := getattr(pagination, name))}
        arguments = self.arguments._replace(params={**(self.arguments.params or {}), **renamed})
        return Paginator(self.context, self.operation, arguments, size=pagination.walk_size, whole=whole)

    def paginator_at(self, number: object) -> Paginator:
        """Return a walk that begins at a page, or raise if pages have no numbers."""
        pagination = self.context.service.paginations[self.operation.pagination]
        if not STYLES[pagination.style](pagination).numbered:
            raise InvalidArgumentError(f"{self.operation.name} has no page numbers: walk it with pages()")
        return self.paginator(page=positive_int("page", number))

    def page(self, paginator: Paginator) -> Flow[Page[Any] | None]:
        """Return the next page of a walk, its items as models, or None after the last."""
        page = yield from paginator.page()
        return page and page._replace(items=(yield from self._to_models(page.items)))

    def first(self) -> Flow[Any]:
        """Return the first item, or None if there is none."""
        page = yield from self.paginator(size=1).page()
        return next(iter((yield from self._to_models(page.items[:1]))), None) if page else None

    def total(self) -> Flow[int]:
        """Return the number of items, or raise if the server does not say."""
        page = yield from self.paginator(size=1).page()
        if page is None or page.total is None:
            raise InvalidArgumentError(f"{self.operation.name} does not say how many items there are")
        return page.total

    def _to_models(self, items: list[Any]) -> Flow[list[Any]]:
        conversion = self.context.options.url_conversion
        if conversion is not None:
            yield from convert_urls(self.operation, items, conversion)
        return codec_of(self.context).decode_rows(self.operation.response, items)


class _BasePager(Generic[T]):
    def __init__(self, source: PageSource, perform: Callable[[Effect], Any]) -> None:
        self._source = source
        self._perform = perform

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._source.operation.name}>"


class Pager(_BasePager[T]):
    """A list that is fetched page by page, when it is needed. Creating one sends nothing.

    Iterate over it for the items; each iteration starts at the first page and holds one page at a time.
    """

    def __iter__(self) -> Iterator[T]:
        return chain.from_iterable(map(attrgetter("items"), self.pages()))  # holds no page while fetching the next

    def pages(self) -> Iterator[Page[T]]:
        """Iterate over the pages."""
        return self._pages(self._source.paginator())

    def _pages(self, paginator: Paginator) -> Iterator[Page[T]]:
        while (page := run(self._source.page(paginator), self._perform)) is not None:
            yield page
            del page  # not held while the next one is fetched

    def page(self, number: int) -> Page[T]:
        """Fetch one page by its number, from 1."""
        page = run(self._source.page(self._source.paginator_at(number)), self._perform)
        assert page is not None
        return page

    def first(self) -> T | None:
        """Fetch the first item; None if the list is empty."""
        item: T | None = run(self._source.first(), self._perform)
        return item

    def count(self) -> int:
        """Ask for the number of items, without fetching them."""
        return run(self._source.total(), self._perform)

    def to_list(self) -> list[T]:
        """Fetch all items."""
        return [item for page in self._pages(self._source.paginator(whole=True)) for item in page.items]


class AsyncPager(_BasePager[T]):
    """The async twin of Pager: `async for item in pager`."""

    def __aiter__(self) -> AsyncIterator[T]:
        pages, items = self.pages(), iter(list[T]())

        async def advance() -> T:
            nonlocal items
            while True:
                for item in items:
                    return item
                items = iter((await anext(pages)).items)

        return _AsyncIterator(advance)

    def pages(self) -> AsyncIterator[Page[T]]:
        """Iterate over the pages."""
        return self._pages(self._source.paginator())

    def _pages(self, paginator: Paginator) -> AsyncIterator[Page[T]]:
        async def advance() -> Page[T]:
            page = await run_async(self._source.page(paginator), self._perform)
            if page is None:
                raise StopAsyncIteration
            return page

        return _AsyncIterator(advance)

    async def page(self, number: int) -> Page[T]:
        """Fetch one page by its number, from 1."""
        page = await run_async(self._source.page(self._source.paginator_at(number)), self._perform)
        assert page is not None
        return page

    async def first(self) -> T | None:
        """Fetch the first item; None if the list is empty."""
        item: T | None = await run_async(self._source.first(), self._perform)
        return item

    async def count(self) -> int:
        """Ask for the number of items, without fetching them."""
        return await run_async(self._source.total(), self._perform)

    async def to_list(self) -> list[T]:
        """Fetch all items."""
        return [item async for page in self._pages(self._source.paginator(whole=True)) for item in page.items]


class _AsyncIterator(Generic[T]):
    """Iterates over what a function returns. Not a generator, which a caller who leaves early would have to close."""

    def __init__(self, advance: Callable[[], Awaitable[T]]) -> None:
        self._advance = advance

    def __aiter__(self) -> Self:
        return self

    def __anext__(self) -> Awaitable[T]:
        return self._advance()
