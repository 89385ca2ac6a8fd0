"""HTTP/1.1 on one connection, without I/O.

Like the flows of `flow`, these generators yield what they want done, a step, and are resumed
with its outcome. So what is sent, what is made of the answer and when a connection may be
used again is written once, for sockets of blocking and of async code.

This is the part of HTTP/1.1 (RFC 9112) that a client of one origin needs: no upgrades, no
pipelining, requests whose length is known. It is strict where a lenient reader could be made
to take one answer for another: such a connection is given up. The tests hold it to what h11
makes of the same bytes; it takes a fifth of h11's time.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.http.messages import ConnectError, ReadError, Response

from .coding import decoded

if TYPE_CHECKING:
    import ssl
    from collections.abc import Generator, Iterator, Sequence

    from synapse_runtime.http.messages import Request, RequestBody

T = TypeVar("T")

SMALL = 64 * 1024
"""Bytes of a body that are sent with the head: to copy them costs less than to send twice."""
LONGEST_HEAD = 100 * 1024
"""Bytes of an answer's head, or of what stands between its chunks; no server that means well sends more."""
MOST_HEADERS = 1000
"""Lines of an answer's head; to join what is repeated costs the more the more often it is."""
READ = 64 * 1024
"""Bytes asked for at a time."""
INTERIM_ANSWERS = 100
"""How many there may be before the real one."""

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_REQUEST = re.compile(rf"[A-Z]+ [!-~]+ HTTP/1\.1\r\n(?:{_TOKEN}: [\t -~\x80-\xff]*\r\n)+\r\n")
_STATUS = re.compile(r"HTTP/1\.([01]) ([1-9]\d\d)(?: .*)?")
_NAME = re.compile(_TOKEN)
_HEAD_END = re.compile(rb"\n\r?\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_FOLDED = re.compile(r"\n[ \t]+")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,16})[ \t]*(?:;[\t -~\x80-\xff]*)?")
_LENGTH = re.compile(r"\d{1,18}", re.ASCII)
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
_FRAMING = frozenset({"host", "content-length", "transfer-encoding"})
_WITHOUT_BODY = frozenset({204, 304})


class Write(NamedTuple):
    """Send these bytes."""

    content: bytes


class Read(NamedTuple):
    """Wait for bytes; the outcome is `b""` where the peer has ended its side."""


class Piece(NamedTuple):
    """Take the next piece of a body, `b""` at its end; it may come from a disk."""

    pieces: Iterator[bytes]


class Secure(NamedTuple):
    """Encrypt the connection from here on."""

    context: ssl.SSLContext
    hostname: str


Step: TypeAlias = Write | Read | Piece | Secure
Steps: TypeAlias = "Generator[Step, bytes, T]"
Headers: TypeAlias = "Sequence[tuple[str, str]]"

_READ = Read()


class Head(NamedTuple):
    """What an answer begins with."""

    minor: str
    """Of the version: `1` in HTTP/1.1."""
    status: int
    headers: dict[str, str]
    """By lower-case name; a header that is repeated is one list."""
    chunked: bool
    length: int | None


