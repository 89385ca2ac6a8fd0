"""Styles of pagination: each walks through what the mock serves, and reads odd pages as its class says."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Annotated
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support import acme
from support.scripted import Scripted, json_response
from synapse_codegen.grammar.pagination import PAGINATION_STYLES
from synapse_http.errors import DecodeError, InvalidArgumentError
from synapse_http.messages import Response
from synapse_http.values import UNSET, Unset
from synapse_runtime import Resource
from synapse_runtime.client import Client
from synapse_runtime.operation import Operation, Pagination
from synapse_runtime.pagination.styles import MAX_TOKEN_LENGTH, STYLES, Page, PageRequest
from synapse_runtime.serialization.annotations import Secret
from synapse_runtime.serialization.model import Model, model
from synapse_runtime.testing.backend.pagination import MOCK_STYLES, PageQuery
from synapse_runtime.testing.messages import HttpError

LIST: Operation[dict] = Operation("things.list", "GET", "things/", "safe", response="json", pagination="pages")

PAGINATIONS = {
    "page number": Pagination("page_number", "results", "page", "size", "count", "next"),
    "page number, no links": Pagination("page_number", "results", "page", "size", "count"),
    "page number, no links, no total": Pagination("page_number", "results", "page", "size"),
    "page number, bare lists": Pagination("page_number", "", "page", "size"),
    "cursor": Pagination("cursor", "data.items", "after", "size", next="meta.cursor"),
    "link header": Pagination("link_header", "", "page", "per_page", "X-Total"),
    "link header, total in the page": Pagination("link_header", "results", "page", "per_page", "count"),
    "link header, no total": Pagination("link_header", "results"),
    "offset": Pagination("offset", "data.items", "offset", "limit", "data.total"),
    "offset, no total": Pagination("offset", "", "offset", "limit"),
    "last item": Pagination("last_item", "data", "starting_after", "limit", key="id", more="has_more"),
    "last item, bare lists": Pagination("last_item", "", "after", "limit", key="meta.id"),
}


def client_of(pagination, *middleware, **options):
    service = acme.SERVICE._replace(paginations={"pages": pagination})
    return Client(service, "https://host/api", {}, middleware=middleware, **options)


def things(pagination, *responses):
    """The list of a client with these responses, and what it was asked for."""
    script = Scripted(*responses)
    return Resource(client_of(pagination, script, prefetch=1))._pages(LIST, {}), script  # in order, however slow


def item(number):
    return {"id": f"a{number}", "meta": {"id": number}}


class MockList:
    """Middleware that serves a list as the mock does."""

    def __init__(self, pagination, count, most=100):
        self.style = MOCK_STYLES[pagination.style](pagination, [])
        self.size = pagination.size
        self.rows = [SimpleNamespace(sequence=number, item=item(number)) for number in range(1, count + 1)]
        self.most = most
        self.targets = []

    def __call__(self, request, send):
        self.targets.append(request.target)
        query = parse_qs(urlsplit(request.target).query)
        if self.size in query:
            query[self.size] = [str(min(int(query[self.size][-1]), self.most))]
        try:
            response = self.style.respond(
                200, self.rows, PageQuery("http://inner/things/", query), lambda row: row.item
            )
        except HttpError as error:
            response = error.response
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Response(response.status_code, headers, response.body)


@pytest.mark.parametrize("pagination", PAGINATIONS.values(), ids=PAGINATIONS)
@given(
    count=st.integers(0, 60), size=st.integers(1, 25), most=st.sampled_from([7, 100]), prefetch=st.sampled_from([0, 4])
)
@example(count=40, size=20, most=7, prefetch=4)
@example(count=0, size=1, most=100, prefetch=0)
def test_a_walk_returns_each_item_once_in_order(pagination, count, size, most, prefetch):
    served = MockList(pagination, count, most)
    client = client_of(pagination._replace(walk_size=size), served, prefetch=prefetch)
    assert Resource(client)._pages(LIST, {}).to_list() == [item(number) for number in range(1, count + 1)]


@pytest.mark.parametrize("pagination", PAGINATIONS.values(), ids=PAGINATIONS)
def test_a_page_by_its_number_where_pages_have_one(pagination):
    listing = Resource(client_of(pagination._replace(walk_size=3), MockList(pagination, 10)))._pages(LIST, {})
    if not STYLES[pagination.style].numbered:
        with pytest.raises(InvalidArgumentError, match="has no page numbers"):
            listing.page(2)
    else:
        assert listing.page(2).items == [item(4), item(5), item(6)]


@pytest.mark.parametrize("pagination", PAGINATIONS.values(), ids=PAGINATIONS)
def test_the_first_item_and_the_total_where_it_is_told(pagination):
    listing = Resource(client_of(pagination, MockList(pagination, 10)))._pages(LIST, {})
    assert listing.first() == item(1)
    if pagination.total:
        assert listing.count() == 10
    else:
        with pytest.raises(DecodeError, match="does not say how many items there are"):
            listing.count()


class TestLinkHeader:
    STYLE = Pagination("link_header", "", size="per_page", walk_size=50)

    @staticmethod
    def linked(*ids, link=""):
        return json_response([{"id": ident} for ident in ids], link=link)

    @pytest.mark.parametrize(
        "link",
        [
            '<http://inner:8000/things/?page=2&per_page=50>; rel="next", <?page=1>; rel="first"',
            '<?page=1>; rel=prev, <?page=2&per_page=50>; title="a; b" ; REL = "last Next"',
            "<?page=2&per_page=50>;rel=next",
        ],
    )
    def test_is_followed_on_our_own_origin(self, link):
        listing, script = things(self.STYLE, self.linked(1, 2, link=link), self.linked(3, link='<?page=1>; rel="prev"'))
        assert listing.to_list() == [{"id": 1}, {"id": 2}, {"id": 3}]
        assert script.targets == ["/api/things/?per_page=50", "/api/things/?per_page=50&page=2"]

    def test_a_link_that_comes_again_ends_the_walk(self):
        listing, _ = things(self.STYLE, *[self.linked(1, link='<?page=2>; rel="next"')] * 3)
        with pytest.raises(DecodeError, match="pagination loop: page .* was returned twice"):
            listing.to_list()

    def test_a_link_without_end_is_an_error(self):
        listing, _ = things(self.STYLE, self.linked(1, link=f'<?page={"9" * MAX_TOKEN_LENGTH}>; rel="next"'))
        with pytest.raises(DecodeError, match="its link has more than 8,000 characters"):
            listing.to_list()

    @pytest.mark.parametrize("results", ["", "items"])
    def test_a_response_without_content_is_an_empty_list(self, results):
        listing, script = things(self.STYLE._replace(results=results), Response(204, {}))
        assert listing.to_list() == []
        assert len(script.targets) == 1

    def test_another_body_is_an_error(self):
        listing, _ = things(self.STYLE, json_response({"results": []}))
        with pytest.raises(DecodeError, match=r"the response is not a page: no list \(GET"):
            listing.to_list()


class TestOffset:
    STYLE = Pagination("offset", "items", "offset", "limit", "total", walk_size=3)

    @staticmethod
    def page(*ids, total=None):
        return json_response({"items": [{"id": ident} for ident in ids], "total": total})

    def test_what_a_short_page_lacks_comes_next(self):
        """A server may cut pages by their bytes."""
        pages = [self.page(1, 2, 3), self.page(4, 5), self.page(6, 7, 8), self.page(9), self.page()]
        listing, script = things(self.STYLE, *pages)
        assert [thing["id"] for thing in listing.to_list()] == list(range(1, 10))
        assert [target.rpartition("=")[2] for target in script.targets] == ["3", "3", "5", "8", "9"]

    def test_items_that_leave_the_list_hide_none(self):
        pages = [
            self.page(1, 2, 3, total=8),
            self.page(5, 6, 7, total=6),  # 1 and 2 have left: 4 stands before this page
            self.page(3, 4, 5, total=6),
            self.page(6, 7, 8, total=6),
        ]
        listing, script = things(self.STYLE, *pages)
        assert [thing["id"] for thing in listing.to_list()] == list(range(1, 9))
        assert [target.rpartition("=")[2] for target in script.targets] == ["3", "3", "0", "3"]

    def test_a_walk_may_begin_later(self):
        client = client_of(self.STYLE, served := MockList(self.STYLE, 10), params={"offset": 5})
        assert Resource(client)._pages(LIST, {}).to_list() == [item(number) for number in range(6, 11)]
        queries = [parse_qs(urlsplit(target).query) for target in served.targets]
        assert {"offset": ["8"], "limit": ["3"]} in queries[1:]  # those after the first are fetched at the same time


class TestLastItem:
    STYLE = Pagination("last_item", "data", "after", "limit", more="has_more")

    def test_no_page_is_asked_for_after_the_last(self):
        listing, script = things(self.STYLE, json_response({"data": [{"id": 1}], "has_more": False}))
        assert listing.to_list() == [{"id": 1}]
        assert script.targets == ["/api/things/?limit=100"]

    @pytest.mark.parametrize("last", [{}, {"id": None}, {"id": ""}, {"id": True}, 5])
    def test_an_item_that_names_no_page_is_an_error(self, last):
        listing, _ = things(self.STYLE, json_response({"data": [last], "has_more": True}))
        with pytest.raises(DecodeError, match="the next page cannot be told: its last item has no 'id'"):
            listing.to_list()

    def test_an_item_that_comes_again_ends_the_walk(self):
        listing, _ = things(self.STYLE, *[json_response({"data": [{"id": 7}]})] * 3)
        with pytest.raises(DecodeError, match="pagination loop: page '7' was returned twice"):
            listing.to_list()


def test_pages_by_number_that_begin_at_the_last_end_there():
    pagination = Pagination("page_number", "results", "page", "size")
    client = client_of(pagination, MockList(pagination, 250), params={"page": "last"})
    assert len(Resource(client)._pages(LIST, {}).to_list()) == 50


@pytest.mark.parametrize("name", ["page_number", "cursor"])
def test_a_page_may_name_the_next_by_its_token(name):
    style = STYLES[name](Pagination(name, "results", "page", "size", "count", "next"))
    data, response, first = {"results": [1], "count": 1, "next": "2"}, Response(200, {}), style.first({})
    assert first.query == {}
    assert style.read(response, data) == Page([1], 1)
    assert style.next(response, data, first) == PageRequest("2", {"page": "2"}, 2 if style.numbered else 0)


def test_the_spec_language_the_runtime_and_the_mock_know_the_same_styles():
    assert STYLES.keys() == PAGINATION_STYLES.keys() == MOCK_STYLES.keys()


@model
class Thing(Model):
    id: int
    name: str | Unset = UNSET
    key: Annotated[str | Unset, Secret()] = UNSET


def test_a_notebook_shows_a_page_as_a_table():
    page = Page([Thing(id=1, key="s3cret"), Thing(id=2, name="<b>")], 30)
    cells = re.findall(r"<(?:caption|td|th)[^>]*>(.*?)</", page._repr_html_())
    assert cells == ["2 of 30 items", "id", "key", "name", "1", "***", "", "2", "", "&lt;b&gt;"]
    cells = re.findall(r"<(?:caption|td|th)[^>]*>(.*?)</", Page([{"id": 1}], None)._repr_html_())
    assert cells == ["1 items", "item", "{&#x27;id&#x27;: 1}"]
