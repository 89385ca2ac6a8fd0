"""Styles of pagination: how a list asks for a page, and how a response is read as one.

Each style is one class on top of `PageStyle` and one row of `STYLES`. The paginator knows `PageStyle` only. In
botocore's words, a descriptor's `page` is the input token, `next` the output token, `size` the limit key and
`results` the result key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from synapse_runtime.http.urls import next_query
from synapse_runtime.types import describe, is_list, is_object, make_html_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_runtime.errors import NotFoundError
    from synapse_runtime.http.messages import Response
    from synapse_runtime.operation import Pagination

T = TypeVar("T")

INVALID_PAGE = "Invalid page."
"""What Django REST framework says of a page past the last one. Any other 404 is an error."""

MAX_TOKEN_LENGTH = 8_000
"""Characters of a link or a cursor: servers refuse a longer URL, and a walk remembers its cursors."""


class Page(NamedTuple, Generic[T]):
    """One page of a list."""

    items: list[T]
    total: int | None
    """Number of items in the whole list; None if the server does not say."""

    def _repr_html_(self) -> str:
        from synapse_runtime.serialization.plain_data import ModelBase, show_fields  # notebooks only

        rows = [
            dict(show_fields(item, str)) if isinstance(item, ModelBase) else {"item": describe(item)}
            for item in self.items
        ]
        header = [*dict.fromkeys(name for row in rows for name in row)]
        total = "" if self.total is None else f" of {self.total}"
        return make_html_table(
            f"{len(rows)}{total} items", ([row.get(name, "") for name in header] for row in rows), header
        )


class PageRequest(NamedTuple):
    """What to ask for one page."""

    token: str
    """Identifies the page: its number or its cursor."""
    query: Mapping[str, Any]
    """Query parameters that ask for it, on top of the caller's. Empty for the first page."""
    number: int = 0
    """Number of the page, from 1; 0 if it has none."""


class PageStyle:
    """How a style of pagination asks for pages and reads them.

    These pages are JSON objects, with the items, the total and the next token as fields; a bare list is the only page.
    A style that differs overrides what differs.
    """

    numbered = False
    """Whether pages have numbers: then one can be fetched before the page that links to it."""

    def __init__(self, pagination: Pagination) -> None:
        """Begin a walk."""
        self._names = pagination

    def first(self, query: Mapping[str, Any]) -> PageRequest:
        """Return the request for the first page, given the whole query."""
        return PageRequest(str(query.get(self._names.page, "")), {})

    def at(self, number: int, following: PageRequest) -> PageRequest:
        """Return the request for a page by its number, alike to one that follows. Numbered styles only."""
        return PageRequest(str(number), {**following.query, self._names.page: number}, number)

    def read(self, response: Response, data: Any) -> Page[Any] | None:  # noqa: ARG002 - for styles that read headers
        """Return the page that a response holds, or None if it holds none."""
        if is_list(data):
            return Page(data, len(data))
        items = data.get(self._names.results) if is_object(data) else None
        if not is_object(data) or not is_list(items):
            return None
        total = data.get(self._names.total) if self._names.total else None
        return Page(items, total if type(total) is int and total >= 0 else None)

    def next(self, response: Response, data: Any) -> PageRequest | None:  # noqa: ARG002 - for styles that read headers
        """Return the request for the page after the one just read, or None after the last.

        Raises:
            ValueError: The next page cannot be told from this one.
        """
        token = data.get(self._names.next) if is_object(data) else None
        if token is None or token == "":
            return None
        if type(token) is int:
            token = str(token)
        if not isinstance(token, str) or len(token) > MAX_TOKEN_LENGTH:
            raise ValueError(f"{self._names.next!r} is neither a link nor a token")
        token.encode()  # raises ValueError for half a surrogate pair, which no URL can carry
        if "?" not in token:
            return self._request(token, {self._names.page: token})
        query = next_query(token)  # a link: behind a proxy, only its query can be trusted
        return self._request(query.get(self._names.page, [""])[-1], query)

    def is_past_end(self, error: NotFoundError) -> bool:
        """Return whether the backend says itself that there is no page of a number; any other 404 is an error."""
        return is_object(error.response) and error.response.get("detail") == INVALID_PAGE

    def _request(self, token: str, query: Mapping[str, Any]) -> PageRequest:
        return PageRequest(token, query)


class PageNumberStyle(PageStyle):
    """Pages by number, from 1: `?page=2&page_size=100`.

    A backend may know a cursor besides, which the query asks for (`cursor_query`); its links then name no page. One
    that does not know it ignores that query, and its links name pages.
    """

    numbered = True
    _by_cursor = False

    def first(self, query: Mapping[str, Any]) -> PageRequest:
        """Return the request for the first page. It has no number yet if a cursor is asked for."""
        cursor_query = self._names.cursor_query
        self._by_cursor = bool(cursor_query) and cursor_query.items() <= query.items()
        token = str(query.get(self._names.page, 1))
        return PageRequest(token, {}, 0 if self._by_cursor else _page_number(token))

    def _request(self, token: str, query: Mapping[str, Any]) -> PageRequest:
        if self._by_cursor and self._names.page not in query:
            return PageRequest(str(query), query)
        number = _page_number(token or "1")  # a link that names no page leads to the first one
        if not number:
            raise ValueError(f"{token[:100]!r} is not the number of a page")
        return PageRequest(token, query, number)


def _page_number(token: str) -> int:
    """Return the number of a page, or 0 if it is none; int() refuses thousands of digits."""
    return int(token) if token.isascii() and token.isdigit() and len(token) < 19 else 0


class CursorStyle(PageStyle):
    """Pages by an opaque cursor, which each page gives for the next one."""


STYLES: dict[str, type[PageStyle]] = {"page_number": PageNumberStyle, "cursor": CursorStyle}
"""Every style by its name in the spec. A new style is a class and a row."""
