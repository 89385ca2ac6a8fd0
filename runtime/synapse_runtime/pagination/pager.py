"""Lists that come in pages, as callers hold them: nothing is fetched before it is needed."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, NoReturn, Self, TypeVar

from attrs import define
from synapse_http.arguments import positive_int
from synapse_http.errors import DecodeError, InvalidArgumentError
from synapse_http.values import make_html_table

from synapse_runtime.calls.execute import codec_of, name_call
from synapse_runtime.calls.url_conversion import convert_urls
from synapse_runtime.flow.drivers import run, run_async
from synapse_runtime.flow.tracebacks import Facade, hide_frames
from synapse_runtime.serialization.annotations import annotation_of, plain_types
from synapse_runtime.serialization.model import unstructure

from .paginator import Paginator, all_items, fetch_total
from .styles import STYLES, Page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping

    from pandas import DataFrame  # pyright: ignore[reportMissingTypeStubs]
    from pyarrow import Table  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]
    from synapse_http.values import JsonObject

    from synapse_runtime.calls.build_request import CallArguments
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Effect, Flow
    from synapse_runtime.operation import Operation, Pagination

__all__ = ["AsyncPager", "Page", "Pager"]

T = TypeVar("T")


@define(eq=False, repr=False)
class _BasePager(Facade, Generic[T]):
    """Where pages come from, and the flows that fetch them."""

    _state: ClientState
    _operation: Operation[Any]
    _arguments: CallArguments
    _perform: Callable[[Effect], Any]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._operation.name}>"

    def _repr_html_(self) -> str:
        methods = "first(), count(), page(1), to_list() or to_pandas()"
        return make_html_table(
            f"{self!r}: it fetches nothing before it is read. Iterate over it, or call {methods}", []
        )

    def __bool__(self) -> NoReturn:
        raise TypeError(f"a {type(self).__name__} is lazy, neither true nor false: ask first() or count()")

    @property
    def _pagination(self) -> Pagination:
        return self._state.service.paginations[self._operation.pagination]

    def _paginator(
        self, query: Mapping[str, Any] | None = None, *, walk: bool = True, whole: bool = False, size: object = None
    ) -> Paginator:
        """Return a new paginator that sends a query besides, and a size of pages if they have one."""
        sized = {self._pagination.size: size} if size is not None and self._pagination.size else {}
        params = {**(self._arguments.params or {}), **(query or {}), **sized}
        arguments = self._arguments._replace(params=params)
        return Paginator(self._state, self._operation, arguments, walk=walk, whole=whole)

    def _fetch_next(self, paginator: Paginator, *, plain: bool = False) -> Flow[Page[Any] | None]:
        """Return the next page of a walk, its items as models or as plain data, or None after the last."""
        page = yield from paginator.page()
        return page and page._replace(items=(yield from self._read_items(page.items, plain=plain)))

    def _fetch_page(self, number: object) -> Flow[Page[T]]:
        if not STYLES[self._pagination.style].numbered:
            raise InvalidArgumentError(f"{self._operation.name} has no page numbers: walk it with pages()")
        query = {**self._state.options.params, **(self._arguments.params or {})}
        size = query.get(self._pagination.size, self._pagination.walk_size)
        by_number = STYLES[self._pagination.style](self._pagination).by_number(positive_int("page", number), size)
        page = yield from self._fetch_next(self._paginator(by_number, walk=False, size=size))
        assert page is not None
        return page

    def _fetch_first(self) -> Flow[T | None]:
        page = yield from self._paginator(size=1).page()
        return next(iter((yield from self._read_items(page.items[:1]))), None) if page else None

    def _fetch_all(self, *, plain: bool = False) -> Flow[list[Any]]:
        return all_items(partial(self._fetch_next, self._paginator(whole=True), plain=plain))

    def _fetch_table(self, library: str) -> Flow[Any]:
        from synapse_integrations.tables import table_maker  # few callers make a table

        make_table = table_maker(library)  # an error comes before the first request
        items = yield from self._fetch_all()
        types = plain_types(annotation_of(self._operation.response, self._state.service.models))
        return make_table(types, [unstructure(item, (date,)) for item in items])

    def _read_items(self, items: list[Any], *, plain: bool = False) -> Flow[list[Any]]:
        conversion = self._state.options.url_conversion
        if conversion is not None:
            yield from convert_urls(self._operation, items, conversion)
        if plain:
            return items
        try:
            return codec_of(self._state).decode_rows(self._operation.response, items)
        except DecodeError as error:
            name_call(error, self._state, self._operation, self._arguments)
            raise


class Pager(_BasePager[T]):
    """A list that is fetched page by page, when it is needed. Creating one sends nothing.

    Iterate over it for the items; each iteration starts at the first page and holds one page at a time. It may change
    the list: no item is skipped. A list that knows a cursor is walked by it, in the cursor's order, not that of `page`.

    The option `deadline` covers a whole call such as `to_list`; in an iteration it covers each page.
    """

    def __iter__(self) -> Iterator[T]:
        return chain.from_iterable(map(attrgetter("items"), self.pages()))  # holds no page while fetching the next

    def pages(self) -> Iterator[Page[T]]:
        """Iterate over the pages. Pages by cursor have no total: see `count`."""
        paginator = self._paginator()

        @hide_frames
        def advance() -> Page[T] | None:
            return run(self._fetch_next(paginator), self._perform)

        return iter(advance, None)

    def page(self, number: int) -> Page[T]:
        """Fetch one page by its number, from 1."""
        return run(self._fetch_page(number), self._perform)

    def first(self) -> T | None:
        """Fetch the first item; None if the list is empty."""
        return run(self._fetch_first(), self._perform)

    def count(self) -> int:
        """Ask for the number of items, without fetching them."""
        return run(fetch_total(self._state, self._operation, self._arguments), self._perform)

    def to_list(self) -> list[T]:
        """Fetch all items."""
        return run(self._fetch_all(), self._perform)

    def to_dicts(self) -> list[JsonObject]:
        """Fetch all items as dicts, as the backend sends them: not made into models, and not compared with the spec."""
        return run(self._fetch_all(plain=True), self._perform)

    def to_pandas(self) -> DataFrame:
        """Fetch all items as a table of pandas: a column for each field, whole numbers as Int64, times in UTC.

        Raises:
            ImportError: pandas is not installed.
        """
        return run(self._fetch_table("pandas"), self._perform)

    def to_arrow(self) -> Table:  # pyright: ignore[reportUnknownParameterType]  # pyarrow has no types
        """Fetch all items as a table of pyarrow: a column for each field, objects of no fixed form as JSON.

        Raises:
            ImportError: pyarrow is not installed.
        """
        return run(self._fetch_table("pyarrow"), self._perform)


class AsyncPager(_BasePager[T]):
    """The async twin of Pager: `async for item in pager`."""

    def __aiter__(self) -> AsyncIterator[T]:
        pages, items = self.pages(), iter(list[T]())

        @hide_frames
        async def advance() -> T:
            nonlocal items
            while True:
                for item in items:
                    return item
                items = iter((await anext(pages)).items)

        return AsyncSteps(advance)

    def pages(self) -> AsyncIterator[Page[T]]:
        """Iterate over the pages. Pages by cursor have no total: see `count`."""
        paginator = self._paginator()

        @hide_frames
        async def advance() -> Page[T]:
            page = await run_async(self._fetch_next(paginator), self._perform)
            if page is None:
                raise StopAsyncIteration
            return page

        return AsyncSteps(advance)

    async def page(self, number: int) -> Page[T]:
        """Fetch one page by its number, from 1."""
        return await run_async(self._fetch_page(number), self._perform)

    async def first(self) -> T | None:
        """Fetch the first item; None if the list is empty."""
        return await run_async(self._fetch_first(), self._perform)

    async def count(self) -> int:
        """Ask for the number of items, without fetching them."""
        return await run_async(fetch_total(self._state, self._operation, self._arguments), self._perform)

    async def to_list(self) -> list[T]:
        """Fetch all items."""
        return await run_async(self._fetch_all(), self._perform)

    async def to_dicts(self) -> list[JsonObject]:
        """Fetch all items as dicts, as the backend sends them: not made into models, and not compared with the spec."""
        return await run_async(self._fetch_all(plain=True), self._perform)

    async def to_pandas(self) -> DataFrame:
        """Fetch all items as a table of pandas: a column for each field, whole numbers as Int64, times in UTC.

        Raises:
            ImportError: pandas is not installed.
        """
        return await run_async(self._fetch_table("pandas"), self._perform)

    async def to_arrow(self) -> Table:  # pyright: ignore[reportUnknownParameterType]  # pyarrow has no types
        """Fetch all items as a table of pyarrow: a column for each field, objects of no fixed form as JSON.

        Raises:
            ImportError: pyarrow is not installed.
        """
        return await run_async(self._fetch_table("pyarrow"), self._perform)


@define(eq=False)
class AsyncSteps(Generic[T]):
    """Iterates over what a function returns. Not a generator, which a caller who leaves early would have to close."""

    _advance: Callable[[], Awaitable[T]]

    def __aiter__(self) -> Self:
        return self

    def __anext__(self) -> Awaitable[T]:
        return self._advance()
