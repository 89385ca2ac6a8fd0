"""HTTP/1.1 by hand: what is sent, what is made of the answer, and when a connection may be used again."""

from __future__ import annotations

import gzip
from contextlib import suppress
from typing import Any

import h11
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.flow.drivers import run
from synapse_runtime.http.messages import ConnectError, ReadError, ReadTimeout, Request
from synapse_runtime.transport._http1 import MOST_HEADERS, SMALL, Http1, Piece, Read, Write, framed, read_head, tunnel

HOST = [("Host", "host")]
GET = Request("GET", "/a/?b=1")


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


class Streamed:
    """A body that comes in pieces."""

    def __init__(self, *pieces: bytes, length: int | None = None) -> None:
        self._pieces = pieces
        self.length = sum(map(len, pieces)) if length is None else length

    def chunks(self):
        return iter(self._pieces)


class Peer:
    """Does the steps: keeps what is written, and gives what it was told to, in pieces."""

    def __init__(self, *incoming: bytes, broken: Exception | None = None) -> None:
        self.incoming = list(incoming)
        self.written: list[bytes] = []
        self.broken = broken

    def run(self, steps: Any) -> Any:
        """Drive steps to their end."""
        outcome: Any = None
        try:
            while True:
                step = steps.send(outcome)
                outcome = None
                if isinstance(step, Write):
                    self.written.append(step.content)
                    if self.broken:
                        step = steps.throw(self.broken)
                if isinstance(step, Read):
                    outcome = self.incoming.pop(0) if self.incoming else b""
                elif isinstance(step, Piece):
                    outcome = next(step.pieces, b"")
        except StopIteration as stop:
            return stop.value


