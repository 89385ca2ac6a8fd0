"""Text lines, as they come."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import acme
from support.scripted import AsyncScripted, Scripted, UnreadBody
from synapse_http.errors import ClientConnectionError
from synapse_http.messages import ReadError, Response
from synapse_runtime import AsyncResource, Resource, streaming
from synapse_runtime.calls.retry_policy import NO_RETRY
from synapse_runtime.streaming import LineDecoder


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r")), st.integers(1, 7))
def test_pieces_of_any_size_give_the_lines(text, size):
    content, decoder = text.encode(), LineDecoder()
    lines = [line for at in range(0, len(content), size) for line in decoder.feed(content[at : at + size])]
    lines += filter(None, [decoder.end()])
    expected = text.split("\n")
    assert lines == (expected if expected[-1] else expected[:-1])


def test_windows_lines_end_too():
    assert LineDecoder().feed(b"a\r\nb\n") == ["a", "b"]


@given(st.text("a\n", max_size=40), st.integers(1, 9))
def test_a_long_line_comes_in_pieces_wherever_its_chunks_end(text, size):
    content, decoder, lines = text.encode(), LineDecoder(), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streaming, "LINE_CHARS", 4)
        for start in range(0, len(content), size):
            lines += decoder.feed(content[start : start + size])
        lines += filter(None, [decoder.end()])
    assert lines == [
        line[start : start + 4]
        for line in text.removesuffix("\n").split("\n")
        for start in range(0, max(len(line), 1), 4)
        if text
    ]


@pytest.mark.parametrize(("chunk", "chunks"), [(b"x" * 1000, 20_000), (b"x" * (5 << 20), 3)])
def test_a_line_without_an_end_fills_no_memory_and_costs_no_square_of_its_length(chunk, chunks):
    decoder, sizes, largest = LineDecoder(), [], 0
    tracemalloc.start()
    for _ in range(chunks):
        sizes += map(len, decoder.feed(chunk))
        largest = max(largest, tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()
    sizes.append(len(decoder.end()))
    assert set(sizes[:-1]) == {streaming.LINE_CHARS}
    assert sum(sizes) == len(chunk) * chunks
    assert largest < 5 * max(len(chunk), streaming.LINE_CHARS)


def test_lines_come_as_they_are_sent_and_the_connection_is_given_back():
    body = UnreadBody(b"one\ntw", b"o\nthree")
    client = acme.blocking("https://host", middleware=[Scripted(Response(200, {}, stream=body))])
    assert list(Resource(client)._lines(acme.TAIL, {"pk": 1})) == ["one", "two", "three"]
    assert body.closed == 1


def test_leaving_early_gives_the_connection_back():
    body = UnreadBody(b"one\ntwo\n", b"three\n")
    client = acme.blocking("https://host", middleware=[Scripted(Response(200, {}, stream=body))])
    lines = Resource(client)._lines(acme.TAIL, {"pk": 1})
    assert next(lines) == "one"
    lines.close()
    assert body.closed == 1


def test_a_stream_that_breaks_off_says_so():
    body = UnreadBody(b"one\n", ReadError("reset"))
    client = acme.blocking("https://host", middleware=[Scripted(Response(200, {}, stream=body))], retry=NO_RETRY)
    lines = Resource(client)._lines(acme.TAIL, {"pk": 1})
    assert next(lines) == "one"
    with pytest.raises(ClientConnectionError, match="reset"):
        next(lines)
    assert body.closed == 1


@pytest.mark.anyio
async def test_the_same_for_async_code():
    body = UnreadBody(b"one\ntwo\nthree")
    client = acme.waiting("https://host", middleware=[AsyncScripted(Response(200, {}, stream=body))])
    assert [line async for line in AsyncResource(client)._lines(acme.TAIL, {"pk": 1})] == ["one", "two", "three"]
    assert body.closed == 1


@pytest.mark.anyio
async def test_an_async_stream_that_breaks_off_says_so():
    body = UnreadBody(b"one\n", ReadError("reset"))
    client = acme.waiting("https://host", middleware=[AsyncScripted(Response(200, {}, stream=body))], retry=NO_RETRY)
    with pytest.raises(ClientConnectionError, match="reset"):
        assert [line async for line in AsyncResource(client)._lines(acme.TAIL, {"pk": 1})] == []
    assert body.closed == 1
