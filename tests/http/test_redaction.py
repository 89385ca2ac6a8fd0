"""No secret is shown: not in logs, errors, reprs, pickles or tracebacks, whatever a call comes to."""

from __future__ import annotations

import io
import logging
import os
import pickle
import subprocess
import sys
import textwrap
import traceback
from pathlib import Path

import pytest
from support.acme import CONNECT, CREATE, GET, LIST
from support.processes import python_path
from support.steps import cut, drop, html, json_response, redirect, respond, retry_after
from synapse_http.error_mapping import redact
from synapse_http.errors import ClientError, InvalidArgumentError
from synapse_http.log import logger
from synapse_http.urls import BaseURL
from synapse_runtime.calls.build_request import CallArguments, build_request
from synapse_runtime.calls.retry_policy import NO_RETRY
from synapse_runtime.resource import AsyncResource, Resource

pytestmark = pytest.mark.anyio

TESTS = Path(__file__).parents[1]
SECRETS = {
    "token": "t0ken-s3cret",
    "agent": "ag3nt-s3cret",
    "path": "p4th+s3cret",
    "query": "qu3ry/s3cret",
    "header": "h3ader-s3cret",
    "own": "0wn-s3cret",
    "body": "b0dy-s3cret",
    "cookie": "c00kie-s3cret",
}
CREDENTIALS = {"token": SECRETS["token"], "agent": SECRETS["agent"]}
REPEATED = " ".join([SECRETS["token"], SECRETS["agent"], SECRETS["path"], "p4th%2Bs3cret", SECRETS["query"]])
"""What a server may say again of what it was sent."""
COOKIE = (("Set-Cookie", f"session={SECRETS['cookie']}"), ("X-Acme-Request", "req-1"))

STEPS = {
    "good": json_response({}, headers=COOKIE),
    "bad request": json_response({"field": [REPEATED], REPEATED: ["no"]}, 400, headers=COOKIE),
    "unauthorized": json_response({"detail": f"Invalid token: {REPEATED}"}, 401, headers=COOKIE),
    "forbidden": json_response({"detail": {"key": [REPEATED]}}, 403),
    "not found": html(404, f"Page not found at /agents/{REPEATED}/connect/"),
    "conflict": json_response([{}, {"a": [REPEATED]}], 409),
    "too large": json_response(REPEATED, 413),
    "rate limited": retry_after(3600, 429),
    "server error": html(500, f"Error on {REPEATED}"),
    "plain text": respond(503, f"no {REPEATED}".encode()),
    "no json": html(200, f"Welcome {REPEATED}"),
    "lost": drop("after_reading"),
    "cut": cut(json_response({"a": SECRETS["body"]}, headers=COOKIE), 5),
    "garbled": respond(raw=f"HTTP/1.1 200 OK\r\nSet-Cookie {SECRETS['cookie']}\r\n\r\n".encode(), then="hang_up"),
    "redirected": redirect("http://user:c00kie-s3cret@other.test/?a=c00kie-s3cret"),
}


def shown(text):
    """The secrets that stand in a text."""
    return [secret for secret in (*SECRETS.values(), "p4th%2Bs3cret", "qu3ry%2Fs3cret") if secret in text]


