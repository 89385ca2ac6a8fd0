"""Requests of this package as httpx's, and back: what is refused, shown and bounded."""

from __future__ import annotations

import gzip
import ssl
import time

import anyio
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.steps import json_response, respond
from support.transports import open_async_transport, open_transport
from synapse_http.errors import DecodeError, InvalidArgumentError
from synapse_http.messages import ConnectTimeout, ReadError, ReadTimeout, Request, Timeout
from synapse_http.transport.httpx_messages import is_reusable, to_httpx

FACES = pytest.mark.parametrize("face", ["blocking", "asyncio", "trio"])
ORIGIN = "https://backend.test:8443"
GET = Request("GET", "/things/7/?a=1", (("X-A", "é"),))


def send(face, url, *requests, **options):
    """Send requests over one transport; the responses."""

    async def both():
        if face == "blocking":
            transport = open_transport(url, **options)
            try:
                return [transport.send(request) for request in requests]
            finally:
                transport.close()
        transport = open_async_transport(url, **options)
        try:
            return [await transport.send(request) for request in requests]
        finally:
            await transport.aclose()

    return anyio.run(both, backend="asyncio" if face == "blocking" else face)


def test_a_request_names_its_origin_and_the_length_of_its_body():
    made = to_httpx(ORIGIN, GET)
    assert (str(made.url), made.headers["host"]) == ("https://backend.test:8443/things/7/?a=1", "backend.test:8443")
    assert (b"X-A", b"\xe9") in made.headers.raw
    assert "content-length" not in made.headers
    other = to_httpx("http://storage.test", GET._replace(method="PUT"))
    assert (str(other.url), other.headers["host"]) == ("http://storage.test/things/7/?a=1", "storage.test")
    assert other.headers["content-length"] == "0"


@pytest.mark.parametrize("origin", [ORIGIN, "http://backend.test", "https://[::1]:8443", "http://127.0.0.1"])
@pytest.mark.parametrize(
    "target",
    [
        *(
            "/",
            "/a/7/",
            "/a//b",
            "/a?",
            "/a?b=c&d=%2F",
            "/a%2",
            "/a%c3%A9",
            "/@:!$&'()*+,;=~",
            "/a/?b/../c?",
            "/a.b/c..",
        ),
        *("/.", "/..", "/a/../b", "/a/./b?c", "/.a", "/[b]", "/é", "/a b", "/a#b", "/a?b=é#c", "/a?b[]=c", "/{a}|^`"),
    ],
)
def test_a_url_is_the_one_that_httpx_parses(origin, target):
    made, parsed = to_httpx(origin, GET._replace(target=target)).url, httpx.URL(origin + target)
    assert (made, made.raw_path, made.netloc, made.scheme) == (parsed, parsed.raw_path, parsed.netloc, parsed.scheme)


@given(st.text("/.%?#[]aB7 é@;=&", max_size=12))
def test_any_target_makes_the_url_that_httpx_parses(target):
    made = to_httpx(ORIGIN, GET._replace(target=f"/{target}")).url
    assert made.raw_path == httpx.URL(f"{ORIGIN}/{target}").raw_path


@pytest.mark.parametrize("name", ["Host", "content-length", "Transfer-Encoding"])
def test_a_header_that_says_where_a_request_goes_or_ends_is_refused(name):
    with pytest.raises(InvalidArgumentError, match="a middleware set one of the headers Host"):
        to_httpx(ORIGIN, GET._replace(headers=((name, "1"),)))


def test_a_url_with_a_secret_is_sent_as_it_is_and_shown_without_it():
    shown = "https://backend.test:8443/things/***/"
    made = to_httpx(ORIGIN, GET._replace(secrets=("7",), display_url=shown))
    assert (str(made.url), repr(made.url), f"{made.url}") == (shown, f"URL({shown!r})", shown)
    assert (made.url.raw_path, made.url.host) == (b"/things/7/?a=1", "backend.test")


@FACES
@pytest.mark.parametrize("header", ["a\r\nX-Evil: s3cret", "s3cret\0"])
def test_what_would_end_a_line_is_refused_and_not_quoted(face, faulty_server, header):
    server = faulty_server()
    with pytest.raises(InvalidArgumentError, match="characters that end a line") as caught:
        send(face, server.url, GET._replace(headers=(("X-A", header),)))
    assert "s3cret" not in str(caught.value)
    assert server.requests == []


