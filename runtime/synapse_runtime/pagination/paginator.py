"""The walk through a list that comes in pages: what to ask next, what to ask ahead, and when to stop."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, TypeVar

from synapse_http.arguments import positive_int, positive_seconds
from synapse_http.errors import (
    ClientConnectionError,
    ClientError,
    ClientTimeoutError,
    DeadlineExceededError,
    DecodeError,
    InvalidArgumentError,
    NotFoundError,
    RateLimitError,
    ServerError,
)
from synapse_http.values import is_list, is_object

from synapse_runtime.calls.argument_checks import check_arguments
from synapse_runtime.calls.build_request import template_of
from synapse_runtime.calls.client_state import with_options
from synapse_runtime.calls.execute import execute_with_response, name_call
from synapse_runtime.flow.effects import gather, sleep

from .styles import STYLES, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from synapse_http.messages import Response

    from synapse_runtime.calls.build_request import CallArguments
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.operation import Operation

    from .styles import PageRequest

T = TypeVar("T")

_TRANSIENT_ERRORS = (ClientConnectionError, ClientTimeoutError, DecodeError, RateLimitError, ServerError)
"""What may cost a page: others, such as a refused token, would cost all that follow too."""

INVALID_PAGE = "Invalid page."
"""What Django REST framework says of a page past the last one. Any other 404 is an error."""

MAX_IDLE_PAGES = 100
"""Pages in a row without a new item; a walk that meets more is not going to end."""

REMEMBERED_PAGES = 100
"""Pages whose items are recognised if they come again."""

QUICK_SECONDS = 0.002
"""Below this latency prefetching costs more than it saves."""

LATEST_FETCHES = 3
"""Pages are prefetched as long as none of so many latest fetches was quick: a single slow one may be noise."""

CHANGED = "the list changed during the walk, so items may be missing: walk it again, all at once, before you change it"


class Paginator:
    """Walks through the pages of a list.

    Pages with numbers are fetched several at a time, once the first one says how many there are. All pages of a
    batch arrive before the first of them is returned, so nothing runs between two calls of `page`, and leaving
    early leaves nothing behind. Batches grow from one page to `prefetch` pages if pages are slow, so a caller
    who stops early has fetched little in vain.

    Items that leave a list move those behind them to earlier pages. So if the total falls, or a page is gone, the walk
    goes back until a page begins with an item that was returned before, and from there on returns what is new. It ends
    only at a page that says it is the last.
    """

    def __init__(
        self,
        state: ClientState,
        operation: Operation[Any],
        arguments: CallArguments,
        *,
        walk: bool = True,
        whole: bool = False,
        throttle_seconds: object = None,
        failures: list[dict[str, Any]] | None = None,
    ) -> None:
        """Begin before the first page.

        A `walk` asks for large pages, and for a cursor if the list has one, where the caller does not say otherwise;
        without it only the caller's query is sent. A walk of the `whole` list goes to its end: then batches need not
        grow slowly, and the deadline covers all of them; else it covers each page.

        With `throttle_seconds` pages come one by one, with that pause between two. A list of `failures` takes each page
        that is lost after all retries, as `{page, url, error}`: the walk goes by number, and on to the last page of
        which the total says that it exists. Before the first page nothing says that, so its error is raised.
        """
        if not (failures is None or is_list(failures)):
            raise InvalidArgumentError(f"page_failures must be a list, not {type(failures).__name__}")
        self._state = state.with_call_deadline() if whole else state
        self._operation = operation
        self._pagination = names = state.service.paginations[operation.pagination]
        self._style = STYLES[names.style](names)
        template, arguments = template_of(operation), check_arguments(state, operation, arguments)
        params = dict(arguments.params or {})
        named = {parameter.wire_name: arguments.named.get(parameter.name) for parameter in template.query}
        query = {**state.options.params, **{name: value for name, value in named.items() if value is not None}} | params
        if walk and names.size and names.size not in query:
            params[names.size] = names.walk_size
        if walk and failures is None and query.keys().isdisjoint({names.page, *names.cursor_query}):
            params |= names.cursor_query
        self._arguments = arguments._replace(params=params)
        # A condition, such as If-None-Match, is about one URL (RFC 9110 section 13.1): that of the first page.
        conditions = {parameter.name for parameter in template.headers if parameter.wire_name[:3].lower() == "if-"}
        self._named = {name: value for name, value in arguments.named.items() if name not in conditions}
        self._first = self._style.first(query | params)
        self._next: PageRequest | None = self._first
        self._pages = 0
        self._idle_pages = 0
        self._tokens: set[int] = set()
        self._throttle_seconds = _seconds("throttle_seconds", throttle_seconds)
        self._window = PrefetchWindow(0 if self._throttle_seconds else state.options.prefetch, whole=whole)
        self._failures = failures
        self._page_size = 0
        self._fetched: deque[tuple[PageRequest, tuple[Response, Any] | ClientError | None]] = deque()
        self._total: int | None = None
        self._seen = SeenItems(names.key)
        self._step_back = 0

    @property
    def is_only_page(self) -> bool:
        """Whether the page that was just read is the whole list."""
        is_first = self._first.number == 1 if self._style.numbered else not self._first.token
        return is_first and self._next is None

    def page(self) -> Flow[Page[Any] | None]:
        """Return the next page, its items as plain data, or None after the last.

        Raises:
            DecodeError: The response is not a page, the walk would not end, or it can no longer tell which items it
                has returned.
        """
        state = self._state.with_call_deadline()
        while (request := self._next) is not None:
            if not self._fetched or self._fetched[0][0].token != request.token:
                self._fetched.clear()  # the server's next page is not the one its numbers promised
                yield from self._fetch_batch(state, request)
            request, fetched = self._fetched.popleft()
            self._count_page()
            if fetched is None and self._style.has_open_end:
                self._next = None
            elif fetched is None:
                self._go_back(request)
            elif isinstance(fetched, ClientError):
                self._skip(request, fetched)
            elif (page := self._read(request, *fetched)) is not None:
                return page
        return None

    def _fetch_batch(self, state: ClientState, first: PageRequest) -> Flow[None]:
        if self._throttle_seconds and self._pages:
            yield from sleep(self._throttle_seconds)
        count = 1
        if first.number and self._total and self._page_size:
            count = min(self._window.pages, -(-self._total // self._page_size) - first.number + 1)
        requests = [first, *(self._style.at(first.number + ahead, first) for ahead in range(1, count))]
        latencies: list[float] = []
        flows = [self._fetch(state, request, latencies) for request in requests]
        fetched = (yield from gather(flows)) if flows[1:] else [(yield from flows[0])]
        self._fetched.extend(zip(requests, fetched, strict=True))
        self._window.add_latency(min(latencies))

    def _fetch(
        self, state: ClientState, request: PageRequest, latencies: list[float]
    ) -> Flow[tuple[Response, Any] | ClientError | None]:
        """Return the response and data of one page, or None if there is no such page; note the seconds it took.

        The error of a page that may be lost is returned.
        """
        clock = state.retry_state.clock
        started = clock()
        named = self._arguments.named if request is self._first else self._named
        arguments = self._arguments._replace(named=named, params={**(self._arguments.params or {}), **request.query})
        try:
            return (yield from execute_with_response(state, self._operation, arguments))
        except NotFoundError as error:
            says_so = is_object(error.response) and error.response.get("detail") == INVALID_PAGE
            if not (says_so and request.number > 1 and request.query):
                raise
            return None
        except _TRANSIENT_ERRORS as error:
            if self._failures is None or not self._page_size or isinstance(error, DeadlineExceededError):
                raise
            return error
        finally:
            latencies.append(clock() - started)

    def _skip(self, request: PageRequest, error: ClientError) -> None:
        """Note that a page is lost, and read the one behind it next."""
        assert self._failures is not None
        url = f"{error.url}?{self._pagination.page}={request.number}"
        self._failures.append({"page": request.number, "url": url, "error": f"{type(error).__name__}: {error}"})
        is_last = request.number * self._page_size >= (self._total or 0)
        self._next = None if is_last else self._style.at(request.number + 1, request)

    def _count_page(self) -> None:
        """Count a page that was read. It counts as idle until it turns out to have a new item."""
        self._pages += 1
        self._idle_pages += 1
        if self._idle_pages > MAX_IDLE_PAGES:
            raise self.error(f"{MAX_IDLE_PAGES} pages in a row have no new item")
        if self._pages > self._state.options.max_pages:
            raise self.error(
                f"no end after {self._state.options.max_pages} pages: raise max_pages if the list is longer"
            )

    def _read(self, request: PageRequest, response: Response, data: Any) -> Page[Any] | None:
        """Return the page that was fetched, or None if it has nothing new, or if the walk goes back first."""
        page = self._style.read(response, data)
        if page is None:
            key = f" {self._pagination.results!r}" if self._pagination.results else ""
            raise self.error(f"the response is not a page: no list{key}", data)
        try:
            following = self._style.next(response, data, request)
        except ValueError as error:
            raise self.error(f"the next page cannot be told: {error}", data) from None
        number = request.number or (following.number - 1 if following and following.number else 0)
        if number and not self._is_in_place(number, page):
            self._go_back(request)
            return None
        if following is not None:
            self._check_progress(request.token, number, following, data)
        self._next = following
        items = self._seen.drop_from(page.items) if number else page.items
        if items:
            self._idle_pages = 0
        elif page.items:
            return None
        return page._replace(items=items)

    def _is_in_place(self, number: int, page: Page[Any]) -> bool:
        """Return whether no item that is to be returned can stand before this page."""
        has_shrunk = page.total is not None and self._total is not None and page.total < self._total
        self._total = page.total
        self._page_size = self._page_size or len(page.items)
        if self._pages == 1:
            self._seen.complete = number == 1
        if has_shrunk or self._step_back:
            begins_with_seen = bool(page.items) and page.items[0] in self._seen
            if number > 1 and not begins_with_seen:
                return False
            if page.items and not (begins_with_seen or self._seen.complete):
                raise self.error(CHANGED)
        self._step_back = 0
        return True

    def _go_back(self, request: PageRequest) -> None:
        """Read an earlier page next, in steps that grow."""
        self._step_back = 2 * self._step_back or 1
        self._next = self._style.at(max(1, request.number - self._step_back), request)
        self._fetched.clear()
        self._window.pages = 1

    def _check_progress(self, token: str, number: int, following: PageRequest, data: Any) -> None:
        """Raise if the next page was returned before."""
        self._tokens.add(hash(token))  # a hash, for a server may send long tokens without end
        if following.number <= number if following.number else hash(following.token) in self._tokens:
            raise self.error(f"pagination loop: page {following.token or 1!r} was returned twice", data)

    def error(self, problem: str, data: Any = None) -> DecodeError:
        """Return an error of the walk."""
        error = DecodeError(f"{self._operation.name}: {problem}", response=data)
        return name_call(error, self._state, self._operation, self._arguments)


def fetch_total(state: ClientState, operation: Operation[Any], arguments: CallArguments) -> Flow[int]:
    """Ask how many items a list has. It asks by number, for pages by cursor do not say.

    Raises:
        DecodeError: The response does not say.
    """
    pagination = state.service.paginations[operation.pagination]
    left_out = {pagination.page, *pagination.cursor_query}
    params = {name: value for name, value in (arguments.params or {}).items() if name not in left_out}
    if pagination.size:
        params[pagination.size] = 1
    paginator = Paginator(state, operation, arguments._replace(params=params), walk=False)
    page = yield from paginator.page()
    if page is None or page.total is None:
        raise paginator.error("the response does not say how many items there are")
    return page.total


def all_items(fetch_next: Callable[[], Flow[Page[T] | None]]) -> Flow[list[T]]:
    """Walk to the end and return all items."""
    items: list[T] = []
    while (page := (yield from fetch_next())) is not None:
        items += page.items
    return items


class SeenItems:
    """The items of the last pages, by the field that tells items apart."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._keys: set[Any] = set()
        self._pages: deque[set[Any]] = deque()
        self.complete = True
        """Whether each item that was returned would be recognised."""

    def __contains__(self, item: object) -> bool:
        (key,) = self._keys_of([item])
        return key in self._keys

    def drop_from(self, items: list[Any]) -> list[Any]:
        """Return those items of a page that were not returned before, and remember them."""
        keys = self._keys_of(items)
        new = {*keys} - {None}
        self.complete = self.complete and len(new) == len(items)  # else some cannot be told apart
        seen = new & self._keys
        new -= seen
        self._keys |= new
        self._pages.append(new)
        if len(self._pages) > REMEMBERED_PAGES:
            self._keys -= self._pages.popleft()
            self.complete = False
        return [item for item, key in zip(items, keys, strict=True) if key not in seen] if seen else items

    def _keys_of(self, items: list[Any]) -> list[Any]:
        """Return what tells each item apart, or None."""
        keys = [item.get(self._key) if item.__class__ is dict else None for item in items]
        if {*map(type, keys)} <= {int, str}:  # nearly always, and in half the time
            return keys
        return [key if type(key) in {int, str} else None for key in keys]


