"""Styles of pagination: how a list asks for a page, and how a response is read as one.

Each style is one class on top of `PageStyle` and one row of `STYLES`. The paginator knows `PageStyle` only. In
botocore's words, a descriptor's `page` is the input token, `next` the output token, `size` the limit key,
`results` the result key and `more` the more-results key. Keys of a page may be paths: `meta.next`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from synapse_http.arguments import positive_int
from synapse_http.urls import next_query
from synapse_http.values import describe, is_list, make_html_table, value_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_http.messages import Response

    from synapse_runtime.operation import Pagination

T = TypeVar("T")

MAX_TOKEN_LENGTH = 8_000
"""Characters of a link or a cursor: servers refuse a longer URL, and a walk remembers its cursors."""


class Page(NamedTuple, Generic[T]):
    """One page of a list."""

    items: list[T]
    total: int | None
    """Number of items in the whole list; None if the server does not say."""

    def _repr_html_(self) -> str:
        from synapse_runtime.serialization.model import Model, show_fields  # notebooks only

        rows = [
            dict(show_fields(item, str)) if isinstance(item, Model) else {"item": describe(item)} for item in self.items
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
    """How a style of pagination asks for pages and reads them. A style that differs overrides what differs.

    These pages have an opaque cursor, which each gives for the next one. They are JSON objects, with the items, the
    total and the next token as fields; without a key of the items, a page is a bare list.
    """

    numbered = False
    """Whether pages have numbers: then one can be fetched before the page that links to it."""

    def __init__(self, pagination: Pagination) -> None:
        """Begin a walk."""
        self._names = pagination

    @property
    def has_open_end(self) -> bool:
        """Whether only a page past the end says where the list ends."""
        return self.numbered and not self._names.next and not self._names.total

    def first(self, query: Mapping[str, Any]) -> PageRequest:
        """Return the request for the first page, given the whole query."""
        return PageRequest(str(query.get(self._names.page, "")), {})

    def at(self, number: int, following: PageRequest) -> PageRequest:
        """Return the request for a page by its number, alike to one that follows. Numbered styles only."""
        position = self._position(number)
        return PageRequest(str(position), {**following.query, self._names.page: position}, number)

    def _position(self, number: int) -> int:
        return number

    def by_number(self, number: int, size: object) -> Mapping[str, Any]:  # noqa: ARG002 - for styles that count items
        """Return the query for a page by its number, from 1, and the number of items on a page."""
        return {self._names.page: number}

    def read(self, response: Response, data: Any) -> Page[Any] | None:  # noqa: ARG002 - for styles that read headers
        """Return the page that a response holds, or None if it holds none."""
        items = value_at(self._names.results, data)
        if is_list(items):
            total = value_at(self._names.total, data) if self._names.total else None
            return Page(items, total if type(total) is int and total >= 0 else None)
        return Page(data, len(data)) if is_list(data) else None  # a list that has no pages after all

    def next(self, response: Response, data: Any, request: PageRequest) -> PageRequest | None:  # noqa: ARG002 - as above
        """Return the request for the page after the one that a request has brought, or None after the last.

        Raises:
            ValueError: The next page cannot be told from this one.
        """
        token = value_at(self._names.next, data) if self._names.next else None
        if token is None or token == "":
            return None
        if type(token) is int:
            token = str(token)
        if not isinstance(token, str) or len(token) > MAX_TOKEN_LENGTH:
            raise ValueError(f"{self._names.next!r} is neither a link nor a token")
        token.encode()  # raises ValueError for half a surrogate pair, which no URL can carry
        return self._follow(token) if "?" in token else self._request(token, {self._names.page: token})

    def _follow(self, link: str) -> PageRequest:
        """Return the request that a link asks for: behind a proxy, only its query can be trusted."""
        if len(link) > MAX_TOKEN_LENGTH:
            raise ValueError(f"its link has more than {MAX_TOKEN_LENGTH:,} characters")
        query = next_query(link)
        return self._request(query.get(self._names.page, [""])[-1], query)

    def _request(self, token: str, query: Mapping[str, Any]) -> PageRequest:
        return PageRequest(token or str(query), query)


class PageNumberStyle(PageStyle):
    """Pages by number, from 1: `?page=2&page_size=100`. The last one has no `next`, if the backend sends that.

    Else it is the page that reaches the total, or, where the backend tells none, an empty one.

    A backend may know a cursor besides, which the query asks for (`cursor_query`); its links then name no page. One
    that does not know it ignores that query, and its links name pages.
    """

    numbered = True
    _by_cursor = False
    _size = 0
    """Items on a page; a backend may send fewer than were asked for."""
    _start = 0
    """Items before the page `_start_number`."""
    _start_number = 1

    def first(self, query: Mapping[str, Any]) -> PageRequest:
        """Return the request for the first page. It has no number yet if a cursor is asked for."""
        cursor_query = self._names.cursor_query
        self._by_cursor = bool(cursor_query) and cursor_query.items() <= query.items()
        token = str(query.get(self._names.page, 1))
        return PageRequest(token, {}, 0 if self._by_cursor else _whole_number(token) or 0)

    def next(self, response: Response, data: Any, request: PageRequest) -> PageRequest | None:
        """Return the request that the page's link asks for, or that for the next number."""
        if self._names.next:
            return super().next(response, data, request)
        count = len(value_at(self._names.results, data) or ())
        total = value_at(self._names.total, data) if self._names.total else None
        self._size = self._size or count
        end = self._offset(request.number) + count
        if count != self._size:  # a shorter page: what was not on it comes next
            self._start, self._start_number = end, request.number + 1
        is_last = not (count and request.number) or (type(total) is int and end >= total)
        return None if is_last else self.at(request.number + 1, request)

    def _offset(self, number: int) -> int:
        """Return the number of items before a page."""
        return max(0, self._start + (number - self._start_number) * self._size)

    def _request(self, token: str, query: Mapping[str, Any]) -> PageRequest:
        if self._by_cursor and self._names.page not in query:
            return super()._request("", query)
        number = _whole_number(token or "1")  # a link that names no page leads to the first one
        if not number:
            raise ValueError(f"{token[:100]!r} is not the number of a page")
        return PageRequest(token, query, number)


