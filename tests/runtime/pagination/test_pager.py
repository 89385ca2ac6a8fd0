"""Pagers: what they ask for, what they make of it, and that making one asks for nothing."""

from __future__ import annotations

import sys

import pytest
from support import acme
from support.scripted import AsyncScripted, Scripted, json_response
from synapse_http.errors import DecodeError, InvalidArgumentError, NotFoundError
from synapse_runtime import AsyncResource, Resource
from synapse_runtime.client import AsyncClient, Client
from synapse_runtime.operation import Operation, Pagination, Parameter
from synapse_runtime.pagination.pager import AsyncPager, Pager

SERVICE = acme.SERVICE._replace(
    paginations={
        **acme.SERVICE.paginations,
        "cursors": Pagination("cursor", "items", page="after", size="limit", next="next_cursor", walk_size=3),
        "both": acme.SERVICE.paginations["pages"]._replace(cursor_query={"pagination": "cursor", "ordering": "-id"}),
        "bare": Pagination("page_number", "results", page="page", next="next"),
    }
)
LIST = acme.LIST._replace(
    parameters=(
        Parameter("colour", "query", "str"),
        Parameter("page", "query", "int"),
        Parameter("rows", "query", "int", alias="page_size"),
    )
)
FEED: Operation[dict] = Operation("things.feed", "GET", "feed/", "safe", response="json", pagination="cursors")
BOTH = LIST._replace(
    name="things.both",
    pagination="both",
    parameters=(*LIST.parameters, Parameter("ordering", "query", "str"), Parameter("pagination", "query", "str")),
)
BARE = LIST._replace(name="things.bare", pagination="bare", parameters=())
INNER = "http://inner:8000/wrong/things/?"


def page(*ids, total=None, following=None):
    return json_response({"count": total, "next": following, "results": [{"id": ident} for ident in ids]})


def uncounted(*ids, following=None):
    return json_response({"next": following, "previous": None, "results": [{"id": ident} for ident in ids]})


def feed(*ids, following=None):
    return json_response({"items": [{"id": ident} for ident in ids], "next_cursor": following})


class Blocking:
    """A blocking pager, used as an async one is."""

    def __init__(self, operation, named, *answers, **options):
        self.script = Scripted(*answers)
        client = Client(SERVICE, "https://host/api", {}, middleware=[self.script], **options)
        self.pager = Resource(client)._pages(operation, named)
        assert isinstance(self.pager, Pager)

    async def rows(self):
        return [row["id"] for row in self.pager]

    async def pages(self):
        return list(self.pager.pages())

    async def ask(self, method, *arguments):
        return getattr(self.pager, method)(*arguments)


class Waiting(Blocking):
    def __init__(self, operation, named, *answers, **options):
        transport = AsyncScripted(*answers)
        self.script = transport.script
        client = AsyncClient(SERVICE, "https://host/api", {}, middleware=[transport], **options)
        self.pager = AsyncResource(client)._pages(operation, named)
        assert isinstance(self.pager, AsyncPager)

    async def rows(self):
        return [row["id"] async for row in self.pager]

    async def pages(self):
        return [page async for page in self.pager.pages()]

    async def ask(self, method, *arguments):
        return await getattr(self.pager, method)(*arguments)


@pytest.fixture(params=[Blocking, Waiting], ids=["blocking", "waiting"])
def make(request):
    return request.param


pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend():
    return "asyncio"


