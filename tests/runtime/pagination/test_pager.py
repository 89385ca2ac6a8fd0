"""Pagers: what they ask for, what they make of it, and that making one asks for nothing."""

from __future__ import annotations

import pytest
from support import acme
from support.scripted import AsyncScripted, Scripted, json_response
from synapse_runtime import AsyncResource, Resource
from synapse_runtime.client import AsyncClient, Client
from synapse_runtime.errors import DecodeError, InvalidArgumentError, NotFoundError
from synapse_runtime.operation import Operation, Pagination, Parameter
from synapse_runtime.pagination.pager import AsyncPager, Pager

SERVICE = acme.SERVICE._replace(
    paginations={
        **acme.SERVICE.paginations,
        "cursors": Pagination("cursor", "items", page="after", size="limit", next="next_cursor", walk_size=3),
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
BARE = LIST._replace(name="things.bare", pagination="bare", parameters=())
INNER = "http://inner:8000/wrong/things/?"


def page(*ids, total=None, following=None):
    return json_response({"count": total, "next": following, "results": [{"id": ident} for ident in ids]})


def feed(*ids, following=None):
    return json_response({"items": [{"id": ident} for ident in ids], "next_cursor": following})


class Blocking:
    """A blocking pager, used as an async one is."""

    def __init__(self, operation, named, *answers):
        self.script = Scripted(*answers)
        client = Client(SERVICE, "https://host/api", {}, middleware=[self.script])
        self.pager = Resource(client)._pages(operation, named)
        assert isinstance(self.pager, Pager)

    async def rows(self):
        return [row["id"] for row in self.pager]

    async def pages(self):
        return list(self.pager.pages())

    async def ask(self, method, *arguments):
        return getattr(self.pager, method)(*arguments)


class Waiting(Blocking):
    def __init__(self, operation, named, *answers):
        transport = AsyncScripted(*answers)
        self.script = transport.script
        client = AsyncClient(SERVICE, "https://host/api", {}, middleware=[transport])
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
        with pytest.raises(InvalidArgumentError, match=r"things\.bare does not say how many items there are"):
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

    @pytest.mark.parametrize("following", [INNER, "http://[bad?x=1", INNER + "page=zzz", "http://inner/things/", {}, 1])
    async def test_a_link_that_leads_nowhere_ends_no_walk_in_silence(self, make, following):
        things = make(LIST, {}, page(1, following=following))
        if following:
            with pytest.raises(DecodeError, match="pagination loop"):
                await things.rows()
        else:
            assert await things.rows() == [1]


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

    async def test_a_404_ends_no_walk_in_silence(self, make):
        things = make(FEED, {}, feed(1, following="a"), json_response({"detail": "Invalid page."}, 404))
        with pytest.raises(NotFoundError):
            await things.rows()

    async def test_there_are_no_numbers(self, make):
        with pytest.raises(InvalidArgumentError, match=r"things\.feed has no page numbers: walk it with pages"):
            await make(FEED, {}).ask("page", 1)
