"""Clients without a network: what they share, what they show, what they become in another process."""

from __future__ import annotations

import copy
import functools
import os
import pickle
import re
import sys

import pytest
from support import acme
from support.scripted import Counting, Scripted, json_response
from synapse_http.errors import (
    ClientConnectionError,
    DecodeError,
    InvalidArgumentError,
    NotFoundError,
    RedirectError,
)
from synapse_http.messages import ReadError, Response
from synapse_http.transport import fork_safety
from synapse_http.transport.config import TransportConfig
from synapse_http.transport.lazy_transport import LazyTransport
from synapse_http.urls import BaseURL
from synapse_runtime.calls.client_state import InsecureTransportWarning
from synapse_runtime.calls.retry_policy import NO_RETRY, RetryPolicy, RetryState
from synapse_runtime.documented_client import DocumentedClient
from synapse_runtime.operation import Operation, Parameter
from synapse_runtime.resource import AsyncResource, Resource

AT_ONCE = RetryPolicy(backoff=0.0)


def make_client(*answers, **options):
    transport = Scripted(*answers)
    return DocumentedClient(
        acme.SERVICE, "https://host/api", {"token": "s3cret"}, middleware=[transport], **options
    ), transport


class TestLifecycle:
    def test_a_clone_shares_what_is_shared(self):
        transport = Counting(1, 2)
        seen = []
        client = acme.blocking(
            "https://host",
            transport=transport,
            middleware=[lambda request, send: seen.append(request) or send(request)],
        )
        clone = client.with_options(headers={"X-A": "b"}, strict=True)
        assert Resource(clone)._call(acme.GET, {"pk": 1}) == 1
        assert Resource(client)._call(acme.GET, {"pk": 1}) == 2
        assert "X-A" in dict(seen[0].headers)
        assert "X-A" not in dict(seen[1].headers)
        client.close()
        assert transport.closed == 1
        with pytest.raises(RuntimeError, match="this client is closed"):
            Resource(clone)._call(acme.GET, {"pk": 1})

    def test_a_copy_is_a_clone(self):
        client, _ = make_client(json_response(1), json_response(2))
        assert Resource(copy.copy(client))._call(acme.GET, {"pk": 1}) == 1
        assert Resource(copy.deepcopy(client))._call(acme.GET, {"pk": 1}) == 2

    def test_a_clone_of_a_subclass_has_what_that_set(self):
        class Own(DocumentedClient):
            __slots__ = ("region",)

            def __init__(self, **options):
                super().__init__(acme.SERVICE, "https://host", {}, middleware=[Scripted(json_response(1))], **options)
                self.tags, self.region, self.made = ["a"], "eu", 1

            @functools.cached_property
            def resource(self):
                return Resource(self)

        client = Own(strict=True)
        assert client.resource._client is client
        for clone in (client.with_options(deadline=3), copy.copy(client), copy.deepcopy(client)):
            assert (type(clone), clone.region) == (Own, "eu")
            assert clone.tags is client.tags  # the same objects, as copies have them
            assert clone.resource._client is clone  # but nothing that calls with the options of another
            clone.made += 1
        assert client.made == 1

    def test_closing_what_was_never_opened_opens_nothing(self):
        transport = Counting()
        client = acme.blocking("https://host", transport=transport)
        with client as same:
            assert same is client
        client.close()
        assert transport.closed == 0

    @pytest.mark.anyio
    async def test_an_async_client_is_closed_the_same_way(self):
        transport = Counting([1, 2], {})
        async with acme.waiting("https://host", transport=transport) as client:
            assert await AsyncResource(client)._call_many(acme.CREATE, {}, [{}]) == [1, 2]
            await AsyncResource(client)._call(acme.GET, {"pk": 1})
        await client.aclose()
        assert transport.closed == 1

    def test_a_child_process_opens_its_own(self, monkeypatch):
        opened = []
        base = BaseURL.parse("https://host")
        connection = LazyTransport(TransportConfig(True), base)
        connection._open = lambda: opened.append(1) or Counting()
        first = connection.transport
        assert connection.transport is first
        fork_safety._in_child()
        assert connection.transport is not first
        users = LazyTransport(TransportConfig(True, transport=Counting()), base)
        theirs = users.transport
        fork_safety._in_child()
        assert users.transport is theirs
        gate = RetryState()
        before = gate._lock
        fork_safety._in_child()
        assert gate._lock is not before


