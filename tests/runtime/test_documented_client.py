"""The documented face: what its methods return, and what they raise instead."""

from __future__ import annotations

import pytest
from support import acme
from support.scripted import Scripted, json_response
from synapse_http.errors import DecodeError
from synapse_runtime.documented_client import DocumentedClient
from synapse_runtime.operation import Pagination, Parameter

SERVICE = acme.SERVICE._replace(
    paginations={
        "pages": acme.SERVICE.paginations["pages"]._replace(cursor_query={"pagination": "cursor", "ordering": "-id"}),
        "cursors": Pagination("cursor", "results", page="after", total="count", next="next"),
    }
)
LIST = acme.LIST._replace(parameters=(Parameter("colour", "query", "str"),))
BY_CURSOR = {"pagination": "cursor", "ordering": "-id"}
NEXT = "https://host/api/things/?page=2"


def make_client(*responses):
    script = Scripted(*responses)
    return DocumentedClient(SERVICE, "https://host/api", {}, middleware=[script]), script


def page(*ids, **fields):
    return json_response({"results": [{"id": ident} for ident in ids], **fields})


class TestPage:
    @pytest.mark.parametrize(
        ("params", "response", "total"),
        [
            (None, page(1, 2, count=9, next=NEXT), 9),
            (None, page(1, 2), 2),
            ({"page": 1, "page_size": 100}, page(1, 2, next=None), 2),
            (None, json_response([{"id": 1}, {"id": 2}]), 2),
        ],
    )
    def test_its_total_is_the_count_or_the_length_of_a_list_that_is_one_page(self, params, response, total):
        client, script = make_client(response)
        assert client._page(LIST, {}, params=params) == ([{"id": 1}, {"id": 2}], total)
        assert len(script.targets) == 1

    @pytest.mark.parametrize(
        ("params", "response", "asked"),
        [
            (None, page(1, 2, next=NEXT), "?page_size=1"),
            ({"page": 3}, page(1, 2, next=None), "?page_size=1"),
            (
                {**BY_CURSOR, "colour": "red", "page_size": 2},
                page(1, 2, next=f"{NEXT}&cursor=a"),
                "?colour=red&page_size=1",
            ),
            ({**BY_CURSOR, "cursor": "a"}, page(1, 2, next=None), "?cursor=a&page_size=1"),
        ],
    )
    def test_a_count_that_a_part_of_a_list_does_not_show_is_asked_for(self, params, response, asked):
        client, script = make_client(response, page(1, count=77, next=NEXT))
        assert client._page(LIST, {}, params=params) == ([{"id": 1}, {"id": 2}], 77)
        assert script.targets[1].partition("/api/things/")[2] == asked

    def test_a_part_of_a_list_without_page_numbers_is_told_by_its_token(self):
        by_token = LIST._replace(pagination="cursors")
        client, script = make_client(page(1, next=""), page(2, next=""), page(1, count=3))
        assert client._page(by_token, {}) == ([{"id": 1}], 1)
        assert client._page(by_token, {}, params={"after": "x"}) == ([{"id": 2}], 3)
        assert len(script.targets) == 3

    def test_a_count_that_the_server_never_shows_is_an_error_and_no_guess(self):
        client, _ = make_client(page(1, 2, next=NEXT), page(1, next=NEXT))
        with pytest.raises(DecodeError) as caught:
            client._page(LIST, {})
        assert str(caught.value) == (
            "things.list: the response does not say how many items there are (GET https://host/api/things/)"
        )


class TestShape:
    @pytest.mark.parametrize(
        ("method", "operation", "response", "problem", "call"),
        [
            ("_object", acme.GET, [], "the response is no dict, but list", "GET https://host/api/things/3/"),
            ("_list", acme.GET, {}, "the response is no list, but dict", "GET https://host/api/things/3/"),
            (
                "_same_shape",
                acme.CHANGE,
                7,
                "the response is no dict or list, but int",
                "PATCH https://host/api/things/3/",
            ),
        ],
    )
    def test_one_that_is_not_promised_is_an_error_that_names_the_call(self, method, operation, response, problem, call):
        client, _ = make_client(json_response(response))
        with pytest.raises(DecodeError) as caught:
            getattr(client, method)(operation, {"pk": 3})
        assert str(caught.value).startswith(f"{operation.name}: {problem} ({call}")
        assert caught.value.response == response
        assert caught.value.may_have_been_applied is (operation is acme.CHANGE)
