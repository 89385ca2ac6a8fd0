"""Pages fetched ahead: in order, in growing batches, nothing twice, nothing left behind."""

from __future__ import annotations

import json
import os
import signal
import threading
from functools import partial
from itertools import count
from urllib.parse import parse_qs, urlsplit

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.acme import SERVICE
from support.faulty import FaultyServer
from support.steps import json_response, respond
from synapse_http.errors import DecodeError, InvalidArgumentError, NotFoundError, ServerError
from synapse_http.messages import Request, Response
from synapse_runtime import AsyncResource, Resource
from synapse_runtime.calls.build_request import CallArguments
from synapse_runtime.calls.client_state import make_client_state
from synapse_runtime.calls.retry_policy import NO_RETRY, RetryState
from synapse_runtime.client import AsyncClient, Client
from synapse_runtime.documented_client import DocumentedClient
from synapse_runtime.flow.drivers import run
from synapse_runtime.flow.effects import Gather
from synapse_runtime.operation import Operation, Parameter
from synapse_runtime.pagination import paginator as paginator_module
from synapse_runtime.pagination.paginator import Paginator, all_items

LIST = Operation("things.list", "GET", "things/", "safe", response="json", pagination="pages")


class Backend:
    """A list of rows in pages; performs effects, and notes what was asked at the same time."""

    def __init__(self, rows, size):
        self.rows = rows
        self.size = size
        self.batches: list[list[int]] = []
        self.batch: list[int] | None = None
        self.headers: list[dict[str, str]] = []
        self.change = lambda number: None

    def perform(self, effect):
        if isinstance(effect, Gather):
            self.batch = []
            self.batches.append(self.batch)
            outcomes = [run(flow, self.perform) for flow in effect.flows]
            self.batch = None
            return outcomes
        assert isinstance(effect, Request)
        self.headers.append(dict(effect.headers))
        query = parse_qs(urlsplit(effect.target).query)
        number = int(query.get("page", ["1"])[0])
        if self.batch is None:
            self.batches.append([number])
        else:
            self.batch.append(number)
        self.change(number)
        return self.page(number)

    def page(self, number):
        first = (number - 1) * self.size
        rows = self.rows[first : first + self.size]
        if not rows and number > 1:
            return Response(404, {}, b'{"detail": "Invalid page."}')
        more = first + self.size < len(self.rows)
        return self.respond(rows, f"http://inner/things/?page={number + 1}" if more else None)

    def respond(self, rows, following):
        data = {"count": len(self.rows), "next": following, "previous": None, "results": rows}
        return Response(200, {}, json.dumps(data).encode())


def walk(prefetch, *, whole=False, seconds=1, operation=LIST, service=SERVICE, max_pages=1000, named=None, **params):
    state = make_client_state(service, "http://127.0.0.1:9", {}, {"prefetch": prefetch, "max_pages": max_pages})
    state = state._replace(retry_state=RetryState(clock=partial(next, count(step=seconds))))
    return Paginator(state, operation, CallArguments(named or {}, params), whole=whole)


def gathered(paginator, backend):
    return run(all_items(paginator.page), backend.perform)


def numbered(rows):
    return [{"id": number} for number in range(rows)]


