"""From arguments to a request: what travels where, and what is refused before it does."""

from __future__ import annotations

import json
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import acme
from support.scripted import Scripted, json_response
from synapse_http.errors import InvalidArgumentError
from synapse_runtime.documented_client import DocumentedClient
from synapse_runtime.operation import Body, Operation, Parameter

SEARCH = Operation(
    "things.search",
    "GET",
    "things/",
    "safe",
    (
        Parameter("limit", "query", "int", required=True),
        Parameter("full", "query", "bool", alias="with_all", const=True),
        Parameter("trace", "header", "str", alias="X-Trace"),
    ),
    response="json",
)
MAKE = Operation(
    "things.make",
    "POST",
    "things/",
    "unsafe",
    (
        Parameter("name", "body", "str", required=True),
        Parameter("size", "body", "int", alias="sizeMm", default=3),
        Parameter("note", "body", "str?"),
        Parameter("log", "body", "data_uri"),
    ),
    body=Body("Thing", batch="optional"),
    response="json",
)
MAKE_ALL = MAKE._replace(name="things.make_all", body=Body("Thing", batch="required"))


def sent(operation, named, **options):
    """The one request of a call."""
    transport = Scripted(json_response({}))
    DocumentedClient(acme.SERVICE, "https://host/api", {"token": "t"}, middleware=[transport])._object(
        operation, named, **options
    )
    return transport.requests[0]


def body_of(operation, named, **options):
    return json.loads(sent(operation, named, **options).body)


SEGMENTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(
    lambda segment: segment not in {".", ".."} and not any(char <= " " or char in "/\\?#\x7f" for char in segment)
)


class TestRequest:
    @given(SEGMENTS, SEGMENTS)
    def test_a_path_is_taken_apart_as_it_was_put_together(self, organization, user):
        operation = Operation(
            "users.get",
            "GET",
            "orgs/{orgId}/users/{userId}/",
            "safe",
            (Parameter("user", "path", "str", alias="userId"), Parameter("org", "path", "str", alias="orgId")),
        )
        target = sent(operation, {"org": organization, "user": user}).target
        assert list(map(unquote, target.split("/"))) == ["", "api", "orgs", organization, "users", user, ""]

    @pytest.mark.filterwarnings("ignore::synapse_runtime.UnknownNameWarning")
    def test_everything_has_its_place(self):
        request = sent(SEARCH, {"limit": 3, "trace": "abc"}, params={"tag": [1, 2]})
        assert (request.method, request.target) == ("GET", "/api/things/?limit=3&with_all=true&tag=1&tag=2")
        headers = dict(request.headers)
        assert headers["X-Trace"] == "abc"
        assert headers["X-Acme-Token"] == "Token t"
        assert headers["User-Agent"] == "acme/1.2.3"
        assert request.body is None

    def test_raw_arguments_go_before_named_ones(self):
        assert sent(SEARCH, {"limit": 3}, params={"limit": 9}).target == "/api/things/?with_all=true&limit=9"

    @pytest.mark.filterwarnings("ignore::synapse_runtime.UnknownNameWarning")
    def test_the_client_s_params_are_sent_where_the_call_has_none_of_the_name(self):
        transport = Scripted(json_response({}), json_response({}))
        client = DocumentedClient(acme.SERVICE, "https://host", {}, middleware=[transport])
        clone = client.with_options(params={"limit": 5, "color": ["red", "blue"], "with_all": None})
        clone._object(SEARCH, {"limit": 1}, params={"color": "green"})
        clone._object(acme.GET, {"pk": 1})
        assert transport.requests[0].target == "/things/?limit=1&with_all=true&color=green"
        assert transport.requests[1].target == "/things/1/?limit=5&color=red&color=blue"

    def test_a_header_of_the_caller_takes_the_place_of_ours(self):
        transport = Scripted(json_response({}))
        client = DocumentedClient(acme.SERVICE, "https://host", {"token": "t", "agent": "a"}, middleware=[transport])
        mine = {"user-agent": "mine", "x-acme-token": "Token other", "x-trace": "mine"}
        client.with_options(headers=mine)._object(SEARCH, {"limit": 1, "trace": "this"})
        assert transport.requests[0].headers == (
            ("X-Acme-Agent", "a"),
            ("Accept", "application/json"),
            ("Accept-Encoding", "gzip"),
            ("user-agent", "mine"),
            ("x-acme-token", "Token other"),
            ("X-Trace", "this"),
        )

    def test_a_header_that_must_be_there_is_asked_for(self):
        (*others, trace) = SEARCH.parameters
        strict = SEARCH._replace(parameters=(*others, trace._replace(required=True)))
        with pytest.raises(InvalidArgumentError, match="things.search needs trace"):
            sent(strict, {"limit": 1})

    def test_a_header_without_a_value_is_left_out(self):
        assert "X-Trace" not in dict(sent(SEARCH, {"limit": 1}).headers)

    @pytest.mark.parametrize(
        ("named", "options", "message"),
        [
            ({}, {}, "things.search needs limit"),
            ({"limit": 1}, {"params": "page=1"}, "params must be a dict of query arguments, not str"),
            ({"limit": {}}, {}, "limit cannot be sent"),
            ({"limit": 1}, {"params": {"a": object()}}, "a cannot be sent"),
            ({"limit": 1, "trace": "a\r\nb"}, {}, "trace cannot stand in a header"),
        ],
    )
    @pytest.mark.filterwarnings("ignore::synapse_runtime.UnknownNameWarning")
    def test_what_cannot_travel_is_refused(self, named, options, message):
        with pytest.raises(InvalidArgumentError, match=message):
            sent(SEARCH, named, **options)

    def test_a_secret_is_shown_nowhere(self):
        request = sent(acme.CONNECT, {"key": "s3cret"}, data={})
        assert request.target == "/api/agents/s3cret/connect/"
        assert request.display_url == "https://host/api/agents/***/connect/"
        assert "s3cret" not in repr(request)


