"""Streams that break off: opened again where that is safe, each line told once, everything closed."""

from __future__ import annotations

from contextlib import aclosing

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import acme
from support.scripted import AsyncScripted, Scripted, UnreadBody
from synapse_http.errors import ClientConnectionError, DecodeError, NotFoundError
from synapse_http.messages import ReadError, Response
from synapse_runtime import AsyncResource, Resource, streaming
from synapse_runtime.calls.retry_policy import RetryPolicy
from synapse_runtime.streaming import LineReader

AT_ONCE = RetryPolicy(attempts=3, backoff=0.0)
CUT = ReadError("reset")


def followed(backend, *bodies, operation=acme.TAIL):
    """The lines a client tells of these streams, one connection each, blocking or async; all must be closed."""
    answers = [body if isinstance(body, Response) else Response(200, {}, stream=body) for body in bodies]
    try:
        if backend == "blocking":
            with acme.blocking("https://host", middleware=[Scripted(*answers)], retry=AT_ONCE) as client:
                return list(Resource(client)._lines(operation, {"pk": 1}))

        async def main():
            async with acme.waiting("https://host", middleware=[AsyncScripted(*answers)], retry=AT_ONCE) as client:
                return [line async for line in AsyncResource(client)._lines(operation, {"pk": 1})]

        return anyio.run(main, backend=backend)
    finally:
        assert all(body.closed == 1 for body in bodies if isinstance(body, UnreadBody))


BACKENDS = pytest.mark.parametrize("backend", ["blocking", "asyncio", "trio"])


@BACKENDS
def test_a_response_that_is_neither_a_success_nor_an_error_is_no_stream(backend):
    with pytest.raises(DecodeError, match="a response with status 304 has no body"):
        followed(backend, Response(304, {}))


@BACKENDS
@pytest.mark.parametrize(
    ("first", "second", "lines"),
    [
        ("a\nb\n", "a\nb\nc\n", "abc"),  # it begins at the first line again
        ("a\nb\n", "c\nd", "abcd"),  # it goes on
        ("a\nb\n", "a\nc\n", "abac"),  # it goes on, with a line that looks like the first
        ("a\nb\n", "a\nb\n", "ab"),  # there was nothing more
        ("a\nb\n", "a\n", "aba"),  # it goes on and ends, or so it seems
        ("a\nb", "a\nb\nc\n", "abc"),  # cut in the middle of a line
        ("a", "a\nb\n", "ab"),
        ("a", "b\n", "ab"),
        ("a\nb", "c\n", "abc"),
        ("", "a\n", "a"),
    ],
)
def test_a_stream_that_breaks_off_is_opened_again_and_no_line_is_told_twice(backend, first, second, lines):
    assert followed(backend, UnreadBody(first, CUT), UnreadBody(second)) == list(lines)


@BACKENDS
def test_it_may_break_off_as_often_as_it_goes_on(backend):
    text = "abcdefgh"
    bodies = [UnreadBody("".join(f"{letter}\n" for letter in text[:end]), CUT) for end in range(1, len(text))]
    assert followed(backend, *bodies, UnreadBody("".join(f"{letter}\n" for letter in text))) == list(text)


@BACKENDS
def test_without_any_progress_it_gives_up(backend):
    with pytest.raises(ClientConnectionError, match="reset"):
        followed(backend, UnreadBody("a\n", CUT), UnreadBody("a\n", CUT), UnreadBody("a\n", CUT))


@BACKENDS
def test_what_is_not_safe_to_repeat_is_not_opened_again(backend):
    with pytest.raises(ClientConnectionError, match="reset"):
        followed(backend, UnreadBody("a\n", CUT), operation=acme.TAIL._replace(retry="unsafe"))


@BACKENDS
def test_what_is_gone_when_it_is_opened_again_says_so(backend):
    with pytest.raises(NotFoundError):
        followed(backend, UnreadBody("a\n", CUT), Response(404, {}, b"{}"))