@pytest.mark.parametrize(
    "request_",
    [
        GET._replace(target="/\ud800"),
        GET._replace(target="/\n"),
        GET._replace(target="/" + "a" * 70_000),
        GET._replace(headers=(("X-A", "\u20ac"),)),
    ],
    ids=["half a character", "line end", "too long", "not latin-1"],
)
def test_what_cannot_be_sent_is_our_error(request_):
    with pytest.raises(InvalidArgumentError, match="its URL or a header is not valid"):
        to_httpx(ORIGIN, request_)


@FACES
def test_a_connection_whose_encryption_breaks_is_lost(face):
    """What anyio raises by itself, httpcore does not map."""

    def broken(request):
        raise ssl.SSLError("bad record mac")

    async def abroken(request):
        broken(request)

    transport = httpx.MockTransport(broken if face == "blocking" else abroken)
    with pytest.raises(ReadError, match="SSLError: .*bad record mac"):
        send(face, "http://backend.test", GET, transport=transport)


class Wrong:
    """A body of another length than it says."""

    def __init__(self, length):
        self.length = length

    def chunks(self):
        return iter([b"abc", b"def"])


@FACES
@pytest.mark.parametrize("length", [5, 7])
def test_a_body_has_the_length_it_was_said_to_have(face, faulty_server, length):
    server = faulty_server()
    with pytest.raises(InvalidArgumentError, match="length it was said to have"):
        send(face, server.url, GET._replace(method="POST", body=Wrong(length)))
    assert server.requests == []


@FACES
def test_a_body_that_is_held_in_memory_is_bounded(face, faulty_server):
    bomb = respond(body=gzip.compress(bytes(1001)), headers=(("Content-Encoding", "gzip"),))
    server = faulty_server(respond(body=bytes(1001)), bomb, respond(body=bytes(1000)))
    for _ in range(2):
        with pytest.raises(DecodeError, match="The response has more than 1000 bytes"):
            send(face, server.url, GET, max_response_bytes=1000)
    (response,) = send(face, server.url, GET, max_response_bytes=1000)
    assert response.content == bytes(1000)


@FACES
def test_a_head_is_bounded(face, faulty_server):
    head = b"HTTP/1.1 200 OK\r\n" + b"X-A: a\r\n" * 100_000
    server = faulty_server(respond(raw=head, then="hang_up"))
    with pytest.raises(ReadError, match="RemoteProtocolError: Receive buffer too long"):
        send(face, server.url, GET)


def test_a_deadline_ends_a_body_of_a_callers_transport_that_dribbles():
    class Dribbling(httpx.SyncByteStream):
        closed = False

        def __iter__(self):
            while True:
                time.sleep(0.01)
                yield b"x"

        def close(self):
            self.closed = True

    body = Dribbling()
    transport = httpx.MockTransport(lambda request: httpx.Response(200, stream=body))
    with pytest.raises(ReadTimeout, match="the deadline passed"):
        send("blocking", "http://backend.test", GET._replace(deadline=time.monotonic() + 0.5), transport=transport)
    assert body.closed


@FACES
def test_a_connection_that_was_used_is_used_again_within_the_idle_time_and_the_chain_to_h11_holds(face, faulty_server):
    """Bytes after a response are found by private names, which a new version of httpx or httpcore may change."""
    seen = []

    def watching(response):
        seen.append(response.stream._stream._httpcore_stream._stream._connection._h11_state.trailing_data)
        return is_reusable(response)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("synapse_http.transport.transports.is_reusable", watching)
        server = faulty_server(otherwise=lambda request: json_response(request.connection))
        assert [response.content for response in send(face, server.url, GET, GET)] == [b"0", b"0"]
    assert seen == [(b"", False)] * 2


@FACES
def test_a_pool_of_a_callers_transport_that_is_full_is_told(face):
    def full(request):
        raise httpx.PoolTimeout("")

    async def afull(request):
        full(request)

    transport = httpx.MockTransport(full if face == "blocking" else afull)
    with pytest.raises(ConnectTimeout, match="PoolTimeout: all connections are in use"):
        send(face, "http://backend.test", GET._replace(timeout=Timeout(1, 1)), transport=transport)