class TestNumbers:
    async def test_making_one_asks_for_nothing(self, make):
        things = make(LIST, {})
        assert things.script.requests == []
        assert repr(things.pager).endswith("Pager of things.list>")

    async def test_it_is_walked_anew_each_time(self, make):
        things = make(LIST, {"colour": "red"}, page(1, 2, following=f"{INNER}page=2&colour=red"), page(3), page(4))
        assert await things.rows() == [1, 2, 3]
        assert await things.rows() == [4]
        assert things.script.targets == [
            "/api/things/?colour=red&page_size=100",
            "/api/things/?page_size=100&page=2&colour=red",
            "/api/things/?colour=red&page_size=100",
        ]

    async def test_a_page_size_of_the_caller_is_kept(self, make):
        things = make(LIST, {"rows": 2}, page(1, following=f"{INNER}page=2&page_size=2"), page(2))
        assert await things.rows() == [1, 2]
        assert things.script.targets == ["/api/things/?page_size=2", "/api/things/?page=2&page_size=2"]

    async def test_a_walk_may_begin_at_a_page_of_the_caller(self, make):
        things = make(LIST, {"page": 3}, page(1, following=f"{INNER}page=4"), page(2))
        assert await things.rows() == [1, 2]
        circle = make(LIST, {"page": 3}, page(1, following=f"{INNER}page=3"))
        with pytest.raises(DecodeError, match="pagination loop"):
            await circle.rows()

    async def test_pages_have_their_rows_and_the_total(self, make):
        things = make(LIST, {}, page(1, 2, total=3, following=f"{INNER}page=2"), page(3, total=3))
        assert [(len(page.items), page.total) for page in await things.pages()] == [(2, 3), (1, 3)]

    async def test_one_page(self, make):
        things = make(LIST, {}, page(5, total=9))
        assert (await things.ask("page", 5)).items == [{"id": 5}]
        assert things.script.targets == ["/api/things/?page=5&page_size=100"]

    async def test_a_page_too_far_is_not_there(self, make):
        with pytest.raises(NotFoundError, match="Invalid page"):
            await make(LIST, {}, json_response({"detail": "Invalid page."}, 404)).ask("page", 99)

    @pytest.mark.parametrize("number", [0, -1, True, "2", None, 1.0])
    async def test_a_page_has_a_number(self, make, number):
        things = make(LIST, {})
        with pytest.raises(InvalidArgumentError, match="page must be an integer ≥ 1"):
            await things.ask("page", number)
        assert things.script.requests == []

    async def test_the_first_row_and_how_many_there_are(self, make):
        things = make(LIST, {}, page(1, total=7), page(), page(1, total=7))
        assert await things.ask("first") == {"id": 1}
        assert await things.ask("first") is None
        assert await things.ask("count") == 7
        assert set(things.script.targets) == {"/api/things/?page_size=1"}

    async def test_all_rows(self, make):
        things = make(LIST, {}, page(1, total=2, following=f"{INNER}page=2"), page(2, total=2))
        assert await things.ask("to_list") == [{"id": 1}, {"id": 2}]

    async def test_a_list_without_sizes_and_totals(self, make):
        things = make(BARE, {}, page(1), page(1))
        assert await things.ask("first") == {"id": 1}
        assert things.script.targets == ["/api/things/"]
        with pytest.raises(DecodeError, match=r"things\.bare: the response does not say how many items there are"):
            await things.ask("count")

    async def test_a_bare_list_is_one_page(self, make):
        things = make(LIST, {}, *[json_response([{"id": 1}, {"id": 2}])] * 3)
        assert await things.rows() == [1, 2]
        assert await things.ask("count") == 2
        assert await things.ask("first") == {"id": 1}

    @pytest.mark.parametrize("data", [{"rows": []}, {"results": {}}, None, "text", 3])
    async def test_what_is_no_page_is_told(self, make, data):
        with pytest.raises(DecodeError, match="the response is not a page: no list 'results'"):
            await make(LIST, {}, json_response(data)).rows()

    @pytest.mark.parametrize(
        ("following", "problem"),
        [
            (INNER, "pagination loop"),
            ("http://[bad?x=1", "pagination loop"),
            (1, "pagination loop"),
            (INNER + "page=zzz", "'zzz' is not the number of a page"),
            ("http://inner/things/", "'http://inner/things/' is not the number of a page"),
            (INNER + "page=" + "9" * 5000, "is not the number of a page"),
            (10**4000, "is not the number of a page"),
            ("9" * 9000, "'next' is neither a link nor a token"),
            ({}, "'next' is neither a link nor a token"),
            ([INNER], "'next' is neither a link nor a token"),
            (False, "'next' is neither a link nor a token"),
            (INNER + "page=\ud800", "surrogates not allowed"),
        ],
    )
    async def test_a_link_that_leads_nowhere_ends_no_walk_in_silence(self, make, following, problem):
        things = make(LIST, {}, page(1, following=following))
        with pytest.raises(DecodeError, match=problem) as caught:
            await things.rows()
        assert len(str(caught.value)) < 300

    @pytest.mark.parametrize("total", [None, True, -1, 1.5, "7"])
    async def test_a_total_that_is_no_number_is_none(self, make, total):
        things = make(LIST, {}, page(1, total=total), page(1, total=total))
        assert [page.total for page in await things.pages()] == [None]
        with pytest.raises(DecodeError, match="does not say how many items there are"):
            await things.ask("count")

    async def test_a_page_number_of_the_caller_with_thousands_of_digits_is_sent(self, make):
        with pytest.raises(NotFoundError, match="Invalid page"):
            await make(LIST, {"page": "9" * 5000}, json_response({"detail": "Invalid page."}, 404)).rows()

    @pytest.mark.parametrize(
        ("response", "problem"),
        [
            (page("one"), r"\[int\]\.id: expected int, found str"),
            (json_response({"rows": []}), "the response is not a page"),
        ],
    )
    async def test_an_error_of_a_page_names_the_call(self, make, response, problem):
        things = make(LIST._replace(response="dict[int]"), {"colour": "red"}, response, strict=True)
        with pytest.raises(DecodeError, match=problem) as caught:
            await things.rows()
        assert (caught.value.method, caught.value.url) == ("GET", "https://host/api/things/")
        assert not caught.value.may_have_been_applied

    async def test_it_is_neither_true_nor_false(self, make):
        things = make(LIST, {})
        with pytest.raises(TypeError, match=r"Pager is lazy, neither true nor false: ask first\(\) or count\(\)"):
            bool(things.pager)


