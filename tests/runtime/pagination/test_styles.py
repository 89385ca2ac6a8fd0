"""Styles of pagination: a new one is one class and one row, and can read the headers of a response."""

from __future__ import annotations

import re
from typing import Annotated

import pytest
from support import acme
from support.scripted import Scripted, json_response
from synapse_codegen.grammar.pagination import PAGINATION_STYLES
from synapse_runtime import Resource
from synapse_runtime.client import Client
from synapse_runtime.errors import DecodeError, InvalidArgumentError
from synapse_runtime.http.messages import Response
from synapse_runtime.http.urls import next_query
from synapse_runtime.operation import Operation, Pagination
from synapse_runtime.pagination.styles import STYLES, Page, PageRequest, PageStyle
from synapse_runtime.serialization.annotations import Secret
from synapse_runtime.serialization.model import Model, model
from synapse_runtime.testing.backend import pagination as mock_pagination
from synapse_runtime.types import UNSET, Unset

SERVICE = acme.SERVICE._replace(paginations={"links": Pagination("link_header", "", size="per_page", walk_size=50)})
LIST: Operation[dict] = Operation("things.list", "GET", "things/", "safe", response="json", pagination="links")


class LinkHeaderStyle(PageStyle):
    """Bare lists, whose `Link` header (RFC 8288) says where the next page is."""

    def read(self, response, data):
        return Page(data, int(response.headers["x-total-count"])) if isinstance(data, list) else None

    def next(self, response, data):
        link = re.search(r'<([^>]*)>; rel="next"', response.headers.get("link", ""))
        return PageRequest(link[1], next_query(link[1])) if link else None


@pytest.fixture
def pager(monkeypatch):
    monkeypatch.setitem(STYLES, "link_header", LinkHeaderStyle)

    def make(*responses):
        script = Scripted(*responses)
        return Resource(Client(SERVICE, "https://host/api", {}, middleware=[script]))._pages(LIST, {}), script

    return make


def linked(*ids, following=""):
    headers = {"link": f'<{following}>; rel="next", <?page=1>; rel="first"' if following else "", "x-total-count": "3"}
    return json_response([{"id": ident} for ident in ids])._replace(headers=headers)


def test_a_link_header_is_followed_on_our_own_origin(pager):
    things, script = pager(linked(1, 2, following="http://inner:8000/things/?page=2&per_page=50"), linked(3))
    assert things.to_list() == [{"id": 1}, {"id": 2}, {"id": 3}]
    assert script.targets == ["/api/things/?per_page=50", "/api/things/?per_page=50&page=2"]


def test_a_total_may_stand_in_a_header(pager):
    things, script = pager(linked(1))
    assert things.count() == 3
    assert script.targets == ["/api/things/?per_page=1"]


def test_a_link_that_comes_again_ends_the_walk(pager):
    things, _ = pager(*[linked(1, following="?page=2")] * 3)
    with pytest.raises(DecodeError, match=r"pagination loop: page '\?page=2' was returned twice"):
        things.to_list()


def test_pages_without_numbers_are_not_asked_for_by_number(pager):
    things, _ = pager()
    with pytest.raises(InvalidArgumentError, match="has no page numbers"):
        things.page(2)


def test_a_response_that_its_style_cannot_read_is_an_error(pager):
    things, _ = pager(json_response({"results": []}))
    with pytest.raises(DecodeError, match="the response is not a page"):
        things.to_list()


@pytest.mark.parametrize("name", STYLES)
def test_every_style_answers_all_that_the_paginator_asks(name):
    style: PageStyle = STYLES[name](Pagination(name, "results", "page", "size", "count", "next"))
    data = {"results": [1], "count": 1, "next": "2"}
    response = Response(200, {})
    assert style.first({}).query == {}
    assert style.read(response, data) == Page([1], 1)
    assert style.next(response, data) == PageRequest("2", {"page": "2"}, 2 if style.numbered else 0)


def test_the_spec_language_the_runtime_and_the_mock_know_the_same_styles():
    assert STYLES.keys() == PAGINATION_STYLES.keys() == mock_pagination.MOCK_STYLES.keys()


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