def test_an_empty_budget_of_retries_opens_nothing(monkeypatch):
    client = acme.blocking(
        "https://host", middleware=[Scripted(Response(200, {}, stream=UnreadBody("a\n", CUT)))], retry=AT_ONCE
    )
    gate = client._state.retry_state
    now = gate.clock()
    monkeypatch.setattr(gate, "clock", lambda: now)  # else it fills again
    while gate.take_retry():
        pass
    with pytest.raises(ClientConnectionError):
        list(Resource(client)._lines(acme.TAIL, {"pk": 1}))


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_an_async_stream_that_is_left_early_is_closed(backend):
    body = UnreadBody("a\nb\n")

    async def main():
        client = acme.waiting("https://host", middleware=[AsyncScripted(Response(200, {}, stream=body))])
        async with aclosing(AsyncResource(client)._lines(acme.TAIL, {"pk": 1})) as lines:
            async for line in lines:
                assert line == "a"
                break

    anyio.run(main, backend=backend)
    assert body.closed == 1


class Silent(UnreadBody):
    """Says one line, and then nothing."""

    async def __anext__(self):
        if not self.pieces:
            await anyio.sleep_forever()
        return self.pieces.pop(0)

    def __aiter__(self):
        return self


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_an_async_stream_whose_reader_is_cancelled_is_closed(backend):
    body = Silent("a\n")

    async def main():
        client = acme.waiting("https://host", middleware=[AsyncScripted(Response(200, {}, stream=body))])
        with anyio.CancelScope() as scope:
            async with aclosing(AsyncResource(client)._lines(acme.TAIL, {"pk": 1})) as lines:
                async for _ in lines:
                    scope.cancel()
        return scope.cancelled_caught

    assert anyio.run(main, backend=backend)
    assert body.closed == 1


def filtered(*streams):
    """The lines that get through, each stream cut off by the next."""
    reader, lines_read = LineReader(), []
    for lines in streams:
        reader.begin(Response(200, {}))
        for line in lines:
            lines_read += reader.feed(f"{line}\n".encode())
    return lines_read + reader.feed(None)


LINES = st.lists(st.sampled_from("ab"), max_size=6)


@given(LINES, st.lists(st.integers(0, 6)))
def test_a_server_that_begins_anew_is_told_once(lines, cuts):
    assert filtered(*(lines[:cut] for cut in cuts), lines) == lines


@given(st.lists(st.integers(), max_size=12, unique=True), st.integers(0, 12))
def test_a_server_that_goes_on_is_told_once(numbers, cut):
    lines = [str(number) for number in numbers]
    assert filtered(lines[:cut], lines[cut:]) == lines


@BACKENDS
@pytest.mark.parametrize(
    ("streams", "lines"),
    [
        (["a\nb\na\n", "a\n", "x\n"], "abaax"),  # it goes on twice, the first time with what looks like a replay
        (["a\nb\n", "a\n", "a\nb\nc\n"], "abc"),  # it starts over twice, the first time cut off again
        (["a", "b", "c\n"], "abc"),  # it goes on in the middle of a line
        (["a\nb", "a\nb", "a\nb\nc\n"], "abc"),
    ],
)
def test_a_stream_that_breaks_off_twice_loses_no_line(backend, streams, lines):
    *cut, last = streams
    assert followed(backend, *(UnreadBody(stream, CUT) for stream in cut), UnreadBody(last)) == list(lines)


def test_the_log_warns_of_what_may_be_missing(caplog):
    assert followed("blocking", UnreadBody("a\n", CUT), UnreadBody("b\n")) == ["a", "b"]
    (record,) = [record for record in caplog.records if "opened again" in record.message]
    assert record.message.startswith("GET things/{pk}/tail/: ")


def test_what_is_remembered_is_bounded():
    reader = LineReader()
    for _ in range(20):
        reader.feed(b"x" * streaming.LINE_CHARS + b"\n")
    assert len(reader._first) == 1


def test_lines_beyond_those_remembered_are_counted(monkeypatch):
    monkeypatch.setattr(streaming, "COMPARED_CHARS", 6)
    lines = list("abcdefgh")
    assert filtered(lines[:6], lines) == lines