class OffsetStyle(PageNumberStyle):
    """Pages by the number of items before them: `?offset=200&limit=100`."""

    def first(self, query: Mapping[str, Any]) -> PageRequest:
        """Return the request for the first page. If it is not the first of the list, its number is not 1."""
        token = str(query.get(self._names.page, 0))
        self._start = _whole_number(token) or 0
        self._start_number = 2 if self._start else 1
        return PageRequest(token, {}, self._start_number)

    def by_number(self, number: int, size: object) -> Mapping[str, Any]:
        """Return the query for a page by its number."""
        return {self._names.page: (number - 1) * positive_int(self._names.size or "page_size", size)}

    def _position(self, number: int) -> int:
        return self._offset(number)


def _whole_number(string: str) -> int | None:
    """Return a string as a whole number, or None if it is none; int() refuses thousands of digits."""
    return int(string) if string.isascii() and string.isdigit() and len(string) < 19 else None


_LINK = re.compile(r"<([^>]*)>([^<]*)")


class LinkHeaderStyle(PageStyle):
    """Pages by the `Link` header (RFC 8288), whose `rel="next"` leads to the next one. `total` may name a header."""

    def read(self, response: Response, data: Any) -> Page[Any] | None:
        """Return the page, with the total of its header, or of the object around its items."""
        page, total = super().read(response, data), _whole_number(response.headers.get(self._names.total.lower(), ""))
        return page if page is None or total is None else page._replace(total=total)

    def next(self, response: Response, data: Any, request: PageRequest) -> PageRequest | None:  # noqa: ARG002 - as above
        """Return the request that the header's link asks for."""
        for link, parameters in _LINK.findall(response.headers.get("link", "")):
            for name, _, value in (parameter.partition("=") for parameter in parameters.split(";")):
                if name.strip().lower() == "rel" and "next" in value.strip(' ,"').lower().split():
                    return self._follow(link)
        return None


class LastItemStyle(PageStyle):
    """Pages by the last item of the page before: `?after=456`. The last one says so (`more`), or is empty."""

    def next(self, response: Response, data: Any, request: PageRequest) -> PageRequest | None:  # noqa: ARG002 - as above
        """Return the request for the items behind the last one of this page."""
        items = value_at(self._names.results, data)
        if not is_list(items) or not items or (self._names.more and value_at(self._names.more, data) is False):
            return None
        token = value_at(self._names.key, items[-1])
        if type(token) not in {int, str} or token == "":
            raise ValueError(f"its last item has no {self._names.key!r}")
        return PageRequest(str(token), {self._names.page: token})


STYLES: dict[str, type[PageStyle]] = {
    "page_number": PageNumberStyle,
    "cursor": PageStyle,
    "link_header": LinkHeaderStyle,
    "offset": OffsetStyle,
    "last_item": LastItemStyle,
}
"""Every style by its name in the spec. A new style is a class and a row."""