class PrefetchWindow:
    """The number of pages in the next batch. It grows while pages are slow."""

    def __init__(self, most: int, *, whole: bool) -> None:
        """Begin with one page; a walk of the `whole` list then fetches as many as it may."""
        self.pages = 1
        self._most = max(1, most)
        self._growth = self._most if whole else 2
        self._latencies: deque[float] = deque(maxlen=LATEST_FETCHES)

    def add_latency(self, seconds: float) -> None:
        """Take the latency of a batch into account: that of its quickest page."""
        self._latencies.append(seconds)
        is_quick = min(self._latencies) < QUICK_SECONDS
        self.pages = 1 if is_quick else min(self.pages * self._growth, self._most)


def with_page_retry(state: ClientState, arguments: Mapping[str, Any]) -> ClientState:
    """Return a state that asks for a page again as often, and after such waits, as the arguments say."""
    retries, backoff = arguments.get("page_retries"), arguments.get("page_retry_backoff")
    policy = state.options.retry
    if retries is not None:
        policy = policy._replace(attempts=1 + positive_int("page_retries", retries, 0))
    if backoff is not None:
        seconds = _seconds("page_retry_backoff", backoff)
        policy = policy._replace(backoff=seconds, backoff_max=max(seconds, policy.backoff_max))
    return state if policy == state.options.retry else with_options(state, {"retry": policy})


def _seconds(name: str, value: object) -> float:
    """Read a number of seconds; None and 0 are 0."""
    return 0.0 if value is None or value == 0 else positive_seconds(name, value) or 0.0
