"""Styles of pagination: how the mock cuts a list into pages. A new style is one class and one row of `MOCK_STYLES`."""

from __future__ import annotations

import base64
from abc import ABC, abstractmethod
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar
from urllib.parse import urlencode

from synapse_http.values import is_object, value_at

from synapse_runtime.testing.messages import detail_error, json_response

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from synapse_http.values import JsonObject

    from synapse_runtime.operation import Pagination
    from synapse_runtime.testing.messages import MockResponse

    from .spec.examples import Example

DEFAULT_SIZE = 20
MAX_SIZE = 100
"""The largest page if the spec does not say."""
CURSOR = "cursor"
ORDERING = "ordering"
"""Query names of a cursor beside page numbers and of its order, as in DRF."""


class Sequenced(Protocol):
    """An item of a list."""

    sequence: int
    """Position in the order of creation, for cursors."""


S = TypeVar("S", bound=Sequenced)


class PageQuery(NamedTuple):
    """What a request says about pages."""

    url: str
    """Absolute URL of the list, without the query."""
    query: Mapping[str, Sequence[str]]

    def last(self, name: str) -> str:
        """Return the last value of a query parameter, or ""."""
        values = self.query.get(name) if name else None
        return values[-1] if values else ""

    def link(self, name: str, value: str) -> str:
        """Return the URL of this list with another value of one query parameter, or without it if that is ""."""
        query = {key: values for key, values in self.query.items() if key != name}
        if value:
            query[name] = [value]
        return f"{self.url}?{urlencode(query, doseq=True)}" if query else self.url


class MockPageStyle(Protocol):
    """How one style of pagination reads requests and builds pages."""

    parameters: frozenset[str]
    """Query parameters of the style, which filter nothing."""
    results: str
    """Key of the items in a page."""

    def respond(
        self, status: int, items: Sequence[S], query: PageQuery, to_json: Callable[[S], JsonObject]
    ) -> MockResponse:
        """Return one page.

        Args:
            status: Status of the response.
            items: The whole list, in order.
            query: Which page.
            to_json: Return an item as it is shown; called for the items of the page alone.

        Raises:
            HttpError: The page does not exist.
        """
        ...


class _Slice(NamedTuple):
    """A page's place in the list."""

    start: int
    stop: int
    next: str | None
    """Token of the next page; None after the last."""
    previous: str | None
    """Token of the previous page, "" for a first page without a token; None before the first."""


class _MockBodyStyle(ABC):
    """Pages as JSON objects, with tokens or links to the pages around. The examples show which other keys they have."""

    _links = False
    """Whether `next` is a URL in any case; else only if the examples say so."""
    _previous = ""
    """Key of the link back if no example shows a page."""

    def __init__(self, pagination: Pagination, examples: Sequence[Example]) -> None:
        self._names = pagination
        self.parameters = frozenset({pagination.page, pagination.size})
        self.results = pagination.results
        pages = [example.response for example in examples if is_object(example.response)]
        if pages:
            self._previous = "previous" if any("previous" in page for page in pages) else ""
        links = [value_at(pagination.next, page) for page in pages]
        self._links = self._links or any(isinstance(link, str) and ("/" in link or "?" in link) for link in links)
        template = {key: value for page in pages for key, value in page.items()}
        self._template = _with_value(template, pagination.results, [])  # the items of examples are no part of it

    def respond(
        self, status: int, items: Sequence[S], query: PageQuery, to_json: Callable[[S], JsonObject]
    ) -> MockResponse:
        names = self._names
        page = self._slice(items, _parse_size(query.last(names.size), names.max_size), query.last(names.page))
        results = [to_json(item) for item in items[page.start : page.stop]]
        if not names.results:
            return json_response(status, results, self._headers(len(items), page, query))
        values: list[tuple[str, object]] = [(names.total, len(items)), (names.more, page.next is not None)]
        for key, token in ((names.next, page.next), (self._previous, page.previous)):
            link = token is not None and self._links
            values.append((key, query.link(names.page, token or "") if link else token))
        data = self._template
        for path, value in (*values, (names.results, results)):
            data = _with_value(data, path, value)
        return json_response(status, data, self._headers(len(items), page, query))

    def _headers(self, total: int, page: _Slice, query: PageQuery) -> Mapping[str, str]:  # noqa: ARG002 - for styles
        """Return what the style says in headers."""
        return {}

    @abstractmethod
    def _slice(self, items: Sequence[Sequenced], size: int, token: str) -> _Slice: ...