@given(rows=st.integers(0, 60), size=st.integers(1, 7), prefetch=st.integers(0, 9), whole=st.booleans())
def test_all_rows_come_once_and_in_order_whatever_the_window(rows, size, prefetch, whole):
    backend = Backend(numbered(rows), size)
    assert gathered(walk(prefetch, whole=whole), backend) == numbered(rows)
    asked = [number for batch in backend.batches for number in batch]
    assert asked == list(range(1, max(1, -(-rows // size)) + 1))
    assert max(map(len, backend.batches)) <= max(1, prefetch)


def test_batches_grow_from_one_page_to_the_window():
    backend = Backend(numbered(200), 10)
    gathered(walk(8), backend)
    assert [len(batch) for batch in backend.batches] == [1, 2, 4, 8, 5]


def test_pages_that_come_at_once_are_not_worth_a_batch():
    backend = Backend(numbered(60), 10)
    assert gathered(walk(8, whole=True, seconds=0.0001), backend) == numbered(60)
    assert [len(batch) for batch in backend.batches] == [1] * 6


@pytest.mark.parametrize(
    ("slow", "batches"),
    [({3}, [1] * 9), ({3, 4}, [1] * 9), ({3, 4, 5}, [1] * 5 + [4]), (range(9), [1, 8])],
)
def test_one_page_that_comes_late_does_not_open_the_window(slow, batches):
    backend, now = Backend(numbered(90), 10), [0.0]

    def late(number):
        now[0] += 1.0 if number in slow else 0.0

    backend.change = late
    walker = walk(8, whole=True)
    walker._state = walker._state._replace(retry_state=RetryState(clock=lambda: now[0]))
    assert gathered(walker, backend) == numbered(90)
    assert [len(batch) for batch in backend.batches] == batches


def test_a_walk_to_the_end_opens_the_whole_window_at_once():
    backend = Backend(numbered(200), 10)
    gathered(walk(8, whole=True), backend)
    assert [len(batch) for batch in backend.batches] == [1, 8, 8, 3]


@pytest.mark.parametrize("prefetch", [0, 1])
def test_prefetch_can_be_turned_off(prefetch):
    backend = Backend(numbered(30), 10)
    gathered(walk(prefetch, whole=True), backend)
    assert backend.batches == [[1], [2], [3]]


def test_nothing_is_fetched_before_it_is_asked_for():
    backend = Backend(numbered(100), 10)
    paginator = walk(8)
    for expected in (1, 2):
        page = run(paginator.page(), backend.perform)
        assert page.items[0]["id"] == (expected - 1) * 10
    assert backend.batches == [[1], [2, 3]]


def test_rows_that_move_to_the_next_page_are_not_delivered_twice():
    backend = Backend(numbered(30), 10)

    def insert(number):
        if number == 2:
            backend.rows = [{"id": "new"}, *backend.rows]

    backend.change = insert
    found = gathered(walk(0), backend)
    assert [row["id"] for row in found] == list(range(30))


def test_rows_without_an_id_are_all_delivered():
    backend = Backend(["a", "a", "a", {"name": "b"}, {"name": "b"}, {"id": [1]}, {"id": [1]}], 1)
    assert gathered(walk(4), backend) == backend.rows


def test_rows_that_go_away_end_the_walk_early():
    backend = Backend(numbered(50), 10)

    def remove(number):
        if number == 3:
            backend.rows = backend.rows[:20]

    backend.change = remove
    assert gathered(walk(4), backend) == numbered(20)


def test_a_list_that_grows_is_walked_to_its_new_end():
    backend = Backend(numbered(20), 10)

    def add(number):
        if number == 2:
            backend.rows = numbered(45)

    backend.change = add
    assert gathered(walk(4, whole=True), backend) == numbered(45)


def test_a_walk_may_begin_at_any_page():
    backend = Backend(numbered(60), 10)
    assert gathered(walk(8, page=4), backend) == numbered(60)[30:]
    assert backend.batches == [[4], [5, 6]]


@pytest.mark.parametrize("header", ["If-None-Match", "if-modified-since"])
def test_the_condition_of_a_list_is_sent_with_its_first_page_alone(header):
    """Callers have the `ETag` of that page's URL: no other, and not the first one again, may come back as a 304."""
    operation = LIST._replace(parameters=(Parameter("known", "header", "str", alias=header),))
    paginator = walk(4, operation=operation, named={"known": "v1"})
    backend = Backend(numbered(30), 10)
    rows = run(paginator.page(), backend.perform).items
    del backend.rows[5:10]
    assert rows + gathered(paginator, backend) == numbered(30)
    assert backend.batches == [[1], [2, 3], [1], [2, 3]]
    assert [headers.get(header) for headers in backend.headers] == ["v1", None, None, None, None, None]


def test_a_first_page_that_is_not_there_is_an_error():
    with pytest.raises(NotFoundError):
        gathered(walk(8, page=9), Backend(numbered(10), 10))


@pytest.mark.parametrize(
    "missing", [Response(404, {}, b"<h1>Not Found</h1>"), Response(404, {}, b'{"detail": "Not found."}')]
)
def test_a_404_that_is_not_the_backends_invalid_page_ends_no_walk_in_silence(missing):
    backend = Backend(numbered(30), 10)
    page = backend.page
    backend.page = lambda number: missing if number == 3 else page(number)
    with pytest.raises(NotFoundError):
        gathered(walk(0), backend)


def test_a_list_of_which_nothing_tells_the_end_ends_with_its_last_page():
    names = SERVICE.paginations[LIST.pagination]._replace(next="", total="")
    service = SERVICE._replace(paginations={LIST.pagination: names})
    backend = Backend(numbered(20), 10)
    assert gathered(walk(0, service=service), backend) == numbered(20)
    assert backend.batches == [[1], [2], [3]]


def test_a_server_that_skips_pages_is_followed():
    backend = Backend(numbered(80), 10)
    page = backend.page

    def skipping(number):
        return backend.respond([{"id": "2"}], "?page=5") if number == 2 else page(number)

    backend.page = skipping
    found = [row["id"] for row in gathered(walk(8), backend)]
    assert found == [*range(10), "2", *range(40, 80)]


# Lists that change during the walk --------------------------------------------------------


@pytest.mark.parametrize("prefetch", [0, 2, 8])
@pytest.mark.parametrize("whole", [False, True])
def test_a_reader_that_takes_each_item_off_the_list_gets_all_of_them(prefetch, whole):
    backend, handled = Backend(numbered(1500), 100), []
    paginator = walk(prefetch, whole=whole)
    while (page := run(paginator.page(), backend.perform)) is not None:
        for row in page.items:
            handled.append(row["id"])
            backend.rows.remove(row)
    assert handled == list(range(1500))
    assert backend.rows == []


@given(
    rows=st.integers(0, 60),
    size=st.integers(1, 7),
    prefetch=st.integers(0, 5),
    whole=st.booleans(),
    changes=st.lists(
        st.lists(st.integers(0, 99), max_size=9).flatmap(lambda gone: st.integers(0, 4).map(lambda new: gone or new))
    ),
)
def test_items_that_stay_are_returned_once_whatever_is_removed_or_put_before_them(rows, size, prefetch, whole, changes):
    """Between two pages rows go, or new ones come to the front, as in a list with the newest first."""
    backend, removed, returned = Backend(numbered(rows), size), set(), []
    paginator, pending = walk(prefetch, whole=whole), [*changes]
    while (page := run(paginator.page(), backend.perform)) is not None:
        returned += [row["id"] for row in page.items]
        change = pending.pop() if pending else []
        if isinstance(change, int):
            backend.rows[:0] = [{"id": f"new {len(pending)} {number}"} for number in range(change)]
        else:
            for index in change[: len(backend.rows)]:
                removed.add(backend.rows.pop(index % len(backend.rows))["id"])
    assert len(returned) == len({*returned})
    assert {*range(rows)} - removed <= {*returned}


def test_a_page_that_is_gone_ends_no_walk_while_pages_before_it_have_something_new():
    backend = Backend(numbered(1200), 100)
    paginator = walk(0)
    seen = [row["id"] for _ in range(9) for row in run(paginator.page(), backend.perform).items]
    backend.rows = backend.rows[850:]
    assert [row["id"] for row in gathered(paginator, backend)] == list(range(900, 1200))
    assert seen == list(range(900))
    assert [number for batch in backend.batches[9:] for number in batch] == [10, 9, 7, 3, 1, 2, 3, 4]


def test_a_page_that_is_gone_while_the_one_before_says_it_is_there_is_an_error():
    backend = Backend(numbered(30), 10)
    page = backend.page
    backend.page = lambda number: page(9) if number == 3 else page(number)
    with pytest.raises(DecodeError, match="100 pages in a row have no new item"):
        gathered(walk(0), backend)


def test_a_page_that_is_gone_ahead_of_one_that_is_there_loses_nothing():
    backend, gone = Backend(numbered(60), 10), [3]
    page = backend.page

    def flickering(number):
        if number in gone:
            gone.remove(number)
            return page(99)
        return page(number)

    backend.page = flickering
    assert gathered(walk(8, whole=True), backend) == numbered(60)


@pytest.mark.parametrize(
    ("start", "make"),
    [(1, lambda number: {"name": number}), (3, lambda number: {"id": number})],
    ids=["without an id", "from a page in the middle"],
)
def test_a_list_that_shrinks_is_an_error_if_its_items_cannot_be_told_apart(start, make):
    backend = Backend([make(number) for number in range(60)], 10)
    paginator = walk(0, page=start)
    run(paginator.page(), backend.perform)
    first = 10 * (start - 1)
    del backend.rows[first : first + 10]
    with pytest.raises(DecodeError, match=r"things\.list: the list changed during the walk, so items may be missing"):
        gathered(paginator, backend)


def test_a_list_that_shrinks_by_more_than_is_remembered_is_an_error(monkeypatch):
    monkeypatch.setattr(paginator_module, "REMEMBERED_PAGES", 3)
    backend = Backend(numbered(200), 10)
    paginator = walk(0)
    for _ in range(8):
        run(paginator.page(), backend.perform)
    del backend.rows[:75]
    assert run(paginator.page(), backend.perform).items[0] == {"id": 80}, "five are left of those that it knows"
    del backend.rows[:80]
    with pytest.raises(DecodeError, match="the list changed"):
        gathered(paginator, backend)


def test_a_long_walk_of_a_list_that_is_emptied_ends(monkeypatch):
    monkeypatch.setattr(paginator_module, "REMEMBERED_PAGES", 3)
    backend = Backend(numbered(200), 10)
    paginator = walk(0)
    for _ in range(8):
        run(paginator.page(), backend.perform)
    backend.rows = []
    assert gathered(paginator, backend) == []


def test_pages_before_a_walk_that_begins_in_the_middle_are_not_returned():
    backend = Backend(numbered(60), 10)
    paginator = walk(0, page=3)
    run(paginator.page(), backend.perform)
    del backend.rows[22:27]
    assert [row["id"] for row in gathered(paginator, backend)] == list(range(30, 60))


def test_items_are_told_apart_by_the_field_that_the_spec_names():
    events = SERVICE._replace(paginations={"pages": SERVICE.paginations["pages"]._replace(key="event")})
    rows = [{"id": number // 10, "event": number} for number in range(60)]
    paginator = walk(0, service=events)
    assert gathered(paginator, Backend(rows, 7)) == rows


@pytest.mark.parametrize(("following", "named"), [("?page=2", "'2'"), ("?page=1", "'1'"), ("?other=1", "1")])
def test_pages_that_go_round_in_circles_are_an_error_after_the_rows_before(following, named):
    backend = Backend(numbered(80), 10)
    page = backend.page
    backend.page = lambda number: backend.respond([{"id": "x"}], following) if number == 3 else page(number)
    paginator = walk(8)
    for _ in range(2):
        assert run(paginator.page(), backend.perform).items
    with pytest.raises(DecodeError, match=f"pagination loop: page {named} was returned twice"):
        run(paginator.page(), backend.perform)


def test_a_walk_without_end_is_ended():
    backend = Backend(numbered(10), 10)
    backend.page = lambda number: backend.respond([{"id": number}], f"?page={number + 1}")
    with pytest.raises(DecodeError, match=r"no end after 20 pages: raise max_pages if the list is longer"):
        gathered(walk(8, max_pages=20), backend)


@pytest.mark.parametrize("rows", [[], [{"id": 1}]], ids=["empty", "the same item"])
def test_pages_without_a_new_item_are_not_walked_for_ever(rows):
    backend = Backend(numbered(10), 10)
    backend.page = lambda number: backend.respond(rows, f"?page={number + 1}")
    with pytest.raises(DecodeError, match="100 pages in a row have no new item"):
        gathered(walk(8), backend)
    assert sum(map(len, backend.batches)) <= 110


def test_a_server_that_does_not_count_is_walked_page_by_page():
    backend = Backend(numbered(40), 10)
    backend.respond = lambda rows, following: Response(
        200, {}, json.dumps({"next": following, "results": rows}).encode()
    )
    assert gathered(walk(8), backend) == numbered(40)
    assert [len(batch) for batch in backend.batches] == [1, 1, 1, 1]


def test_an_empty_page_does_not_tell_how_many_there_are():
    backend = Backend(numbered(40), 10)
    page = backend.page
    backend.page = lambda number: backend.respond([], "?page=2") if number == 1 else page(number)
    assert gathered(walk(8), backend) == numbered(40)[10:]
    assert backend.batches[:2] == [[1], [2]]


@pytest.mark.parametrize("prefetch", [-1, 2.5, True, None, "8"])
def test_a_window_that_makes_no_sense_is_refused(prefetch):
    with pytest.raises(InvalidArgumentError, match="prefetch must be an integer ≥ 0"):
        walk(prefetch)


# Over sockets ---------------------------------------------------------------------------


def serving(rows, size, *, broken=0):
    backend = Backend(numbered(rows), size)

    def script(request):
        number = int(parse_qs(request.query).get("page", ["1"])[0])
        if number == broken:
            return json_response({"detail": "no"}, 500)
        found = backend.page(number)
        return respond(found.status_code, found.content, (("Content-Type", "application/json"),))

    return FaultyServer(otherwise=script)


def threads():
    return {thread for thread in threading.enumerate() if thread.name.startswith("flow-")}


@pytest.fixture
def _always_worth_it(monkeypatch):
    monkeypatch.setattr(paginator_module, "QUICK_SECONDS", 0.0)


@pytest.mark.usefixtures("_always_worth_it")
def test_blocking_pagers_walk_in_order_on_threads_and_leave_none():
    with serving(95, 10) as server, Client(SERVICE, server.url, {}, prefetch=4) as client:
        pager = Resource(client)._pages(LIST, {})
        assert list(pager) == pager.to_list() == numbered(95)
        assert pager.count() == 95
        assert server.connections > 1
        assert not threads()
        for row in pager:
            if row["id"] == 15:
                break
        assert not threads()


@pytest.mark.usefixtures("_always_worth_it")
def test_a_list_of_all_rows_opens_the_whole_window_at_once():
    backend, others = Backend(numbered(90), 10), threading.Barrier(8)

    class Meeting:
        def __call__(self, request, send):
            response = backend.perform(request)
            if "page=" in request.target:
                others.wait(timeout=10)  # the pages after the first one are all under way, or this breaks
            return response

    with DocumentedClient(SERVICE, "http://host", {}, middleware=[Meeting()], prefetch=8) as client:
        assert client._all(LIST, {}) == numbered(90)
    assert not threads()


@pytest.mark.usefixtures("_always_worth_it")
def test_a_failed_page_ends_the_walk_and_leaves_no_thread():
    with serving(95, 10, broken=3) as server, Client(SERVICE, server.url, {}, retry=NO_RETRY) as client:
        with pytest.raises(ServerError):
            Resource(client)._pages(LIST, {}).to_list()
        assert not threads()


@pytest.mark.usefixtures("_always_worth_it")
@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_async_pagers_walk_in_order_and_can_be_left(backend):
    async def main(url):
        async with AsyncClient(SERVICE, url, {}, prefetch=4) as client:
            pager = AsyncResource(client)._pages(LIST, {})
            assert [row async for row in pager] == await pager.to_list() == numbered(95)
            assert await pager.count() == 95
            rows = aiter(pager)
            assert aiter(rows) is rows
            async for row in pager:
                if row["id"] == 15:
                    break

    with serving(95, 10) as server:
        anyio.run(main, server.url, backend=backend)
        assert server.connections > 1


@pytest.mark.usefixtures("_always_worth_it")
@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_an_async_walk_that_fails_raises_the_error_alone(backend):
    async def main(url):
        async with AsyncClient(SERVICE, url, {}, retry=NO_RETRY) as client:
            await AsyncResource(client)._pages(LIST, {}).to_list()

    with serving(95, 10, broken=3) as server, pytest.raises(ServerError):
        anyio.run(main, server.url, backend=backend)


@pytest.mark.usefixtures("_always_worth_it")
@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_walk_that_is_cancelled_in_a_batch_leaves_no_connection_and_no_thread(backend):
    """Pages 2 and 3 never come; whoever walks is cancelled while both are awaited, and the client works on."""
    backed = Backend(numbered(95), 10)
    held = threading.Event()

    def script(request):
        number = int(parse_qs(request.query).get("page", ["1"])[0])
        if number in (2, 3) and not held.is_set():
            return respond(200, b"", wait=held)
        return respond(200, backed.page(number).content)

    async def main(server):
        async with AsyncClient(SERVICE, server.url, {}) as client:
            with anyio.CancelScope() as scope:
                async with anyio.create_task_group() as group:

                    async def cancel():
                        await anyio.to_thread.run_sync(partial(server.wait_for, arrivals=3))
                        scope.cancel()

                    group.start_soon(cancel)
                    async for _ in AsyncResource(client)._pages(LIST, {}):
                        pass
            assert scope.cancelled_caught
            held.set()
            assert await AsyncResource(client)._pages(LIST, {}).to_list() == numbered(95)

    with FaultyServer(otherwise=script) as server:
        anyio.run(main, server, backend=backend)
        assert not threads()


@pytest.fixture
def _interruptible():
    """Let SIGINT raise KeyboardInterrupt: a shell starts what runs in the background with the signal ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_always_worth_it", "_interruptible")
def test_ctrl_c_ends_a_batch_whose_pages_never_come():
    """The signal comes while pages 2 and 3 are awaited, one on this thread; their read timeout is 30 s."""
    backend, held, passed = Backend(numbered(95), 10), threading.Event(), threading.Event()

    def script(request):
        number = int(parse_qs(request.query).get("page", ["1"])[0])
        return respond(200, backend.page(number).content, wait=held if number in (2, 3) else None)

    def strike():
        server.wait_for(arrivals=10)  # of all pages: a signal while a socket is made would leave it to the collector
        os.kill(os.getpid(), signal.SIGINT)
        passed.wait(20)
        held.set()  # else the test would wait for the read timeout

    with FaultyServer(otherwise=script) as server, Client(SERVICE, server.url, {}) as client:
        striker = threading.Thread(target=strike)
        striker.start()
        with pytest.raises(KeyboardInterrupt):
            Resource(client)._pages(LIST, {}).to_list()
        assert not held.is_set()
        passed.set()
        striker.join()


@pytest.mark.usefixtures("_always_worth_it")
def test_a_clone_has_its_own_window_on_the_same_connections():
    """Page 2 of the second walk comes when page 3 is asked for, which takes a connection of its own."""
    backend, third, windows = Backend(numbered(95), 10), threading.Event(), []

    def script(request):
        number = int(parse_qs(request.query).get("page", ["1"])[0])
        if windows and number == 3:
            third.set()
        return respond(200, backend.page(number).content, wait=third if windows and number == 2 else None)

    with FaultyServer(otherwise=script) as server, Client(SERVICE, server.url, {}, prefetch=8) as client:
        clone = client.with_options(prefetch=0)
        assert Resource(clone)._pages(LIST, {}).to_list() == numbered(95)
        assert server.connections == 1, "page by page, on one connection"
        windows.append(8)
        assert Resource(client)._pages(LIST, {}).to_list() == numbered(95)
        assert server.connections > 1
