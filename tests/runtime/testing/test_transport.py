"""Clients whose requests end in a mock, blocking and async: what crosses, and how faults look from there."""

from __future__ import annotations

import gc
import io
import time

import pytest
from attrs import evolve
from synapse_http.content import FilePart
from synapse_http.messages import ConnectError, ReadError, ReadTimeout, Request, Timeout
from synapse_http.transport.config import TransportConfig
from synapse_http.transport.lazy_transport import LazyTransport
from synapse_http.urls import BaseURL
from synapse_runtime.testing import AsyncMockTransport, MockBackend, MockTransport, faults
from synapse_sdk import SERVICE

TOKEN = ("Synapse-Access-Token", "Token any")
GET = Request("GET", "/tasks/456/", (TOKEN,))
TAIL = Request("GET", "/jobs/789/tail_console_logs/", (TOKEN,), stream=True)

pytestmark = pytest.mark.anyio


def opened(transport):
    """What sends our messages over an httpx transport."""
    config = TransportConfig(isinstance(transport, MockTransport), transport=transport)
    return LazyTransport(config, BaseURL.parse("https://mock")).transport


@pytest.fixture
def slept():
    return []


@pytest.fixture
def mock(slept):
    backend = MockBackend(SERVICE, sleep=slept.append)
    yield backend
    backend.close()


@pytest.fixture(params=["blocking", "async"])
def send(request, mock):
    """Sends a request; of a stream, all of it."""
    blocking, waiting = opened(MockTransport(mock)), opened(AsyncMockTransport(mock))

    async def send(asked):
        if request.param == "blocking":
            response = blocking.send(asked)
            if response.stream is not None:
                content = b"".join(response.stream)
                response.stream.close()
                return response._replace(content=content)
            return response
        response = await waiting.send(asked)
        if response.stream is not None:
            content = b"".join([piece async for piece in response.stream])
            await response.stream.aclose()
            return response._replace(content=content)
        return response

    return send


async def test_an_answer_has_status_headers_and_content(send):
    response = await send(GET)
    assert (response.status_code, response.headers["content-type"]) == (200, "application/json")
    assert response.content.startswith(b'{"id":456,')
    assert response.headers["x-request-id"]


async def test_the_query_and_headers_arrive(send, mock):
    await send(GET._replace(target="/tasks/456/?expand=data_unit"))
    assert mock.calls[0].query == {"expand": ["data_unit"]}
    assert (await send(GET._replace(headers=()))).status_code == 401


@pytest.mark.parametrize("streamed", [False, True])
async def test_a_body_arrives(send, mock, streamed):
    body = b'{"project": 123, "data_unit": 789}'
    content = FilePart("file", io.BytesIO(body), len(body)) if streamed else body
    response = await send(Request("POST", "/tasks/", (TOKEN, ("Content-Type", "application/json")), content))
    assert response.status_code == 201
    assert mock.calls[0].json == {"project": 123, "data_unit": 789}


async def test_a_stream_comes_unread(send):
    assert (await send(TAIL)).content == b"Started.\nOne image was skipped.\n"
    assert (await send(TAIL._replace(stream=False))).content == b"Started.\nOne image was skipped.\n"


async def test_a_short_answer_can_be_asked_for_as_a_stream(send):
    assert (await send(GET._replace(stream=True))).content == (await send(GET)).content


async def test_an_error_is_read_where_a_stream_was_asked_for(send):
    response = await send(TAIL._replace(target="/jobs/1/tail_console_logs/"))
    assert (response.status_code, response.stream) == (404, None)
    assert b"detail" in response.content


@pytest.mark.parametrize(
    ("fault", "failure"),
    [
        (faults.refused(), ConnectError),
        (faults.dropped_before_processing(), ReadError),
        (faults.reset(), ReadError),
        (faults.cut_body(), ReadError),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
async def test_a_broken_connection_is_raised(send, mock, fault, failure):
    mock.inject_fault("*", fault)
    with pytest.raises(failure):
        await send(GET)
    assert (await send(GET)).status_code == 200


@pytest.mark.parametrize("limit", ["timeout", "deadline"])
async def test_an_answer_that_comes_too_late_times_out_at_once(send, mock, limit, slept):
    mock.inject_fault("*", faults.latency(60))
    asked = GET._replace(timeout=Timeout(read=5)) if limit == "timeout" else GET._replace(deadline=time.monotonic() + 5)
    with pytest.raises(ReadTimeout):
        await send(asked)
    assert slept == []


async def test_without_a_limit_it_is_waited_for(send, mock):
    mock.inject_fault("*", faults.latency(0.001))
    assert (await send(GET._replace(timeout=Timeout(read=None)))).status_code == 200


@pytest.mark.parametrize("asked", [GET, TAIL], ids=["whole", "stream"])
async def test_a_slow_answer_is_waited_for(send, mock, asked):
    mock.inject_fault("*", evolve(faults.slow_drip(0.0001, size=8), delay=0.0001))
    expected = (await send(asked)).content
    assert (await send(asked)).content == expected


async def test_closing_leaves_the_mock_open(mock):
    opened(MockTransport(mock)).close()
    await opened(AsyncMockTransport(mock)).aclose()
    assert opened(MockTransport(mock)).send(GET).status_code == 200


async def test_a_stream_that_is_left_early_leaves_nothing_behind(mock, recwarn):
    response = await opened(AsyncMockTransport(mock)).send(TAIL)
    async for piece in response.stream:
        assert piece == b"Started.\n"
        break
    await response.stream.aclose()
    del response
    gc.collect()  # where a generator had been left, it would complain now
    assert not recwarn.list
