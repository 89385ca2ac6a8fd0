"""Text lines, as they come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import acme
from support.scripted import AsyncScripted, Scripted
from synapse_runtime import AsyncResource, Resource
from synapse_runtime.calls.retry_policy import NO_RETRY
from synapse_runtime.errors import ClientConnectionError
from synapse_runtime.http.messages import ReadError, Response
from synapse_runtime.streaming.follow import LineDecoder


class Body:
    """An unread body that tells whether it was closed."""

    def __init__(self, *pieces: bytes | Exception) -> None:
        self.pieces = pieces
        self.closed = 0

    def __iter__(self):
        for piece in self.pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    async def __aiter__(self):
        for piece in self:
            yield piece

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.close()


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r")), st.integers(1, 7))
def test_pieces_of_any_size_give_the_lines(text, size):
    content, decoder = text.encode(), LineDecoder()
    lines = [line for at in range(0, len(content), size) for line in decoder.feed(content[at : at + size])]
    lines += decoder.end()
    expected = text.split("\n")
    assert lines == (expected if expected[-1] else expected[:-1])


def test_windows_lines_end_too():
    assert LineDecoder().feed(b"a\r\nb\n") == ["a", "b"]


def test_lines_come_as_they_are_sent_and_the_connection_is_given_back():
    body = Body(b"one\ntw", b"o\nthree")
    client = acme.blocking("https://host", middleware=[Scripted(Response(200, {}, stream=body))])
    assert list(Resource(client)._lines(acme.TAIL, {"pk": 1})) == ["one", "two", "three"]
    assert body.closed == 1


def test_leaving_early_gives_the_connection_back():
    body = Body(b"one\ntwo\n", b"three\n")
    client = acme.blocking("https://host", middleware=[Scripted(Response(200, {}, stream=body))])
    lines = Resource(client)._lines(acme.TAIL, {"pk": 1})
    assert next(lines) == "one"
    lines.close()
    assert body.closed == 1


def test_a_stream_that_breaks_off_says_so():
    body = Body(b"one\n", ReadError("reset"))
    client = acme.blocking("https://host", middleware=[Scripted(Response(200, {}, stream=body))], retry=NO_RETRY)
    lines = Resource(client)._lines(acme.TAIL, {"pk": 1})
    assert next(lines) == "one"
    with pytest.raises(ClientConnectionError, match="reset"):
        next(lines)
    assert body.closed == 1


@pytest.mark.anyio
async def test_the_same_for_async_code():
    body = Body(b"one\ntwo\nthree")
    client = acme.waiting("https://host", middleware=[AsyncScripted(Response(200, {}, stream=body))])
    assert [line async for line in AsyncResource(client)._lines(acme.TAIL, {"pk": 1})] == ["one", "two", "three"]
    assert body.closed == 1


@pytest.mark.anyio
async def test_an_async_stream_that_breaks_off_says_so():
    body = Body(b"one\n", ReadError("reset"))
    client = acme.waiting("https://host", middleware=[AsyncScripted(Response(200, {}, stream=body))], retry=NO_RETRY)
    with pytest.raises(ClientConnectionError, match="reset"):
        assert [line async for line in AsyncResource(client)._lines(acme.TAIL, {"pk": 1})] == []
    assert body.closed == 1
