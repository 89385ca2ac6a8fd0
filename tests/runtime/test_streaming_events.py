"""Server-sent events: decoded whatever the chunks are, and followed through lost connections."""

from __future__ import annotations

from contextlib import aclosing, closing
from itertools import islice

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.generated import generated
from support.scripted import AsyncScripted, Scripted, UnreadBody
from synapse_http.errors import ClientConnectionError, DecodeError
from synapse_http.messages import ReadError, Request, Response
from synapse_runtime import AsyncClient, AsyncResource, Client, Resource, ServerSentEvent, streaming
from synapse_runtime.calls.build_request import CallArguments
from synapse_runtime.calls.retry_policy import RetryPolicy
from synapse_runtime.documented_client import DocumentedClient
from synapse_runtime.flow.drivers import iterate
from synapse_runtime.flow.effects import Shielded, Sleep
from synapse_runtime.operation import Server
from synapse_runtime.streaming import EventDecoder, follow

SERVICE = generated("relay")
WATCH, ASK = SERVICE.operation("jobs.watch"), SERVICE.operation("jobs.ask")
CUT = ReadError("reset")
STREAM = {"content-type": "text/event-stream; charset=utf-8"}
BACKENDS = pytest.mark.parametrize("backend", ["blocking", "asyncio"])


def decode(*chunks):
    decoder = EventDecoder()
    decoded = [event for chunk in (*chunks, None) for event in decoder.feed(chunk)]
    return decoded, decoder


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        ("data: a\n\n", [("a", "message", "")]),
        ("data:a\ndata:  b\ndata\n\n", [("a\n b\n", "message", "")]),
        (": ping\n\nevent: done\nid: 7\ndata: a\n\ndata: b\n\n", [("a", "done", "7"), ("b", "message", "7")]),
        ("id: 7\n\nid\ndata: a\n\n", [("a", "message", "")]),  # an empty id forgets the one before
        ("id: 1\0\nevent: x\n\ndata: a\n\n", [("a", "message", "")]),  # without data there is no event
        ("\ufeffdata: a\n\n", [("a", "message", "")]),
        ("unknown: x\ndata: a: b\n\n", [("a: b", "message", "")]),
        ("data: lost\n", []),
        ("", []),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_stream_is_decoded_as_the_standard_says(text, decoded, end):
    assert decode(text.replace("\n", end).encode())[0] == decoded


