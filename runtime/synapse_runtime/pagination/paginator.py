"""A walk through a list that comes in pages: what to ask next, and when to stop."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from synapse_runtime.calls.build_request import checked_params, template_of
from synapse_runtime.errors import DecodeError, NotFoundError
from synapse_runtime.flow.effects import gather
from synapse_runtime.http.urls import next_query
from synapse_runtime.types import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Generator

    from synapse_runtime.calls.build_request import CallArguments
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.composites.registry import Execute
    from synapse_runtime.flow.effects import Effect
    from synapse_runtime.operation import Operation

T = TypeVar("T")

MAX_PAGES = 100_000
"""A walk that has not ended by then is not going to."""

KEY = "id"
"""The member that tells rows apart."""

QUICK = 0.002
"""Seconds; where a page comes in less, threads would cost more than waiting does, and pages come one by one."""

_JUDGED = 3
"""Fetches of which none may have been quick, for pages to be fetched ahead: one may only have met a busy machine."""

_REMEMBERED = 3
"""Pages whose rows are known again; rows do not move farther while a list is walked."""


class Page(NamedTuple, Generic[T]):
    """One page of a list."""

    rows: list[T]
    total: int | None
    """Rows of the whole list, where the server says."""


class PageRequest(NamedTuple):
    """A page that is still to be fetched."""

    place: str
    """Its number, or its cursor."""
    query: dict[str, Any]
    """What asks for it, besides what the caller asks for."""

    @property
    def number(self) -> int:
        """Its number; 0 where it has none."""
        return int(self.place) if self.place.isascii() and self.place.isdigit() else 0


class Paginator:
    """A walk through the pages of a list: what to ask next, and when to stop.

    Pages with numbers are fetched several at a time, once it is known how many there are.
    All of a batch is there before its first page is handed over, so nothing is under way
    between two calls of `page`, and leaving early leaves nothing behind. Batches grow from
    one page to `prefetch` of them, where there is time to win: who stops early has fetched
    little in vain.
    """

    def __init__(
        self,
        context: ClientState,
        operation: Operation[Any],
        arguments: CallArguments,
        answer: Execute,
        *,
        size: int | None,
        whole: bool = False,
    ) -> None:
        """Stand before the first page.

        Args:
            context: The client.
            operation: A paginated operation.
            arguments: With what it is called.
            answer: Calls it.
            size: Rows a page, where the caller does not ask for a number; None leaves it to the server.
            whole: Whether it will be walked to the end: batches need not grow then.
        """
        self._context = context
        self._operation = operation
        self._call = answer
        self._style = style = context.service.paginations[operation.pagination]
        params = dict(checked_params(arguments.params) or {})
        named = {one.wire: arguments.named.get(one.name) for one in template_of(operation).query}
        given = {name: value for name, value in named.items() if value is not None} | params
        if size is not None and style.size and style.size not in given:
            params[style.size] = size
        self._arguments = arguments._replace(params=params)
        self._numbered = style.style == "page_number"
        self._turn: PageRequest | None = PageRequest(str(given.get(style.page, 1 if self._numbered else "")), {})
        self._walked = 0
        self._seen: set[str] = set()
        self._window = 1
        self._widest = max(1, context.options.prefetch)
        self._growth = self._widest if whole else 2
        self._quickest: deque[float] = deque(maxlen=_JUDGED)
        self._size = 0
        self._left = 0
        self._ready: deque[tuple[PageRequest, Any]] = deque()
        self._recent: deque[set[Any]] = deque(maxlen=_REMEMBERED)

    def page(self) -> Generator[Effect, Any, Page[Any] | None]:
        """Fetch the next page as plain rows; None after the last.

        Raises:
            DecodeError: The answer is no page, or leads back to a page that was there before.
            ClientError: The call failed.
        """
        turn = self._turn
        if turn is None:
            return None
        if not self._ready or self._ready[0][0].place != turn.place:
            self._ready.clear()  # the server goes another way than its numbers said
            yield from self._fetch(turn)
        turn, data = self._ready.popleft()
        if data is _NO_PAGE:
            self._turn = None  # rows went away while they were walked: there is no such page any more
            return None
        return self._taken(turn, data)

    def _fetch(self, turn: PageRequest) -> Generator[Effect, Any, None]:
        """Fetch the next batch."""
        count = min(self._window, self._left) if turn.number else 1
        turns = [turn, *(self._later(turn, turn.number + index) for index in range(1, count))]
        flows = [self._answer(one) for one in turns]
        answers = (yield from gather(flows)) if flows[1:] else [(yield from flows[0])]
        self._ready.extend((one, data) for one, (data, _) in zip(turns, answers, strict=True))
        self._quickest.append(min(seconds for _, seconds in answers))
        quick = min(self._quickest) < QUICK
        self._window = 1 if quick else min(self._window * self._growth, self._widest)

    def _later(self, turn: PageRequest, number: int) -> PageRequest:
        return PageRequest(str(number), {**turn.query, self._style.page: number})

    def _answer(self, turn: PageRequest) -> Generator[Effect, Any, tuple[Any, float]]:
        """Fetch one page: the answer, and how many seconds it took."""
        clock = self._context.gate.clock
        started = clock()
        arguments = self._arguments._replace(params={**(self._arguments.params or {}), **turn.query})
        try:
            data = yield from self._call(self._context, self._operation, arguments)
        except NotFoundError:
            if not turn.query:
                raise
            data = _NO_PAGE
        return data, clock() - started

    def _taken(self, turn: PageRequest, data: Any) -> Page[Any]:
        """Read a page, and where it leads."""
        self._walked += 1
        if is_list(data):
            self._turn = None
            return Page(data, len(data))
        style = self._style
        rows = data.get(style.results) if is_object(data) else None
        if not is_object(data) or not is_list(rows):
            raise DecodeError(
                f"{self._operation.name} did not answer a page: there is no list {style.results!r}", response=data
            )
        self._turn = self._after(turn, data)
        total = data.get(style.total) if style.total else None
        total = total if isinstance(total, int) else None
        self._size = self._size or len(rows)
        self._left = -(-total // self._size) - turn.number if total and self._size else 0
        return Page(self._unknown(rows) if self._numbered else rows, total)

    def _after(self, turn: PageRequest, data: dict[str, Any]) -> PageRequest | None:
        following = data.get(self._style.next)
        if not following:
            return None
        if "?" in str(following):  # a link: only its query can be trusted
            query: dict[str, Any] = dict(next_query(following))
            place = query.get(self._style.page, [""])[-1]
        else:
            query, place = {self._style.page: following}, str(following)
        found = PageRequest(place, query)
        self._seen.add(turn.place)
        if found.number > turn.number > 0:
            self._seen.clear()  # numbers that grow come to no page again
        elif turn.number > 0 or place in self._seen:
            raise DecodeError(
                f"{self._operation.name}: the pages go round in circles: page {place or 1!r} comes again", response=data
            )
        if self._walked >= MAX_PAGES:
            raise DecodeError(f"{self._operation.name}: no end after {MAX_PAGES} pages", response=data)
        return found

    def _unknown(self, rows: list[Any]) -> list[Any]:
        """The rows that were not on a page just before: they move when others are added or removed."""
        keys = [row.get(KEY) if row.__class__ is dict else None for row in rows]
        new: set[Any] = {key for key in keys if key.__class__ is int or key.__class__ is str}
        known = new.intersection(set[Any]().union(*self._recent))
        self._recent.append(new)
        if not known:
            return rows
        return [row for row, key in zip(rows, keys, strict=True) if key.__class__ not in {int, str} or key not in known]


_NO_PAGE = object()


def all_rows(walk: Paginator) -> Generator[Effect, Any, list[Any]]:
    """Walk to the end and gather all rows."""
    rows: list[Any] = []
    while (page := (yield from walk.page())) is not None:
        rows += page.rows
    return rows