class TestPickle:
    def test_it_carries_no_secret(self, monkeypatch):
        monkeypatch.setenv("ACME_TOKEN", "of-the-other-process")
        client = acme.blocking("https://host/api", credentials={"token": "s3cret"}, headers={"X-Key": "hidden"})
        with pytest.warns(UserWarning, match=r"pickled without its headers and params X-Key, which may be secret"):
            carried = pickle.dumps(client.with_options(deadline=3, on_response=print))
        assert b"s3cret" not in carried
        assert b"hidden" not in carried
        again = pickle.loads(carried)
        assert again.base_url == "https://host/api/"
        assert again._state.options.deadline == 3
        assert again._state.auth.tokens == {"token": "of-the-other-process"}

    def test_unless_it_was_made_to(self):
        client = acme.blocking("https://host", credentials={"token": "s3cret"}, pickle_secrets=True)
        assert pickle.loads(pickle.dumps(client))._state.auth.tokens == client._state.auth.tokens

    @pytest.mark.parametrize("times", [1, 2])
    def test_one_that_arrives_without_its_token_sends_nothing_and_says_why(self, monkeypatch, times):
        monkeypatch.delenv("ACME_TOKEN", raising=False)
        client = acme.blocking("http://127.0.0.1:1", credentials={"token": "s3cret"})
        for _ in range(times):
            client = pickle.loads(pickle.dumps(client))
        with pytest.raises(InvalidArgumentError) as refused:
            Resource(client)._call(acme.GET, {"pk": 1})
        assert str(refused.value) == (
            "this client was pickled without its token, and ACME_TOKEN is not set where it arrived: set it there, or "
            "make the client with pickle_secrets=True"
        )

    def test_one_that_never_had_a_token_calls_without(self, monkeypatch):
        monkeypatch.delenv("ACME_TOKEN", raising=False)
        client = pickle.loads(pickle.dumps(acme.blocking("http://127.0.0.1:1", retry=NO_RETRY)))
        with pytest.raises(ClientConnectionError):
            Resource(client)._call(acme.GET, {"pk": 1})

    def test_what_holds_secrets_refuses(self):
        client, transport = make_client(json_response(1))
        Resource(client)._call(acme.GET, {"pk": 1})
        for thing in (client._state, transport.requests[0]):
            with pytest.raises(TypeError, match="holds credentials"):
                pickle.dumps(thing)


class TestShown:
    def test_reprs_name_the_place_and_nothing_else(self):
        client, _ = make_client(headers={"X-Key": "hidden"})
        waiting = acme.waiting("https://host")
        reprs = [
            repr(item) for item in (client, Resource(client), Resource(client)._pages(acme.LIST, {}), client._state)
        ]
        reprs += [
            repr(item) for item in (waiting, AsyncResource(waiting), AsyncResource(waiting)._pages(acme.LIST, {}))
        ]
        assert not [item for item in reprs if "s3cret" in item or "hidden" in item]
        assert reprs[0] == "<DocumentedClient of https://host/api/>"
        assert reprs[2] == "<Pager of things.list>"
        assert repr(Response(200, {"set-cookie": "s3cret"}, elapsed=0.5, request_id="r")) == (
            "<Response 200 in 500 ms, request id r>"
        )

    def test_a_token_without_encryption_is_warned_of(self):
        with pytest.warns(InsecureTransportWarning, match="a token is sent to http://example.com without encryption"):
            acme.blocking("http://example.com", credentials={"token": "t"})
        acme.blocking("http://127.0.0.1", credentials={"token": "t"})
        acme.blocking("http://example.com")

    def test_the_environment_gives_what_is_missing(self, monkeypatch):
        monkeypatch.setenv("ACME_TOKEN", "from-env")
        monkeypatch.setenv("ACME_BASE_URL", "https://from.env")
        client = acme.blocking(None)
        assert client.base_url == "https://from.env/"
        assert client._state.auth.secrets == ("from-env",)
        monkeypatch.delenv("ACME_BASE_URL")
        with pytest.raises(InvalidArgumentError, match="no base URL: give base_url, or set ACME_BASE_URL"):
            acme.blocking(None)
        with pytest.raises(InvalidArgumentError, match="base_url is empty"):
            acme.blocking("")