@pytest.fixture
def log():
    """All that is logged, at DEBUG."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield stream
    logger.removeHandler(handler)
    logger.setLevel(before)


async def outcome(client):
    """Make the call that has a secret in each of its places; its error, if it has one."""
    secrets = {"key": SECRETS["path"], "signature": SECRETS["query"], "nonce": SECRETS["header"]}
    try:
        await client.call(CONNECT, {"password": SECRETS["body"]}, **secrets)
    except ClientError as error:
        return error
    return None


@pytest.mark.parametrize("name", STEPS)
async def test_whatever_comes_of_a_call(driver, faulty_server, log, name):
    server = faulty_server(otherwise=STEPS[name])
    seen = []
    options = {"credentials": CREDENTIALS, "headers": {"X-Own": SECRETS["own"]}, "on_response": seen.append}
    async with driver.connect(server.url, **options) as client:
        error = await outcome(client)
    sent = server.arrivals[0]
    assert shown(f"{sent.target} {sent.headers} {sent.body}") != []  # it was there to be seen
    assert (error is None) == (name == "good")
    assert len(log.getvalue().splitlines()) >= 1
    assert shown(log.getvalue()) == []
    for response in seen:
        assert shown(repr(response)) == []
    if error is not None:
        assert error.__context__ is None  # what pickles tracebacks, as clusters do, takes it along
        formatted = "".join(traceback.format_exception(error))
        assert shown(f"{error} {error!r} {error.args} {error.attempts} {error.url} {formatted}") == []
        assert shown(pickle.dumps(error).decode("latin-1")) == []
        again = pickle.loads(pickle.dumps(error))
        assert (str(again), again.response, type(again)) == (str(error), error.response, type(error))


async def test_retries_are_logged_without_them_too(driver, faulty_server, log):
    server = faulty_server(retry_after(0), retry_after(0))
    async with driver.connect(server.url, credentials=CREDENTIALS) as client:
        assert await outcome(client) is None
    lines = log.getvalue().splitlines()
    assert len(lines) == 5
    assert "POST agents/***/connect/?signature=***: 503 in " in lines[0]
    assert "attempt 2 follows in 0.0 s" in lines[1]
    assert shown(log.getvalue()) == []


async def test_what_is_refused_before_it_is_sent(driver, log):
    """A value that cannot stand in its place is not repeated either."""
    bad = "s3cret\r\nX-Evil: 1"
    async with driver.connect("http://127.0.0.1:1", retry=NO_RETRY) as client:
        for arguments in ({"key": f"/{bad}"}, {"key": "k", "nonce": bad}):
            with pytest.raises(InvalidArgumentError) as caught:
                await client.call(CONNECT, {}, **arguments)
            assert "s3cret" not in str(caught.value)
        with pytest.raises(InvalidArgumentError) as caught:
            await client.call(CREATE, {"password": object, "own": "s3cret"})
        assert "s3cret" not in str(caught.value)
        with pytest.raises(InvalidArgumentError) as caught:
            client.but(headers={"X-Own": bad})
        assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://user:s3cret@host/",
        "user:s3cret@host/",
        "http://user:s3cret/x@host",
        "http://host/?token=s3cret",
        "http://host/#s3cret",
        "host?s3cret",
        "http://user:s3cret@[host/",
    ],
)
def test_a_base_url_that_holds_credentials(url):
    with pytest.raises(InvalidArgumentError) as caught:
        BaseURL.parse(url)
    assert "s3cret" not in "".join(traceback.format_exception(caught.value))


async def test_what_is_made_on_the_way(driver):
    """Requests, states, arguments and options print by an allow-list, and are not pickled."""
    options = {"credentials": CREDENTIALS, "headers": {"X-Own": SECRETS["own"]}}
    async with driver.connect("http://127.0.0.1:1/api", **options) as client:
        inner = client.client
        arguments = CallArguments({"key": SECRETS["path"], "signature": SECRETS["query"]}, body={"a": SECRETS["body"]})
        request = build_request(inner._state, CONNECT, arguments)
        assert shown(f"{request.target} {request.headers} {request.body}") != []
        things = [
            inner,
            client.but(deadline=3).client,
            Resource(inner),
            AsyncResource(inner),
            Resource(inner)._pages(LIST, {}),
            Resource(inner)._pages(LIST, {})._paginator(),
            inner._state,
            inner._state.options,
            inner._connection,
            inner._perform,
            arguments,
            request,
        ]
        assert [shown(f"{thing!r} {thing!s} {[thing]}") for thing in things] == [[]] * len(things)
        assert repr(request) == "<Request POST agents/{key}/connect/>"
        for thing in (inner, Resource(inner)):
            with pytest.warns(UserWarning, match="pickled without its headers and params X-Own"):
                assert shown(pickle.dumps(thing).decode("latin-1")) == []
        for thing in (inner._state, request):
            with pytest.raises(TypeError, match="pickle the client"):
                pickle.dumps(thing)


@pytest.mark.parametrize("status", [200, 403])
async def test_a_request_id_that_repeats_a_token_is_redacted(driver, faulty_server, log, status):
    server = faulty_server(json_response({}, status, headers=(("X-Acme-Request", f"id of {SECRETS['token']}"),)))
    seen = []
    async with driver.connect(server.url, credentials=CREDENTIALS, on_response=seen.append) as client:
        error = await outcome(client)
    assert (error or seen[0]).request_id == "id of ***"
    assert shown(f"{error} {error!r} {seen} {log.getvalue()}") == []


async def test_short_words_of_the_server_are_left_alone(driver, faulty_server):
    """A secret of few letters would be found in any text, so it is hidden only where it stands alone."""
    server = faulty_server(json_response({"detail": "not allowed: Token all"}, 403))
    async with driver.connect(server.url, credentials={"token": "all"}) as client:
        with pytest.raises(ClientError) as caught:
            await client.call(GET, pk=7)
    assert caught.value.response == {"detail": "not allowed: Token ***"}


@pytest.mark.slow
@pytest.mark.parametrize(("level", "lines"), [("debug", 3), ("WARNING", 1), ("", 0)])
def test_the_environment_turns_the_log_on(faulty_server, level, lines):
    server = faulty_server(retry_after(0), json_response({}))
    program = """
        import sys
        from support.acme import GET, blocking
        from synapse_runtime import Resource
        for _ in range(2):
            client = blocking(sys.argv[1], credentials={"token": "t0ken-s3cret"})
        Resource(client)._call(GET, {"pk": 7})
        client.close()
    """
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), server.url],
        env={**os.environ, "PYTHONPATH": python_path(TESTS), "ACME_LOG": level},
        capture_output=True,
        check=True,
        timeout=60,
        text=True,
    )
    assert (run.stderr.count("\n"), run.stdout, shown(run.stderr)) == (lines, "", [])
    assert run.stderr.count("synapse_runtime") == lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ab", "***"),
        ("Token ab.", "Token ***."),
        ("token_ab=ab&b=1", "token_***=***&b=1"),
        ("Token%20ab%2C", "Token%20***%2C"),
        ("able to grab: slab1, 1ab", "able to grab: slab1, 1ab"),  # it stands in other words by chance
        ("AB a b", "AB a b"),
    ],
)
def test_a_short_secret_is_hidden_where_it_is_a_word_of_its_own(text, shown):
    assert redact(text, ("", "ab")) == shown


def test_a_short_secret_may_be_of_any_characters():
    assert redact("is {.*} a[b", ("{.*}", "a[b")) == "is *** ***"