class TestCursors:
    async def test_links_and_bare_cursors_are_followed_on_our_own_origin(self, make):
        things = make(
            FEED, {}, feed(1, following="/9j=="), feed(2, following="http://evil/feed/?after=b%2B&limit=3"), feed(3)
        )
        assert await things.rows() == [1, 2, 3]
        assert things.script.targets == [
            "/api/feed/?limit=3",
            "/api/feed/?limit=3&after=%2F9j%3D%3D",
            "/api/feed/?limit=3&after=b%2B",
        ]

    async def test_a_cursor_that_comes_again_ends_the_walk(self, make):
        things = make(FEED, {}, feed(1, following="a"), feed(2, following="b"), feed(3, following="a"), feed(4))
        with pytest.raises(DecodeError, match="pagination loop: page 'a' was returned twice"):
            await things.rows()

    @pytest.mark.parametrize("cursor", [{"a": 1}, "\ud800", "x" * 9000, True])
    async def test_a_cursor_that_cannot_be_sent_is_an_error_of_the_response(self, make, cursor):
        with pytest.raises(DecodeError, match="the next page cannot be told"):
            await make(FEED, {}, feed(1, following=cursor)).rows()

    async def test_pages_that_stay_empty_are_not_walked_for_ever(self, make):
        things = make(FEED, {}, *(feed(following=f"c{number}") for number in range(200)))
        with pytest.raises(DecodeError, match="100 pages in a row have no new item"):
            await things.rows()
        assert len(things.script.requests) == 101

    async def test_a_404_ends_no_walk_in_silence(self, make):
        things = make(FEED, {}, feed(1, following="a"), json_response({"detail": "Invalid page."}, 404))
        with pytest.raises(NotFoundError):
            await things.rows()

    async def test_there_are_no_numbers(self, make):
        with pytest.raises(InvalidArgumentError, match=r"things\.feed has no page numbers: walk it with pages"):
            await make(FEED, {}).ask("page", 1)