class TestAnswers:
    def test_every_answer_is_told(self):
        seen = []
        client, _ = make_client(json_response({}, x_acme_request="r1"), on_response=seen.append)
        Resource(client)._call(acme.GET, {"pk": 1})
        assert [(item.status_code, item.request_id, len(item.attempts)) for item in seen] == [(200, "r1", 1)]

    def test_an_empty_answer_is_none(self):
        client, _ = make_client(Response(204, {}), Response(204, {}))
        assert Resource(client)._call(acme.DELETE, {"pk": 1}) is None
        assert Resource(client)._call_many(acme.DELETE, {"pk": 1}, []) == []

    def test_html_where_json_should_be_is_told_by_its_title(self):
        page = Response(200, {"content-type": "text/html"}, b"<html><h1>Sign  in</h1>")
        client, _ = make_client(page, page)
        with pytest.raises(DecodeError, match="is not JSON but an HTML page titled 'Sign in'") as caught:
            Resource(client)._call(acme.GET, {"pk": 1})
        assert not caught.value.may_have_been_applied
        with pytest.raises(DecodeError) as caught:
            Resource(client)._call(acme.CREATE, {}, {})
        assert caught.value.may_have_been_applied

    def test_strict_raises_where_an_answer_is_not_what_the_spec_says(self):
        operation = Operation("things.number", "POST", "n/", "unsafe", response="int")
        client, _ = make_client(json_response("x"), json_response("x"))
        with pytest.raises(DecodeError, match="int: expected int, found str") as caught:
            Resource(client.with_options(strict=True))._call(operation, {})
        assert caught.value.may_have_been_applied
        assert caught.value.url == "https://host/api/n/"
        assert Resource(client)._call(operation, {}) == "x"
        assert [issue.expected for issue in client.schema_issues] == ["int"]

    def test_a_misfit_is_told_of_the_one_that_was_asked_for_and_no_secret(self):
        parameters = (
            Parameter("pk", "path", "int", required=True),
            Parameter("key", "path", "str", required=True, secret=True),
        )
        operation = Operation("things.number", "GET", "n/{pk}/{key}/", "safe", parameters, response="int")
        client, _ = make_client(json_response("x"))
        with pytest.raises(DecodeError) as caught:
            Resource(client.with_options(strict=True))._call(operation, {"pk": 7, "key": "s3cret-key"})
        assert caught.value.url == "https://host/api/n/7/***/"

    def test_a_redirect_on_the_same_origin_is_followed(self):
        client, transport = make_client(Response(301, {"location": "/api/things/2/"}), json_response("there"))
        assert Resource(client)._call(acme.GET, {"pk": 1}) == "there"
        assert transport.targets == ["/api/things/1/", "/api/things/2/"]

    @pytest.mark.parametrize(
        ("operation", "location", "told"),
        [
            (acme.GET, "https://evil.example/x", "to another origin, https://evil.example, which gets no credentials"),
            (acme.GET, "https://[bad", "to an address that cannot be read"),
            (acme.DELETE, "/api/things/2/", "a DELETE, which is not sent a second time"),
        ],
    )
    def test_other_redirects_are_refused(self, operation, location, told):
        client, transport = make_client(Response(302, {"location": location}))
        with pytest.raises(RedirectError, match=told) as caught:
            Resource(client)._call(operation, {"pk": 1})
        assert caught.value.status_code == 302
        assert len(transport.requests) == 1

    def test_a_circle_of_redirects_ends(self):
        client, transport = make_client(*[Response(302, {"location": "/api/things/1/"})] * 6)
        with pytest.raises(RedirectError, match="more than 5 times"):
            Resource(client)._call(acme.GET, {"pk": 1})
        assert len(transport.requests) == 6

    @pytest.mark.parametrize(
        ("status", "body", "told"),
        [
            (404, b'{"detail": "Not found."}', "^404 Not Found. Check the ID and the base URL"),
            (404, b"", "404 Not Found: no explanation|an empty response"),
            (418, b"short  and\nstout", "short and stout"),
            (499, b"x", r"499 \(not a standard status\): x"),
            (500, b"<!doctype html><title>A &amp; B</title>", "an HTML page titled 'A & B'"),
            (500, b"<p>no title", "an HTML page"),
            (400, b'{"a": ["x", "y"], "b": {"c": ["z"]}}', "a: x y; b.c: z"),
        ],
    )
    def test_an_error_says_what_the_server_said(self, status, body, told):
        client, _ = make_client(Response(status, {}, body), retry=NO_RETRY)
        with pytest.raises(Exception, match=told):
            Resource(client)._call(acme.GET, {"pk": 1})

    def test_a_lost_connection_is_tried_again_where_that_is_safe(self):
        client, transport = make_client(ReadError("reset"), json_response("there"), retry=AT_ONCE)
        assert Resource(client)._call(acme.GET, {"pk": 1}) == "there"
        assert len(transport.requests) == 2