class MockPageNumberStyle(_MockBodyStyle):
    """Pages by number, from 1, with links: DRF's PageNumberPagination; by a cursor if the query asks for it."""

    _links = True
    _previous = "previous"

    def __init__(self, pagination: Pagination, examples: Sequence[Example]) -> None:
        super().__init__(pagination, examples)
        self._by_cursor = _MockLinkedCursorStyle(pagination, examples)
        if pagination.cursor_query:
            self.parameters |= pagination.query_names

    def respond(
        self, status: int, items: Sequence[S], query: PageQuery, to_json: Callable[[S], JsonObject]
    ) -> MockResponse:
        """Return one page, by the cursor if the query asks for it."""
        cursor_query = self._names.cursor_query
        if cursor_query and all(query.last(name) == value for name, value in cursor_query.items()):
            return self._by_cursor.respond(status, items, query, to_json)
        if ORDERING in self.parameters and (ordering := query.last(ORDERING)):
            items = _sort(items, ordering, to_json)
        return super().respond(status, items, query, to_json)

    def _slice(self, items: Sequence[Sequenced], size: int, token: str) -> _Slice:
        pages = max(1, -(-len(items) // size))
        number = {"": 1, "last": pages}.get(token, _parse_number(token))
        if not 1 <= number <= pages:
            raise detail_error(404, "Invalid page.")
        previous = {1: None, 2: ""}.get(number, str(number - 1))
        following = str(number + 1) if number < pages else None
        return _Slice((number - 1) * size, number * size, following, previous)


class MockCursorStyle(_MockBodyStyle):
    """Pages by a cursor, which names the item before the page."""

    def _slice(self, items: Sequence[Sequenced], size: int, token: str) -> _Slice:
        start = bisect_right(items, _parse_cursor(token), key=self._position) if token else 0
        stop = start + size
        following = _make_cursor(self._position(items[stop - 1])) if stop < len(items) else None
        if not start:
            return _Slice(start, stop, following, None)
        before = self._position(items[start - size - 1]) if start > size else self._position(items[0]) - 1
        return _Slice(start, stop, following, _make_cursor(before))

    def _position(self, item: Sequenced) -> int:
        """Return the place of an item in the order of the list."""
        return item.sequence


class _MockLinkedCursorStyle(MockCursorStyle):
    """Pages by a cursor beside numbers, with links and without a total: DRF's CursorPagination."""

    _previous = "previous"

    def __init__(self, pagination: Pagination, examples: Sequence[Example]) -> None:
        super().__init__(pagination, examples)
        self._links = True
        self._names = pagination._replace(page=CURSOR, total="")
        self._template.pop(pagination.total, None)
        ordering = pagination.cursor_query.get(ORDERING, "")
        self._order_field, self._sign = ordering.removeprefix("-"), -1 if ordering.startswith("-") else 1

    def respond(
        self, status: int, items: Sequence[S], query: PageQuery, to_json: Callable[[S], JsonObject]
    ) -> MockResponse:
        return super().respond(status, sorted(items, key=self._position), query, to_json)

    def _position(self, item: Sequenced) -> int:
        value = getattr(item, "data", {}).get(self._order_field)  # an upload has no fields
        return self._sign * (value if type(value) is int else item.sequence)


class MockLinkHeaderStyle(MockPageNumberStyle):
    """Pages by number, whose links to the pages around stand in a `Link` header, as of GitHub and GitLab."""

    def __init__(self, pagination: Pagination, examples: Sequence[Example]) -> None:
        super().__init__(pagination._replace(page=pagination.page or "page"), examples)

    def _headers(self, total: int, page: _Slice, query: PageQuery) -> Mapping[str, str]:
        links = [("next", page.next), ("prev", page.previous)]
        link = ", ".join(
            f'<{query.link(self._names.page, token)}>; rel="{rel}"' for rel, token in links if token is not None
        )
        headers = {"Link": link, self._names.total: str(total)}
        return {header: value for header, value in headers.items() if header and value}


class MockOffsetStyle(_MockBodyStyle):
    """Pages by the number of items before them: DRF's LimitOffsetPagination."""

    def _slice(self, items: Sequence[Sequenced], size: int, token: str) -> _Slice:
        start = _parse_number(token)
        stop, before = start + size, str(start - size) if start > size else ""
        return _Slice(start, stop, str(stop) if stop < len(items) else None, before if start else None)


class MockLastItemStyle(MockOffsetStyle):
    """Pages by the item before them."""

    def respond(
        self, status: int, items: Sequence[S], query: PageQuery, to_json: Callable[[S], JsonObject]
    ) -> MockResponse:
        """Return the items behind the one that the query names."""
        name, token = self._names.page, query.last(self._names.page)
        if token:
            keys = [str(value_at(self._names.key, to_json(item))) for item in items]
            if token not in keys:
                raise detail_error(400, f"There is no item {token}.")
            query = query._replace(query={**query.query, name: [str(keys.index(token) + 1)]})
        return super().respond(status, items, query, to_json)


MOCK_STYLES: Mapping[str, Callable[[Pagination, Sequence[Example]], MockPageStyle]] = {
    "page_number": MockPageNumberStyle,
    "cursor": MockCursorStyle,
    "link_header": MockLinkHeaderStyle,
    "offset": MockOffsetStyle,
    "last_item": MockLastItemStyle,
}
"""Every style by its name in the spec."""


def _with_value(data: JsonObject, path: str, value: object) -> JsonObject:
    """Return the data with a value at a path of keys; none for ""."""
    key, _, rest = path.partition(".")
    return {**data, key: _with_value(data.get(key, {}), rest, value) if rest else value} if key else data


def _sort(items: Sequence[S], ordering: str, to_json: Callable[[S], JsonObject]) -> list[S]:
    """Return items by a field that they show; `-` reverses the order."""

    def rank(item: S) -> tuple[str, Any]:
        data: Any = to_json(item)
        value = data.get(ordering.removeprefix("-")) if is_object(data) else None
        return (type(value).__name__, value) if isinstance(value, (int, float, str)) else ("", 0)

    return sorted(items, key=rank, reverse=ordering.startswith("-"))


def _parse_number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


def _parse_size(value: str, most: int) -> int:
    return min(_parse_number(value), most or MAX_SIZE) or DEFAULT_SIZE


def _make_cursor(position: int) -> str:
    return base64.urlsafe_b64encode(f"after={position}".encode()).decode().rstrip("=")


def _parse_cursor(cursor: str) -> int:
    try:
        name, _, value = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition("=")
        if name == "after" and value.removeprefix("-").isdigit():
            return int(value)
    except ValueError:
        pass
    raise detail_error(404, "Invalid cursor")