def answer(body: bytes = b"", *headers: str, status: str = "200 OK") -> bytes:
    """An answer with its length."""
    head = "\r\n".join((f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}"))
    return f"{head}\r\n\r\n".encode() + body


def said(sent: list[bytes]) -> tuple[h11.Request, bytes]:
    """What a server understands of the bytes that were sent."""
    server = h11.Connection(h11.SERVER)
    server.receive_data(b"".join(sent))
    request, body = server.next_event(), b""
    assert isinstance(request, h11.Request)
    while isinstance(event := server.next_event(), h11.Data):
        body += event.data
    assert isinstance(event, h11.EndOfMessage)
    return request, body


class TestSending:
    def test_a_request_is_one_write_with_its_headers_in_order(self):
        peer = Peer(answer(b"{}"))
        request = Request("POST", "/a/?b=1", (("X-A", "1"), ("X-B", "\xe9")), b'{"c":2}')
        response = peer.run(Http1().send(request, "", HOST))
        assert (response.status, response.content) == (200, b"{}")
        assert peer.written == [
            b"POST /a/?b=1 HTTP/1.1\r\nHost: host\r\nX-A: 1\r\nX-B: \xe9\r\nContent-Length: 7\r\n\r\n" + b'{"c":2}'
        ]

    def test_a_proxy_gets_the_whole_url_and_its_own_headers(self):
        peer = Peer(answer())
        peer.run(Http1().send(GET, "http://host", [*HOST, ("Proxy-Authorization", "Basic eA==")]))
        request, _ = said(peer.written)
        assert request.target == b"http://host/a/?b=1"
        assert dict(request.headers)[b"proxy-authorization"] == b"Basic eA=="

    @pytest.mark.parametrize(("method", "length"), [("POST", "0"), ("PUT", "0"), ("PATCH", "0"), ("GET", None)])
    def test_what_could_have_a_body_says_that_it_has_none(self, method, length):
        assert dict(framed([], Request(method, "/"))).get("Content-Length") == length

    @given(st.lists(st.integers(1, SMALL + 10), max_size=5), st.binary(min_size=1, max_size=7))
    @example([SMALL + 1, SMALL + 1], b"a")
    def test_pieces_arrive_whole_and_small_ones_together(self, sizes, pattern):
        pieces = [(pattern * (size // len(pattern) + 1))[:size] for size in sizes]
        peer = Peer(answer())
        peer.run(Http1().send(Request("POST", "/", body=Streamed(*pieces)), "", HOST))
        assert said(peer.written)[1] == b"".join(pieces)
        assert all(len(one) <= SMALL for one in peer.written if one not in pieces)

    @pytest.mark.parametrize("value", ["a\r\nX-B: 1", "a\nb", "\0"])
    def test_a_header_that_would_begin_another_is_never_sent(self, value):
        peer = Peer(answer())
        with pytest.raises(InvalidArgumentError, match="the request cannot be sent") as caught:
            peer.run(Http1().send(Request("GET", "/", (("X-A", value),)), "", HOST))
        assert (peer.written, value in str(caught.value)) == ([], False)

    @pytest.mark.parametrize("name", ["Content-Length", "transfer-encoding", "HOST"])
    def test_a_middleware_cannot_say_where_it_ends_or_goes(self, name):
        """Another length would make the next request a part of this one, or the other way round."""
        connection, peer = Http1(), Peer(answer())
        with pytest.raises(InvalidArgumentError, match="which are the transport's own"):
            peer.run(connection.send(Request("GET", "/", ((name, "5"),)), "", HOST))
        assert (peer.written, connection.idle) == ([], True)

    @pytest.mark.parametrize("length", [2, 4])
    def test_a_body_of_another_length_than_announced_is_never_taken_for_whole(self, length):
        connection, peer = Http1(), Peer(answer())
        with pytest.raises(ReadError, match="its body has not the length it was said to have"):
            peer.run(connection.send(Request("POST", "/", body=Streamed(b"abc", length=length)), "", HOST))
        assert not connection.idle

    def test_a_server_that_hangs_up_on_the_body_is_listened_to(self):
        connection, peer = Http1(), Peer(answer(status="413 Too Large"), broken=ReadError("reset"))
        response = peer.run(connection.send(Request("POST", "/", body=Streamed(b"a" * SMALL, b"b")), "", HOST))
        assert (response.status, connection.idle) == (413, False)

    def test_one_that_is_not_reading_is_not(self):
        with pytest.raises(ReadTimeout):
            Peer(answer(), broken=ReadTimeout("late")).run(Http1().send(GET, "", HOST))


class Searched(bytearray):
    """Counts the bytes that are looked through."""

    looked = 0

    def find(self, sought, start=0, *rest):
        self.looked += len(self) - start
        return super().find(sought, start, *rest)


def test_a_line_between_chunks_that_comes_byte_by_byte_is_not_searched_again_and_again():
    head, line = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1;" + b"x" * 5000
    connection, unread = Http1(), Searched()
    connection._unread = unread
    came = iter([head, *(line[at : at + 1] for at in range(len(line))), b"\r\na\r\n0\r\n\r\n"])
    response = run(
        connection.send(Request("GET", "/"), "", HOST), lambda step: next(came) if isinstance(step, Read) else None
    )
    assert response.content == b"a"
    assert unread.looked < 5 * len(line)


def test_a_head_of_very_many_lines_is_refused():
    """To join what is repeated would take long."""
    with pytest.raises(ReadError, match="too many lines"):
        read_head("HTTP/1.1 200 OK\r\n" + "\r\n".join(["a:"] * (MOST_HEADERS + 1)))
    assert read_head("HTTP/1.1 200 OK\r\n" + "\r\n".join(["a:b"] * MOST_HEADERS)).headers["a"].count("b") == 1000


class TestAnswers:
    @given(st.binary(max_size=300), st.booleans(), st.lists(st.integers(1, 60), max_size=30))
    def test_however_it_is_cut_it_is_the_same(self, body, chunked, cuts):
        head = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nX-A: 1\r\nx-a: 2\r\n"
        if chunked:
            head += b"Transfer-Encoding: chunked\r\n\r\n"
            wire = head + b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:9], body[9:]) if part)
            wire += b"0\r\n\r\n"
        else:
            wire = head + b"Content-Length: %d\r\n\r\n" % len(body) + body
        pieces, at = [], 0
        for size in cuts:
            pieces.append(wire[at : at + size])
            at += size
        connection = Http1()
        response = Peer(*filter(None, [*pieces, wire[at:]])).run(connection.send(GET, "", HOST))
        assert (response.status, response.content, response.headers["x-a"]) == (200, body, "1, 2")
        assert connection.idle

    @given(st.binary(max_size=200), st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", answer(b"12345")[:-3]]))
    def test_whatever_comes_it_is_an_answer_or_a_lost_connection(self, noise, begun):
        connection = Http1()
        with suppress(ReadError):
            response = Peer(begun + noise).run(connection.send(GET, "", HOST))
            assert 200 <= response.status <= 999
            return
        assert not connection.idle

    @pytest.mark.parametrize(
        ("wire", "told"),
        [
            (b"", "hung up without an answer"),
            (b"HTTP/1.1 20", "hung up in the middle of its answer"),
            (answer(b"12345")[:-1], "hung up in the middle of its answer"),
            (b"HTTP/1.1 101 Switching Protocols\r\n\r\n", "it switches protocols"),
            (b"HTTP/1.1 100 Continue\r\n\r\n" * 101, "interim answers without end"),
            (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 110_000, "no HTTP: its head does not end"),
            (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", "conflicting Content-Length"),
            (b"HTTP/1.1 200 OK\r\nSet-Cookie s3cret\r\n\r\n", "no HTTP: illegal header line$"),
            (answer(b"no gzip", "Content-Encoding: gzip"), "not compressed as it says"),
            (CHUNKED + b"5;" + b"x" * 110_000, "a line between its chunks does not end"),
            (CHUNKED + b"0\r\n" + b"X: 1\r\n" * 30_000, "its trailers do not end"),
            (CHUNKED + b"x\r\n", "illegal chunk header"),
            (CHUNKED + b"1\r\n12\r\n", "a chunk is longer than it says"),
        ],
    )
    def test_what_is_none_says_why(self, wire, told):
        connection = Http1()
        pieces = [wire[at : at + 60_000] for at in range(0, len(wire), 60_000)]
        with pytest.raises(ReadError, match=told):
            Peer(*pieces).run(connection.send(GET, "", HOST))

    def test_a_compressed_one_is_read(self):
        wire = answer(gzip.compress(b"content"), "Content-Encoding: gzip")
        assert Peer(wire).run(Http1().send(GET, "", HOST)).content == b"content"

    def test_of_one_that_is_streamed_the_body_is_left(self):
        connection, peer = Http1(), Peer(answer(b"12345")[:-3], b"345")
        response = peer.run(connection.send(GET._replace(stream=True), "", HOST))
        assert (response.status, response.content, connection.idle) == (200, b"", False)
        assert [peer.run(connection.piece()) for _ in range(4)] == [b"12", b"345", b"", b""]
        assert connection.idle

    def test_of_an_error_to_a_stream_the_body_is_read(self):
        wire = answer(b"why", status="404 Not Found")
        assert Peer(wire).run(Http1().send(GET._replace(stream=True), "", HOST)).content == b"why"


class TestReuse:
    def test_one_answer_after_the_other(self):
        connection, peer = Http1(), Peer(answer(b"1"), answer(b"2", status="404 Not Found"), b"HTTP/1.1 204 No\r\n\r\n")
        assert [peer.run(connection.send(GET, "", HOST)).content for _ in range(3)] == [b"1", b"2", b""]
        assert connection.idle

    @pytest.mark.parametrize(
        "wire",
        [
            answer(b"1") + b"more",
            answer(b"1", "Connection: close"),
            b"HTTP/1.0 200 OK\r\n\r\nuntil the end",
            b"HTTP/1.1 200 OK\r\n\r\nuntil the end",
        ],
    )
    def test_none_after_one_that_ended_or_may_mislead(self, wire):
        connection = Http1()
        assert Peer(wire).run(connection.send(GET, "", HOST)).status == 200
        assert not connection.idle


class TestTunnels:
    def test_a_proxy_is_asked_for_a_way(self):
        peer = Peer(b"HTTP/1.1 200 Connection established\r\n\r\n")
        peer.run(tunnel("host:443", [("Proxy-Authorization", "Basic eA==")]))
        assert peer.written == [
            b"CONNECT host:443 HTTP/1.1\r\nHost: host:443\r\nProxy-Authorization: Basic eA==\r\n\r\n"
        ]

    def test_and_may_refuse(self):
        with pytest.raises(ConnectError, match="the proxy answers 407 when it is asked for a way to host:443"):
            Peer(answer(status="407 Proxy Authentication Required")).run(tunnel("host:443", []))