class Http1:
    """The state of one connection: one request and its answer after the other."""

    def __init__(self) -> None:
        self.idle = True
        """Whether a request may be sent: none was yet, or all is well with the last one."""
        self._unread = bytearray()
        self._left: int | None = 0
        """Bytes of the body, or of a chunk, that are still to come; None: all until the end."""
        self._chunked = False
        self._ended = True
        """Whether the answer was read to its end."""
        self._reusable = False

    def send(self, request: Request, prefix: str, headers: Headers) -> Steps[Response]:
        """Send a request and read its answer; of one that is to be streamed, the head alone.

        Args:
            request: What to send.
            prefix: What stands before its target on the request line.
            headers: What is said before its own headers.

        Raises:
            ReadError: The connection broke, or what came is no HTTP/1.1.
            InvalidArgumentError: Its headers or target would say something else than one request.
        """
        started = time.monotonic()
        head = yield from self.ask(request.method, prefix + request.target, framed(headers, request), request.body)
        if request.stream and 200 <= head.status < 300:
            return Response(head.status, head.headers)
        content = decoded((yield from self._rest()), head.headers.get("content-encoding", ""))
        return Response(head.status, head.headers, content, elapsed=time.monotonic() - started)

    def ask(self, method: str, target: str, headers: Headers, body: bytes | RequestBody | None = None) -> Steps[Head]:
        """Send a request, and read the head of its answer."""
        fields = "".join([f"{name}: {value}\r\n" for name, value in headers])
        text = f"{method} {target} HTTP/1.1\r\n{fields}\r\n"
        if not _REQUEST.fullmatch(text) or text.count("\n") != len(headers) + 2:
            raise InvalidArgumentError(
                "the request cannot be sent: a header or its target has characters that end a line"
            )
        self.idle = self._reusable = False
        try:
            fits = self._reusable = yield from _send(text.encode("latin-1"), body)
        except ReadError:
            fits = True  # a server that does not want all of it hangs up after its answer, which may be here already
        if not fits:
            raise ReadError("the request cannot be sent: its body has not the length it was said to have")
        for _ in range(INTERIM_ANSWERS):
            head = yield from self._head()
            if head.status >= 200:
                self._frame(method, head)
                return head
            if head.status == 101:
                raise ReadError("what came is no HTTP: it switches protocols, which nobody asked for")
        raise ReadError("the server sends interim answers without end")

    def piece(self) -> Steps[bytes]:
        """The next piece of the answer's body, `b""` at its end.

        Raises:
            ReadError: The connection broke before.
        """
        if self._ended:
            return b""
        if self._left is None:
            return self._take(READ) if self._unread else (yield _READ) or self._end()
        if self._chunked and not self._left:
            self._left = yield from self._chunk()
        if not self._left:
            return self._end()
        if self._unread:
            piece = self._take(self._left)
        else:
            content = yield from self._more()
            piece, rest = content[: self._left], content[self._left :]
            self._unread += rest
        self._left -= len(piece)
        if self._chunked and not self._left and (yield from self._line()):
            raise ReadError("what came is no HTTP: a chunk is longer than it says")
        return piece

    def _rest(self) -> Steps[bytes]:
        """The whole body of the answer."""
        pieces: list[bytes] = []
        while piece := (yield from self.piece()):
            pieces.append(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def _head(self) -> Steps[Head]:
        searched = 0
        while not (end := _HEAD_END.search(self._unread, searched)):
            searched = max(0, len(self._unread) - 2)
            if searched > LONGEST_HEAD:
                raise ReadError("what came is no HTTP: its head does not end")
            self._unread += yield from self._more()
        head = self._take(end.end())
        return read_head(head[: end.start()].decode("latin-1").removesuffix("\r"))

    def _frame(self, method: str, head: Head) -> None:
        """Find out where the body ends, and whether there can be another answer after it."""
        nothing = method == "HEAD" or head.status in _WITHOUT_BODY
        self._ended, self._chunked = False, head.chunked and not nothing
        self._left = 0 if nothing or self._chunked else head.length
        closing = "close" in head.headers.get("connection", "").lower().replace(" ", "").split(",")
        ambiguous = head.chunked and head.length is not None
        if head.minor == "0" or closing or ambiguous or self._left is None:
            self._reusable = False

    def _end(self) -> bytes:
        self._ended = True
        # more than the answer would be taken for the next one's: such a connection ends here
        self.idle = self._reusable and not self._unread
        return b""

    def _chunk(self) -> Steps[int]:
        """The size of the next chunk; after the last one, what follows it is read too."""
        line = yield from self._line()
        found = _CHUNK.fullmatch(line)
        if found is None:
            raise ReadError("what came is no HTTP: illegal chunk header")
        size = int(found[1], 16)
        trailers = 0
        while not size and (line := (yield from self._line())):
            trailers += len(line)
            if trailers > LONGEST_HEAD:
                raise ReadError("what came is no HTTP: its trailers do not end")
        return size

    def _line(self) -> Steps[bytes]:
        searched = 0
        while (end := self._unread.find(b"\r\n", searched)) < 0:
            searched = max(0, len(self._unread) - 1)
            if searched > LONGEST_HEAD:
                raise ReadError("what came is no HTTP: a line between its chunks does not end")
            self._unread += yield from self._more()
        return self._take(end + 2)[:-2]

    def _more(self) -> Steps[bytes]:
        content = yield _READ
        if not content:
            begun = self._unread or not self._ended
            raise ReadError(f"the server hung up {'in the middle of its' if begun else 'without an'} answer")
        return content

    def _take(self, size: int) -> bytes:
        found = bytes(self._unread[:size])
        del self._unread[:size]
        return found


def tunnel(host: str, headers: Headers) -> Steps[None]:
    """Ask a proxy for a way through it.

    Args:
        host: Host and port of where it shall lead.
        headers: What the proxy wants to know.

    Raises:
        ConnectError: It refuses.
    """
    head = yield from Http1().ask("CONNECT", host, [("Host", host), *headers])
    if not 200 <= head.status < 300:
        raise ConnectError(f"the proxy answers {head.status} when it is asked for a way to {host}")


def framed(headers: Headers, request: Request) -> Headers:
    """A request's headers as they travel: those given, its own, and the length of its body.

    Raises:
        InvalidArgumentError: Its own say where it goes or ends: what follows it would be taken for a part of it.
    """
    if not _FRAMING.isdisjoint([name.lower() for name, _ in request.headers]):
        raise InvalidArgumentError(
            "a middleware has set one of the headers Host, Content-Length and Transfer-Encoding, which are the "
            "transport's own: leave them out"
        )
    if (body := request.body) is not None:
        length = len(body) if isinstance(body, bytes) else body.length
    elif request.method in _WITH_BODY:
        length = 0
    else:
        return [*headers, *request.headers]
    return [*headers, *request.headers, ("Content-Length", str(length))]


def read_head(text: str) -> Head:
    """Read the head of an answer, without the empty line at its end.

    Raises:
        ReadError: It is none.
    """
    text = text.replace("\r\n", "\n")
    line, _, fields = text.partition("\n")
    status = _STATUS.fullmatch(line)
    if status is None or fields.startswith((" ", "\t")) or _CONTROL.search(text):
        raise ReadError("what came is no HTTP: illegal status line, or control characters")
    if fields.count("\n") >= MOST_HEADERS:
        raise ReadError("what came is no HTTP: its head has too many lines")
    if "\n " in fields or "\n\t" in fields:  # long out of use; a reader has to put up with it
        fields = _FOLDED.sub(" ", fields)
    headers: dict[str, str] = {}
    for field in fields.split("\n") if fields else ():
        name, colon, value = field.partition(":")
        if not colon or not _NAME.fullmatch(name):
            raise ReadError("what came is no HTTP: illegal header line")
        name, value = name.lower(), value.strip(" \t")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    coding = headers.get("transfer-encoding")
    if coding is not None and coding.lower() != "chunked":
        raise ReadError("what came is no HTTP: its transfer coding is none that was asked for")
    return Head(status[1], int(status[2]), headers, coding is not None, _length(headers.get("content-length")))


def _length(said: str | None) -> int | None:
    """What Content-Length says; it may be said several times."""
    if said is None:
        return None
    first, *others = {one.strip() for one in said.split(",")}
    if others or not _LENGTH.fullmatch(first):
        raise ReadError("what came is no HTTP: conflicting Content-Length, or one that is no number")
    return int(first)


def _send(unsent: bytes, body: bytes | RequestBody | None) -> Steps[bool]:
    """Send a head and what belongs to it; gives whether the body had the length it was said to have."""
    left = 0
    if isinstance(body, bytes):
        unsent = yield from _add(unsent, body)
    elif body is not None:
        left, pieces = body.length, body.chunks()
        while left >= 0 and (piece := (yield Piece(pieces))):
            left -= len(piece)
            if left >= 0:
                unsent = yield from _add(unsent, piece)
    if unsent and not left:
        yield Write(unsent)
    return not left


def _add(unsent: bytes, piece: bytes) -> Steps[bytes]:
    """Go on with a piece of a body; gives what is not sent yet, so that small pieces go together."""
    if len(unsent) + len(piece) <= SMALL:
        return unsent + piece
    if unsent:
        yield Write(unsent)
    yield Write(piece)
    return b""