class TestBody:
    def test_keywords_travel_by_their_wire_names_with_their_defaults(self):
        assert body_of(MAKE, {"name": "n", "note": None}) == {"name": "n", "sizeMm": 3, "note": None}
        assert body_of(MAKE, {"name": "n", "size": 4}) == {"name": "n", "sizeMm": 4}

    @pytest.mark.filterwarnings("ignore::synapse_runtime.UnknownNameWarning")
    def test_a_dict_travels_as_it_is_and_is_not_changed(self, tmp_path):
        (tmp_path / "a.txt").write_text("hi")
        body = {"name": "n", "other": [1], "log": tmp_path / "a.txt"}
        copy = dict(body)
        assert body_of(MAKE, {}, data=body) == {
            "name": "n",
            "other": [1],
            "log": "data:text/plain;base64,aGk=",
        }
        assert body == copy

    def test_a_data_uri_may_be_given_as_one(self):
        assert body_of(MAKE, {"name": "n", "log": "data:,x"})["log"] == "data:,x"
        assert body_of(MAKE, {"name": "n", "log": b"\0"})["log"] == "data:application/octet-stream;base64,AA=="

    def test_lists_where_lists_are_taken(self):
        assert body_of(MAKE, {}, data=[{"name": "a"}, {"name": "b"}]) == [{"name": "a"}, {"name": "b"}]
        assert body_of(MAKE_ALL, {}, data=({"name": "a"},)) == [{"name": "a"}]

    @pytest.mark.parametrize(
        ("operation", "named", "data", "message"),
        [
            (
                MAKE,
                {},
                "text",
                "things.make takes a dict or a model, not str. Its fields may be passed by name: name=…, size=…,",
            ),
            (MAKE, {}, [3], "takes a dict or a model, not int"),
            (MAKE, {"name": "n"}, {"name": "m"}, "takes a body or keywords, not both"),
            (MAKE_ALL, {}, {"name": "a"}, "things.make_all takes a list, not dict"),
            (acme.CREATE, {}, {"x": float("nan")}, "cannot be sent as JSON"),
            (acme.CREATE, {}, {"x": object()}, "object cannot be sent as JSON"),
            (acme.CREATE, {}, {"x": "\ud800"}, "cannot be sent as JSON"),
        ],
    )
    def test_a_body_of_another_form_is_refused(self, operation, named, data, message):
        with pytest.raises(InvalidArgumentError, match=message):
            sent(operation, named, data=data)

    def test_a_missing_field_is_named(self):
        with pytest.raises(InvalidArgumentError, match="things.make needs name"):
            sent(MAKE, {})

    def test_a_form_leaves_out_what_is_none(self):
        request = sent(acme.SEND, {"file": b"abc", "label": None})
        body = b"".join(request.body.chunks())
        assert b'name="file"; filename="file"' in body
        assert b"label" not in body


def test_operations_that_are_equal_but_for_the_type_of_a_constant_send_their_own():
    """`1 == True`, and two services of one process may have operations of the same name."""
    fields = [Parameter("full", "query", "json", const=const) for const in (1, True, 1.0)]
    operations = [Operation("things.list", "GET", "things/", "safe", (field,), response="json") for field in fields]
    assert [sent(operation, {}).target for operation in operations] == [
        "/api/things/?full=1",
        "/api/things/?full=true",
        "/api/things/?full=1.0",
    ]