LINES = st.lists(
    st.sampled_from(["data: a", "data: é", "data", "id: 1", "id: 2", "event: e", ": c", "", "", "retry: 5", "x: y"])
)


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.data())
def test_chunks_may_end_anywhere(lines, end, data):
    stream = "".join(f"{line}{end}" for line in lines).encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    chunks = [stream[begin:stop] for begin, stop in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    whole, _ = decode(stream)
    assert decode(*chunks)[0] == whole
    count = sum(1 for block in "\n".join(lines).split("\n\n") if "data" in block) if lines else 0
    assert len(whole) <= count + len(lines)


@pytest.mark.parametrize(
    ("stream", "inside"), [(b"data: a", True), (b"data: a\n", True), (b": c", False), (b"id: 1\n", False), (b"", False)]
)
def test_an_event_without_an_end_is_noticed(stream, inside):
    assert decode(stream)[1].is_inside_event is inside


@pytest.mark.parametrize(("value", "seconds"), [("1500", 1.5), ("-1", None), ("x", None), ("9" * 12, None)])
def test_the_server_says_when_to_come_back(value, seconds):
    assert decode(f"retry: {value}\n".encode())[1].retry_seconds == seconds


@pytest.mark.parametrize("text", [b"data: " + b"a" * 40, b"data: aaaaa\n" * 8, b"\r" * 3 + b": " + b"c" * 40])
def test_an_event_without_end_does_not_fill_the_memory(text, monkeypatch):
    monkeypatch.setattr(streaming, "EVENT_CHARS", 32)
    with pytest.raises(DecodeError, match="an event of the stream has more than 32 characters"):
        decode(*(text[index : index + 5] for index in range(0, len(text), 5)))
    assert len(decode(b"data: a\n\n" * 100)[0]) == 100


# Over connections ---------------------------------------------------------------------------


def followed(backend, *bodies, operation=WATCH, first=None, **more):
    """The events of these connections, blocking or async, or the first ones; and the script with its requests."""
    responses = [body if isinstance(body, Response) else Response(200, STREAM, stream=body) for body in bodies]
    arguments = {"pk": 1} if operation is WATCH else {"title": "a"}
    options = {"retry": RetryPolicy(attempts=3, backoff=0.0), **more}
    script = Scripted(*responses)
    try:
        if backend == "blocking":
            client = Client(SERVICE, "https://host", {}, middleware=[script], **options)
            with client, closing(Resource(client)._lines(operation, arguments)) as stream:
                return [*islice(stream, first)], script.requests

        async def main():
            twin = AsyncScripted()
            twin.script = script
            client = AsyncClient(SERVICE, "https://host", {}, middleware=[twin], **options)
            read = []
            async with client, aclosing(AsyncResource(client)._lines(operation, arguments)) as stream:
                async for event in stream:
                    read.append(event)
                    if len(read) == first:
                        break
            return read, script.requests

        return anyio.run(main, backend=backend)
    finally:
        assert all(body.closed == 1 for body in bodies[: len(script.requests)] if isinstance(body, UnreadBody))


def percents(events_):
    return [event.data.percent for event in events_]


@BACKENDS
def test_data_has_the_type_of_the_spec_and_events_their_names(backend):
    read, (request,) = followed(backend, UnreadBody('event: tick\nid: 3\ndata: {"percent":\ndata: 5}\n\n'))
    assert [(event.event, event.id, event.data.percent) for event in read] == [("tick", "3", 5)]
    assert isinstance(read[0], ServerSentEvent)
    assert dict(request.headers)["Accept"] == "text/event-stream"


@BACKENDS
def test_a_safe_stream_goes_on_behind_the_last_event(backend):
    first = 'retry: 0\nid: 1\ndata: {"percent": 1}\n\nid: 2\ndata: {"percent": 2}\n\n'
    last = 'id: 3\ndata: {"percent": 3}\n\n'
    read, requests = followed(
        backend, UnreadBody(first + "data: {", CUT), UnreadBody(last + "data: half"), UnreadBody("")
    )
    assert percents(read) == [1, 2, 3]
    assert [dict(request.headers).get("Last-Event-ID") for request in requests] == [None, "2", "3"]


def test_another_server_is_told_the_place_too():
    """Although it gets nothing else that the client was made with."""
    elsewhere = SERVICE._replace(servers={"files": Server("https://files.example.com")})
    client = Client(elsewhere, "https://host", {}, servers={"files": "https://files.example.com"})
    bodies, requests = [UnreadBody('id: 1\ndata: {"percent": 1}\n\n', CUT), UnreadBody('data: {"percent": 2}\n\n')], []

    def perform(effect):
        match effect:
            case Request():
                requests.append(effect)
                return Response(200, STREAM, stream=bodies[len(requests) - 1])
            case Sleep():
                return None
            case Shielded():
                return perform(effect.effect)
        return effect.function()

    arguments = CallArguments({"pk": 1})
    flow = follow(client._state, WATCH._replace(server="files"), arguments, is_async=False)
    assert percents(iterate(flow, perform)) == [1, 2]
    assert [dict(request.headers).get("Last-Event-ID") for request in requests] == [None, "1"]


@BACKENDS
def test_before_its_first_event_a_stream_is_opened_again_without_an_id(backend):
    read, requests = followed(backend, UnreadBody(": ping\n", CUT), UnreadBody('data: {"percent": 1}\n\n'))
    assert (percents(read), len(requests)) == ([1], 2)


@BACKENDS
@pytest.mark.parametrize("end", [CUT, None])
def test_without_ids_no_event_comes_twice(backend, end):
    with pytest.raises(ClientConnectionError, match="the stream ended inside an event" if end is None else "reset"):
        followed(backend, UnreadBody('data: {"percent": 1}\n\ndata: {', end))


@BACKENDS
def test_what_is_not_safe_to_repeat_is_not_opened_again(backend):
    with pytest.raises(ClientConnectionError, match=r"reset.*the request may have been applied"):
        followed(backend, UnreadBody("id: 1\ndata: a\n\n", CUT), operation=ASK)


@BACKENDS
def test_it_gives_up_as_the_retry_policy_says(backend):
    with pytest.raises(ClientConnectionError, match="reset"):
        followed(backend, *(UnreadBody("", CUT) for _ in range(3)))


@BACKENDS
def test_text_stays_as_it_is(backend):
    read, (request,) = followed(backend, UnreadBody("data: [DONE\ndata: ]\n\n"), operation=ASK)
    assert [event.data for event in read] == ["[DONE\n]"]
    assert (request.method, request.body) == ("POST", b'{"title":"a"}')


@BACKENDS
@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("data: {\n\n", "the data of an event is not JSON: '{'"),
        ("data: 5\n\n", "Tick"),
        (Response(200, {"content-type": "text/html"}, stream=UnreadBody("")), "no stream of events, but 'text/html'"),
        (Response(200, {}, stream=UnreadBody("")), "no stream of events, but ''"),
        (Response(204, {}), "has no body"),
    ],
)
def test_what_is_no_stream_of_such_events_is_an_error(backend, body, problem):
    with pytest.raises(DecodeError, match=problem):
        followed(backend, UnreadBody(body) if isinstance(body, str) else body)


@BACKENDS
def test_a_stream_that_is_left_early_is_closed(backend):
    read, _ = followed(backend, UnreadBody('data: {"percent": 1}\n\ndata: {"percent": 2}\n\n'), first=1)
    assert percents(read) == [1]


def test_the_documented_face_returns_plain_data():
    script = Scripted(Response(200, STREAM, stream=UnreadBody('id: 1\ndata: {"percent": 1}\n\n')))
    client = DocumentedClient(SERVICE, "https://host", {}, middleware=[script])
    assert list(client._lines(WATCH, {"pk": 1})) == [{"data": {"percent": 1}, "event": "message", "id": "1"}]
