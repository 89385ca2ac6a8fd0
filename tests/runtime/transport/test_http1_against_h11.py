"""Our reading of HTTP/1.1 against h11's: the same answers, and nothing that h11 refuses is taken for one."""

from __future__ import annotations

from typing import NamedTuple

import h11
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from synapse_runtime.http.messages import ReadError, Request
from synapse_runtime.transport._http1 import Http1, Read


class Made(NamedTuple):
    """What one of the two made of some bytes: None where it refuses them."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    reusable: bool


SPELT = {"content-length": lambda text: text.split(",")[0], "transfer-encoding": str.lower}
"""What h11 shows as it understands it, and we as it came."""


def ours(method: str, pieces: list[bytes]) -> Made | None:
    """What the runtime makes of an answer."""
    connection, incoming = Http1(), iter(pieces)
    steps, outcome = connection.send(Request(method, "/"), "", [("Host", "h")]), b""
    try:
        next(steps)  # what is written
        while True:
            step = steps.send(outcome)
            outcome = next(incoming, b"") if isinstance(step, Read) else b""
    except ReadError:
        return None
    except StopIteration as stop:
        response = stop.value
        headers = [(name, SPELT.get(name, str)(value)) for name, value in response.headers.items()]
        return Made(response.status, sorted(headers), response.content, connection.idle)


def theirs(method: str, pieces: list[bytes]) -> Made | None:
    """What h11 makes of it, used as its documentation says."""
    connection, incoming = h11.Connection(h11.CLIENT, 100 * 1024), iter(pieces)
    connection.send(h11.Request(method=method, target="/", headers=[("Host", "h")]))
    connection.send(h11.EndOfMessage())
    answer, body = None, b""
    try:
        while True:
            event = connection.next_event()
            if event is h11.NEED_DATA:
                connection.receive_data(next(incoming, b""))
            elif isinstance(event, h11.Response):
                answer = event
            elif isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, h11.EndOfMessage):
                break
            elif not isinstance(event, h11.InformationalResponse):
                return None
    except h11.RemoteProtocolError:
        return None
    assert answer is not None
    found: dict[str, str] = {}
    for key, value in answer.headers:
        name, text = key.decode("latin-1"), value.decode("latin-1")
        found[name] = f"{found[name]}, {text}" if name in found else text
    reusable = connection.our_state is connection.their_state is h11.DONE and not any(connection.trailing_data)
    return Made(answer.status_code, sorted(found.items()), body, reusable)


END = st.sampled_from([b"\r\n", b"\r\n", b"\r\n", b"\n"])
STATUS = st.sampled_from(
    b"""\
HTTP/1.1 200 OK
HTTP/1.1 200 O K
HTTP/1.1 200
HTTP/1.1 299 OK
HTTP/1.0 200 OK
HTTP/1.1 404
HTTP/1.1 204 No
HTTP/1.1 304 N
HTTP/1.1 20 OK
HTTP/2 200 OK
http/1.1 200 OK
HTTP/1.1  200 OK
HTTP/1.1 100 C
 HTTP/1.1 200""".split(b"\n")
)
FIELD = st.sampled_from(
    b"""\
X: \x00
X: \x0b
X: \x1f1
X: \x7f
X: a\rb
X: \xe9
X\xe9: 1
X: a\tb\t
Content-Length: 5
content-length:5
Content-Length: 5, 5
Content-Length: 5, 6
Content-Length: 5 5
Content-Length: +5
Content-Length: 0
Content-Length: 99
Content-Length:
Transfer-Encoding: chunked
Transfer-Encoding: Chunked
Transfer-Encoding: gzip, chunked
Connection: close
Connection: Keep-Alive, Close
Set-Cookie: a=1
Set-Cookie: b=2
X:
X : 1
: 1
X
 folded""".split(b"\n")
)
CHUNKS = (
    b"5\r\n12345\r\n0\r\n\r\n",
    b"5;a=b\r\n12345\r\n2\r\n67\r\n0\r\nTrailer: 1\r\n\r\n",
    b"1\r\n1\r\n" * 9 + b"0\r\n\r\n",
    b"5\r\n123456\r\n0\r\n\r\n",
    b"5\n12345\n0\n\n",
    b"0x5\r\n12345\r\n0\r\n\r\n",
    b"5 \r\n12345\r\n0\r\n\r\n",
    b"5\r\n12345\r\n",
    b"0\r\n\r\nmore",
    b"-5\r\n",
)
BODY = st.binary(max_size=8) | st.sampled_from([b"", b"12345", b"12345more", *CHUNKS])


@st.composite
def answers(draw: st.DrawFn) -> bytes:
    """Bytes that look like an answer, more or less."""
    end = draw(END)
    lines = [draw(STATUS), *draw(st.lists(FIELD, max_size=4))]
    return end.join(lines) + end + end + draw(BODY)


def cut(wire: bytes, sizes: list[int]) -> list[bytes]:
    """Bytes in pieces as they may come off a socket."""
    pieces, at = [], 0
    for size in sizes:
        pieces.append(wire[at : at + size])
        at += size
    return [piece for piece in [*pieces, wire[at:]] if piece]


STRICTER = (b"\x0b", b"\x1f", b"\x7f")
"""Control characters in a value: h11 lets some of them pass."""


@settings(max_examples=500)
@given(st.sampled_from(["GET", "HEAD"]), st.lists(answers(), min_size=1, max_size=2), st.lists(st.integers(1, 40)))
@example("GET", [b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n12345"], [3, 30])
def test_both_read_the_same(method, wires, sizes):
    pieces = cut(b"".join(wires), sizes)
    mine, other = ours(method, pieces), theirs(method, pieces)
    if mine is None:
        assert other is None or any(odd in b"".join(wires) for odd in STRICTER)
    else:
        assert other is not None
        assert mine[:3] == other[:3]
        assert other.reusable or not mine.reusable


@settings(max_examples=300)
@given(st.binary(max_size=80), st.integers(0, 60), st.lists(st.integers(1, 20)))
def test_a_good_answer_with_noise_in_it_is_no_other_answer(noise, at, sizes):
    good = b"HTTP/1.1 200 OK\r\nX: 1\r\nContent-Length: 5\r\n\r\n12345"
    pieces = cut(good[:at] + noise + good[at:], sizes)
    mine = ours("GET", pieces)
    if mine is not None:
        other = theirs("GET", pieces)
        assert other is not None
        assert mine[:3] == other[:3]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "wire",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n12345",
        b"HTTP/1.1 204 No Content\r\n\r\n",
        b"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\n12345\r\n0\r\nTrailer: 1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: a\r\n\tb\r\nContent-Length: 0\r\n\r\n",
    ],
)
def test_what_is_right_is_read(method, wire):
    assert ours(method, [wire]) == theirs(method, [wire]) is not None
