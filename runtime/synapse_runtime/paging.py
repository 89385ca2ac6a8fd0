"""Lists that come in pages: where a walk stands, and the pagers that walk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from .calls import answer
from .errors import DecodeError, InvalidArgument, NotFound
from .flow import arun, run
from .prepare import checked_params
from .urls import next_query
from .values import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator

    from .context import Context
    from .flow import Effect
    from .operation import Operation
    from .prepare import Arguments

T = TypeVar("T")

MAX_PAGES = 100_000
"""A walk that has not ended by then is not going to."""


class Page(NamedTuple, Generic[T]):
    """One page of a list."""

    rows: list[T]
    total: int | None
    """Rows of the whole list, where the server says."""


class Walk:
    """A walk through the pages of a list: what to ask next, and when to stop."""

    def __init__(self, context: Context, operation: Operation[Any], arguments: Arguments, *, size: int | None) -> None:
        """Stand before the first page.

        Args:
            context: The client.
            operation: A paginated operation.
            arguments: With what it is called.
            size: Rows a page, where the caller does not ask for a number; None leaves it to the server.
        """
        self._context = context
        self._operation = operation
        self._style = style = context.service.paginations[operation.pagination]
        params = dict(checked_params(arguments.params) or {})
        if size is not None and style.size and style.size not in params:
            params[style.size] = size
        self._arguments = arguments._replace(params=params)
        self._turn: dict[str, Any] | None = {}
        self._seen: set[str] = {str(params.get(style.page, 1 if style.style == "page_number" else ""))}

    def page(self) -> Generator[Effect, Any, Page[Any] | None]:
        """Fetch the next page as plain rows; None after the last.

        Raises:
            DecodeError: The answer is no page, or leads back to a page that was there before.
            ClientError: The call failed.
        """
        if self._turn is None:
            return None
        arguments = self._arguments._replace(params={**(self._arguments.params or {}), **self._turn})
        try:
            data = yield from answer(self._context, self._operation, arguments)
        except NotFound:
            if len(self._seen) == 1:
                raise
            self._turn = None  # rows went away while they were walked: there is no such page any more
            return None
        if is_list(data):
            self._turn = None
            return Page(data, len(data))
        style = self._style
        rows = data.get(style.results) if is_object(data) else None
        if not is_object(data) or not is_list(rows):
            raise DecodeError(
                f"{self._operation.name} did not answer a page: there is no list {style.results!r}", response=data
            )
        self._turn = self._after(data)
        total = data.get(style.total) if style.total else None
        return Page(rows, total if isinstance(total, int) else None)

    def _after(self, data: dict[str, Any]) -> dict[str, Any] | None:
        following = data.get(self._style.next)
        if not following:
            return None
        if "?" in str(following):  # a link: only its query can be trusted
            query: dict[str, Any] = dict(next_query(following))
            place = query.get(self._style.page, [""])[-1]
        else:
            query, place = {self._style.page: following}, str(following)
        if place in self._seen:
            raise DecodeError(
                f"{self._operation.name}: the pages go round in circles: page {place or 1!r} comes again", response=data
            )
        self._seen.add(place)
        if len(self._seen) > MAX_PAGES:
            raise DecodeError(f"{self._operation.name}: no end after {MAX_PAGES} pages", response=data)
        return query


def all_rows(walk: Walk) -> Generator[Effect, Any, list[Any]]:
    """Walk to the end and gather all rows."""
    rows: list[Any] = []
    while (page := (yield from walk.page())) is not None:
        rows += page.rows
    return rows


class Source(NamedTuple):
    """Where a pager's pages come from."""

    context: Context
    operation: Operation[Any]
    arguments: Arguments

    def walk(self, **params: Any) -> Walk:
        """A new walk; `params` go into the query."""
        style = self.context.service.paginations[self.operation.pagination]
        renamed = {getattr(style, name): value for name, value in params.items()}
        arguments = self.arguments._replace(params={**(self.arguments.params or {}), **renamed})
        return Walk(self.context, self.operation, arguments, size=style.walk_size)

    def decoded(self, page: Page[Any]) -> Page[Any]:
        """A page with its rows as models."""
        decode, kind = self.context.codec.decode, self.operation.response
        return page._replace(rows=[decode(kind, row) for row in page.rows])

    def numbered(self, number: object) -> Walk:
        """A walk that begins at a page."""
        style = self.context.service.paginations[self.operation.pagination]
        if style.style != "page_number":
            raise InvalidArgument(f"{self.operation.name} has no page numbers: walk it with pages()")
        if isinstance(number, bool) or not isinstance(number, int) or number < 1:
            raise InvalidArgument(f"page must be a whole number from 1, not {number!r}")
        return self.walk(page=number)

    def counted(self, page: Page[Any] | None) -> int:
        """How many rows there are, by what a page says."""
        if page is None or page.total is None:
            raise InvalidArgument(f"{self.operation.name} does not say how many rows there are")
        return page.total


class Pager(Generic[T]):
    """A list that is fetched page by page, when it is asked for. Making one sends nothing.

    Iterate it for the rows; each iteration starts anew and holds one page.
    """

    def __init__(self, source: Source, perform: Callable[[Effect], Any]) -> None:
        self._source = source
        self._perform = perform

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.rows

    def pages(self) -> Iterator[Page[T]]:
        """Walk page by page."""
        walk = self._source.walk()
        while (page := run(walk.page(), self._perform)) is not None:
            yield self._source.decoded(page)

    def page(self, number: int) -> Page[T]:
        """Fetch one page by its number, from 1."""
        page = run(self._source.numbered(number).page(), self._perform)
        assert page is not None
        return self._source.decoded(page)

    def first(self) -> T | None:
        """Fetch the first row, or None where there is none."""
        page = run(self._source.walk(size=1).page(), self._perform)
        return next(iter(self._source.decoded(page).rows), None) if page else None

    def count(self) -> int:
        """Ask how many rows there are, without fetching them."""
        return self._source.counted(run(self._source.walk(size=1).page(), self._perform))

    def to_list(self) -> list[T]:
        """Fetch all rows."""
        return list(self)

    def __repr__(self) -> str:
        return f"<Pager of {self._source.operation.name}>"


class AsyncPager(Generic[T]):
    """The async twin of Pager: `async for row in pager`."""

    def __init__(self, source: Source, perform: Callable[[Effect], Awaitable[Any]]) -> None:
        self._source = source
        self._perform = perform

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for row in page.rows:
                yield row

    async def pages(self) -> AsyncIterator[Page[T]]:
        """Walk page by page."""
        walk = self._source.walk()
        while (page := await arun(walk.page(), self._perform)) is not None:
            yield self._source.decoded(page)

    async def page(self, number: int) -> Page[T]:
        """Fetch one page by its number, from 1."""
        page = await arun(self._source.numbered(number).page(), self._perform)
        assert page is not None
        return self._source.decoded(page)

    async def first(self) -> T | None:
        """Fetch the first row, or None where there is none."""
        page = await arun(self._source.walk(size=1).page(), self._perform)
        return next(iter(self._source.decoded(page).rows), None) if page else None

    async def count(self) -> int:
        """Ask how many rows there are, without fetching them."""
        return self._source.counted(await arun(self._source.walk(size=1).page(), self._perform))

    async def to_list(self) -> list[T]:
        """Fetch all rows."""
        return [row async for row in self]

    def __repr__(self) -> str:
        return f"<AsyncPager of {self._source.operation.name}>"
