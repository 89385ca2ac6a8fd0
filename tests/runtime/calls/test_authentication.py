"""Tokens from functions, over the wire: called when needed, renewed after a 401, and shown nowhere."""

from __future__ import annotations

import pickle

import pytest
from support.acme import CREATE, GET
from support.steps import html, json_response
from synapse_http.errors import AuthenticationError, DecodeError, InvalidArgumentError
from synapse_runtime.calls.retry_policy import NO_RETRY

pytestmark = pytest.mark.anyio

UNAUTHORIZED = json_response({"detail": "Token n3w-t0ken-1 has expired."}, 401)


class Tokens:
    """A function that makes tokens, and counts them."""

    def __init__(self):
        self.made = 0

    def __call__(self):
        self.made += 1
        return f"n3w-t0ken-{self.made}"


def headers_sent(server):
    return [dict(arrival.headers)["X-Acme-Token"] for arrival in server.arrivals]


async def test_a_function_is_called_with_the_first_request_and_not_before(driver, faulty_server):
    server, tokens = faulty_server(otherwise=json_response({})), Tokens()
    async with driver.connect(server.url, credentials={"token": tokens}) as client:
        assert tokens.made == 0
        for _ in range(2):
            await client.call(GET, pk=7)
    assert headers_sent(server) == ["Token n3w-t0ken-1"] * 2


@pytest.mark.parametrize("operation", [GET, CREATE])
async def test_a_401_renews_the_token_and_sends_the_request_again(driver, faulty_server, operation):
    server, tokens, responses = faulty_server(UNAUTHORIZED, otherwise=json_response({"id": 7})), Tokens(), []
    options = {"credentials": {"token": tokens}, "retry": NO_RETRY, "on_response": responses.append}
    async with driver.connect(server.url, **options) as client:
        if operation is GET:
            await client.call(GET, pk=7)
        else:
            await client.call(CREATE, {"name": "x"})
    assert headers_sent(server) == ["Token n3w-t0ken-1", "Token n3w-t0ken-2"]
    assert [attempt.status for attempt in responses[0].attempts][:-1] == [401]
    assert server.arrivals[0].body == server.arrivals[1].body


async def test_a_second_401_is_an_error_without_either_token(driver, faulty_server):
    server = faulty_server(otherwise=json_response({"detail": "n3w-t0ken-1, n3w-t0ken-2: no"}, 401))
    async with driver.connect(server.url, credentials={"token": Tokens()}) as client:
        with pytest.raises(AuthenticationError) as caught:
            await client.call(GET, pk=7)
    assert caught.value.response == {"detail": "***, ***: no"}
    assert [attempt.status for attempt in caught.value.attempts] == [401, 401]
    assert b"n3w-t0ken" not in pickle.dumps(caught.value)


async def test_a_token_of_a_function_is_redacted_in_what_is_no_json(driver, faulty_server):
    server = faulty_server(UNAUTHORIZED, otherwise=html(200, "Welcome n3w-t0ken-2"))
    async with driver.connect(server.url, credentials={"token": Tokens()}) as client:
        with pytest.raises(DecodeError) as caught:
            await client.call(GET, pk=7)
    assert "n3w-t0ken" not in f"{caught.value} {caught.value.response}"


async def test_a_token_that_is_a_str_is_sent_once(driver, faulty_server):
    server = faulty_server(otherwise=json_response({}, 401))
    async with driver.connect(server.url, credentials={"token": "t0ken"}) as client:
        with pytest.raises(AuthenticationError):
            await client.call(GET, pk=7)
    assert headers_sent(server) == ["Token t0ken"]


async def test_an_async_function_is_awaited_by_async_clients_and_refused_by_blocking_ones(driver, faulty_server):
    async def token():
        return "awaited"

    server = faulty_server(otherwise=json_response({}))
    if driver.blocking:
        with pytest.raises(InvalidArgumentError, match="a token is an async function: give a plain one"):
            async with driver.connect(server.url, credentials={"token": token}):
                pass
        return
    async with driver.connect(server.url, credentials={"token": token}) as client:
        await client.call(GET, pk=7)
    assert headers_sent(server) == ["Token awaited"]


async def test_an_error_of_the_function_reaches_the_caller(driver, faulty_server):
    def token():
        raise LookupError("the vault is sealed")

    server = faulty_server(otherwise=json_response({}))
    async with driver.connect(server.url, credentials={"token": token}) as client:
        with pytest.raises(LookupError, match="the vault is sealed"):
            await client.call(GET, pk=7)
    assert server.arrivals == []