class TestLog:
    def test_the_environment_turns_it_on(self):
        """In a process of its own: the log is one for all."""
        import subprocess

        program = (
            "import sys; sys.path[:0] = ['tests']\n"
            "from support import acme\nfrom support.scripted import *\n"
            "from synapse_runtime import DocumentedClient, Resource\n"
            "for _ in range(2):\n"
            "    made = DocumentedClient(acme.SERVICE, 'https://h', {'token': 's3cret'}, middleware=[Scripted(\n"
            "        json_response(1, x_acme_request='r7'))])\n"
            "    Resource(made)._call(acme.GET, {'pk': 1})\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "ACME_LOG": "debug"},
            capture_output=True,
            text=True,
            check=True,
        )
        lines = done.stderr.splitlines()
        assert len(lines) == 2
        assert re.search(r"DEBUG GET things/1/: 200 in \d+ ms \(attempt 1\) \[r7\]$", lines[0])
        assert "s3cret" not in done.stderr


class TestPlain:
    def test_return_forms(self):
        client, transport = make_client(
            json_response({"count": 3, "next": "http://inner/things/?page=2", "results": [{"id": 1}, {"id": 2}]}),
            json_response({"count": 3, "next": "http://inner/things/?page=2", "results": [{"id": 1}, {"id": 2}]}),
            json_response({"count": 3, "next": None, "results": [{"id": 3}]}),
            json_response([{"id": 9}]),
            NotFoundAnswer,
        )
        assert client._page(acme.LIST, {}) == ([{"id": 1}, {"id": 2}], 3)
        assert client._all(acme.LIST, {}) == [{"id": 1}, {"id": 2}, {"id": 3}]
        assert client._page(acme.LIST, {}) == ([{"id": 9}], 1)
        assert transport.targets[1] == "/api/things/?page_size=100"
        with pytest.raises(NotFoundError):
            client._page(acme.LIST, {}, params={"page": 99})


NotFoundAnswer = json_response({"detail": "Invalid page."}, 404)