class TestNumbersOrACursor:
    """A list of numbered pages that may know a cursor."""

    async def test_a_walk_asks_for_the_cursor_and_follows_its_links(self, make):
        links = [f"{INNER}cursor={cursor}&pagination=cursor&ordering=-id&page_size=100" for cursor in "ab"]
        things = make(BOTH, {}, uncounted(9, 8, following=links[0]), uncounted(7, following=links[1]), uncounted(6))
        assert await things.rows() == [9, 8, 7, 6]
        assert things.script.targets == [
            "/api/things/?page_size=100&pagination=cursor&ordering=-id",
            "/api/things/?page_size=100&pagination=cursor&ordering=-id&cursor=a",
            "/api/things/?page_size=100&pagination=cursor&ordering=-id&cursor=b",
        ]

    async def test_a_backend_that_does_not_know_the_cursor_is_walked_by_number(self, make):
        things = make(BOTH, {}, page(1, 2, total=3, following=f"{INNER}page=2&page_size=100"), page(2, 3, total=3))
        assert await things.rows() == [1, 2, 3]
        assert [target.partition("=-id")[2] for target in things.script.targets] == ["", "&page=2"]

    async def test_and_goes_back_if_the_list_shrinks(self, make):
        things = make(
            BOTH,
            {},
            page(1, 2, total=5, following=f"{INNER}page=2"),
            page(5, total=3, following=None),
            page(3, 4, total=3, following=f"{INNER}page=2"),
            page(5, total=3),
            prefetch=0,
        )
        assert await things.ask("to_list") == [{"id": number} for number in (1, 2, 3, 4, 5)]
        assert [target.partition("=-id")[2] for target in things.script.targets] == [
            "",
            "&page=2",
            "&page=1",
            "&page=2",
        ]

    async def test_a_link_of_the_cursor_that_comes_again_ends_the_walk(self, make):
        things = make(BOTH, {}, *[uncounted(1, following=f"{INNER}cursor=a")] * 3)
        with pytest.raises(DecodeError, match="pagination loop"):
            await things.rows()

    async def test_a_404_ends_no_walk_by_cursor(self, make):
        gone = json_response({"detail": "Invalid page."}, 404)
        with pytest.raises(NotFoundError):
            await make(BOTH, {}, uncounted(1, following=f"{INNER}cursor=a"), gone).rows()

    @pytest.mark.parametrize("named", [{"page": 2}, {"ordering": "name"}, {"pagination": "limit"}])
    async def test_what_the_caller_says_of_pages_or_order_holds(self, make, named):
        things = make(BOTH, named, page(1, total=1))
        assert await things.rows() == [1]
        assert "cursor" not in things.script.targets[0]

    async def test_the_first_item_is_that_of_a_walk_and_pages_and_totals_go_by_number(self, make):
        things = make(BOTH, {}, uncounted(9), page(1, total=7), page(1, total=7))
        assert await things.ask("first") == {"id": 9}
        assert await things.ask("count") == 7
        assert (await things.ask("page", 1)).total == 7
        assert things.script.targets == [
            "/api/things/?page_size=1&pagination=cursor&ordering=-id",
            "/api/things/?page_size=1",
            "/api/things/?page=1&page_size=100",
        ]


class TestDeadline:
    """One covers each call that returns once; in a lazy walk, one covers each page."""

    @pytest.mark.parametrize(("method", "deadlines"), [("to_list", 1), ("rows", 3), ("pages", 3)])
    async def test_it_covers_a_call_or_a_page(self, make, method, deadlines):
        walked = [page(1, following=f"{INNER}page=2"), page(2, following=f"{INNER}page=3"), page(3)]
        things = make(LIST, {}, *walked, deadline=60)
        await (things.ask(method) if method == "to_list" else getattr(things, method)())
        assert len({request.deadline for request in things.script.requests}) == deadlines

    async def test_it_covers_pages_that_are_read_again_for_one(self, make):
        shrunk = [page(9, total=1), page(1, total=1), page(1, total=1)]
        things = make(LIST, {}, page(1, 2, total=3, following=f"{INNER}page=2"), *shrunk, deadline=60, prefetch=0)
        assert len(await things.pages()) == 1
        assert len({request.deadline for request in things.script.requests[1:]}) == 1


class TestPlainDataAndTables:
    async def test_items_as_dicts_are_what_was_sent(self, make):
        things = make(LIST, {}, page(1, 2, following=f"{INNER}page=2"), page(3), prefetch=0, strict=True)
        assert await things.ask("to_dicts") == [{"id": 1}, {"id": 2}, {"id": 3}]

    async def test_a_table_has_all_items(self, make):
        for method in ("to_pandas", "to_arrow"):
            things = make(LIST, {}, page(1, 2, following=f"{INNER}page=2"), page(3), prefetch=0)
            ids = (await things.ask(method))["id"]
            assert (ids.tolist() if method == "to_pandas" else ids.to_pylist()) == [1, 2, 3]

    @pytest.mark.parametrize(("method", "library"), [("to_pandas", "pandas"), ("to_arrow", "pyarrow")])
    async def test_a_library_that_is_missing_is_named_before_anything_is_sent(self, make, monkeypatch, method, library):
        monkeypatch.setitem(sys.modules, library, None)
        things = make(LIST, {})
        with pytest.raises(ImportError, match=f"{library} is not installed: pip install {library}"):
            await things.ask(method)
        assert things.script.targets == []

    async def test_a_notebook_fetches_nothing_by_itself(self, make):
        things = make(LIST, {})
        html = things.pager._repr_html_()
        assert f"&lt;{type(things.pager).__name__} of things.list&gt;" in html
        assert things.script.targets == []
