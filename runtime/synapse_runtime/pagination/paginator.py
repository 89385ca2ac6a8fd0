"""The walk through a list that comes in pages: what to ask next, what to ask ahead, and when to stop."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from synapse_runtime.calls.build_request import check_params, template_of
from synapse_runtime.calls.execute import execute_with_response
from synapse_runtime.errors import DecodeError, NotFoundError
from synapse_runtime.flow.effects import gather

from .styles import STYLES, Page

if TYPE_CHECKING:
    from synapse_runtime.calls.build_request import CallArguments
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.http.messages import Response
    from synapse_runtime.operation import Operation

    from .styles import PageRequest

MAX_PAGES = 100_000
"""A walk that has not ended by then is not going to."""

KEY = "id"
"""The field that tells items apart."""

QUICK_SECONDS = 0.002
"""Below this latency prefetching costs more than it saves."""

SLOW_FETCHES = 3
"""Prefetch only after this many consecutive slow fetches; a single slow one may be noise."""

RECENT_PAGES = 3
"""Pages whose items are remembered; items do not move farther while a list is walked."""


class Paginator:
    """Walks through the pages of a list.

    Pages with numbers are fetched several at a time, once the first one says how many there are. All pages of a
    batch arrive before the first of them is returned, so nothing runs between two calls of `page`, and leaving
    early leaves nothing behind. Batches grow from one page to `prefetch` pages if pages are slow, so a caller
    who stops early has fetched little in vain.
    """

    def __init__(
        self,
        state: ClientState,
        operation: Operation[Any],
        arguments: CallArguments,
        *,
        size: int | None,
        whole: bool = False,
    ) -> None:
        """Begin before the first page.

        `size` is the number of items per page if the caller names none; None leaves it to the server. A walk of the
        `whole` list goes to its end: then batches need not grow slowly.
        """
        self._state = state
        self._operation = operation
        pagination = state.service.paginations[operation.pagination]
        self._style = STYLES[pagination.style](pagination)
        params = dict(check_params(arguments.params) or {})
        named = {parameter.wire_name: arguments.named.get(parameter.name) for parameter in template_of(operation).query}
        query = {name: value for name, value in named.items() if value is not None} | params
        if size is not None and pagination.size and pagination.size not in query:
            params[pagination.size] = size
        self._arguments = arguments._replace(params=params)
        self._next: PageRequest | None = self._style.first(query)
        self._pages = 0
        self._tokens: set[str] = set()
        self._window = 1
        self._max_window = max(1, state.options.prefetch)
        self._growth = self._max_window if whole else 2
        self._latencies: deque[float] = deque(maxlen=SLOW_FETCHES)
        self._page_size = 0
        self._pages_left = 0
        self._fetched: deque[tuple[PageRequest, tuple[Response, Any] | None]] = deque()
        self._recent: deque[set[Any]] = deque(maxlen=RECENT_PAGES)

    def page(self) -> Flow[Page[Any] | None]:
        """Return the next page, its items as plain data, or None after the last.

        Raises:
            DecodeError: The response is not a page, or leads back to a page that was returned before.
        """
        request = self._next
        if request is None:
            return None
        if not self._fetched or self._fetched[0][0].token != request.token:
            self._fetched.clear()  # the server's next page is not the one its numbers promised
            yield from self._fetch_batch(request)
        request, fetched = self._fetched.popleft()
        if fetched is None:
            self._next = None  # items were removed during the walk, and this page with them
            return None
        return self._read(request, *fetched)

    def _fetch_batch(self, first: PageRequest) -> Flow[None]:
        count = min(self._window, self._pages_left) if first.number else 1
        requests = [first, *(self._style.at(first.number + ahead, first) for ahead in range(1, count))]
        latencies: list[float] = []
        flows = [self._fetch(request, latencies) for request in requests]
        fetched = (yield from gather(flows)) if flows[1:] else [(yield from flows[0])]
        self._fetched.extend(zip(requests, fetched, strict=True))
        self._latencies.append(min(latencies))
        quick = min(self._latencies) < QUICK_SECONDS
        self._window = 1 if quick else min(self._window * self._growth, self._max_window)

    def _fetch(self, request: PageRequest, latencies: list[float]) -> Flow[tuple[Response, Any] | None]:
        """Return the response and data of one page, or None if there is no such page; note the seconds it took."""
        clock = self._state.retry_state.clock
        started = clock()
        arguments = self._arguments._replace(params={**(self._arguments.params or {}), **request.query})
        try:
            return (yield from execute_with_response(self._state, self._operation, arguments))
        except NotFoundError as error:
            if not request.query or not self._style.is_past_end(error):
                raise
            return None
        finally:
            latencies.append(clock() - started)

    def _read(self, request: PageRequest, response: Response, data: Any) -> Page[Any]:
        page = self._style.read(response, data)
        if page is None:
            results = self._state.service.paginations[self._operation.pagination].results
            raise DecodeError(f"{self._operation.name}: the response is not a page: no list {results!r}", response=data)
        self._pages += 1
        self._next = self._style.next(response, data)
        if self._next is not None:
            self._check_end(request, self._next, data)
        self._page_size = self._page_size or len(page.items)
        self._pages_left = -(-page.total // self._page_size) - request.number if page.total and self._page_size else 0
        return page._replace(items=self._drop_seen(page.items)) if self._style.numbered else page

    def _check_end(self, request: PageRequest, following: PageRequest, data: Any) -> None:
        """Raise if the walk would not end."""
        self._tokens.add(request.token)
        if following.number > request.number > 0:
            self._tokens.clear()  # numbers that only grow return to no page
        elif request.number > 0 or following.token in self._tokens:
            page = following.token or 1
            raise DecodeError(
                f"{self._operation.name}: pagination loop: page {page!r} was returned twice", response=data
            )
        if self._pages >= MAX_PAGES:
            raise DecodeError(f"{self._operation.name}: no end after {MAX_PAGES} pages", response=data)

    def _drop_seen(self, items: list[Any]) -> list[Any]:
        """Drop items already seen on recent pages: numbered pages shift when items are inserted."""
        keys = [item.get(KEY) if item.__class__ is dict else None for item in items]
        new: set[Any] = {key for key in keys if key.__class__ is int or key.__class__ is str}
        seen = new.intersection(set[Any]().union(*self._recent))
        self._recent.append(new)
        if not seen:
            return items
        return [
            item for item, key in zip(items, keys, strict=True) if key.__class__ not in {int, str} or key not in seen
        ]


def all_items(paginator: Paginator) -> Flow[list[Any]]:
    """Walk to the end and return all items."""
    items: list[Any] = []
    while (page := (yield from paginator.page())) is not None:
        items += page.items
    return items


def walk_all(state: ClientState, operation: Operation[Any], arguments: CallArguments) -> Paginator:
    """Return a walk through all items of a list."""
    size = state.service.paginations[operation.pagination].walk_size
    return Paginator(state, operation, arguments, size=size, whole=True)
