"""HTTP/1.1 on one connection, without I/O; the only module that knows h11.

Like the flows of `flow`, these generators yield what they want done, a step, and are resumed
with its outcome. So what is sent, what is made of the answer and when a connection may be
used again is written once, for sockets of blocking and of async code.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

import h11

from .coding import decoded
from .message import ConnectFailed, ConnectionLost, Response

if TYPE_CHECKING:
    import ssl
    from collections.abc import Generator, Iterable, Iterator

    from .message import Content, Request

T = TypeVar("T")

SMALL = 64 * 1024
"""Bytes of a body that are sent with the head: to copy them costs less than to send twice."""
LONGEST_HEAD = 100 * 1024
"""Bytes of an answer's head; no server that means well sends more."""
INTERIM_ANSWERS = 100
"""How many there may be before the real one."""
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
_QUOTED = re.compile(r":? *(bytearray\()?b['\"].*", re.DOTALL)


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
Headers: TypeAlias = "list[tuple[bytes, bytes]]"

_READ = Read()


class Head(NamedTuple):
    """What an answer begins with."""

    status: int
    headers: dict[str, str]
    """By lower-case name; a header that is repeated is one list."""


class Http1:
    """The state of one connection: one request and its answer after the other."""

    def __init__(self) -> None:
        self._h11 = h11.Connection(h11.CLIENT, LONGEST_HEAD)

    @property
    def idle(self) -> bool:
        """Whether a request may be sent: none was yet, or all is well with the last one."""
        return self._h11.our_state is h11.IDLE and self._h11.their_state is h11.IDLE

    def send(self, request: Request, prefix: str, headers: Headers) -> Steps[Response]:
        """Send a request and read its answer; of one that is to be streamed, the head alone.

        Args:
            request: What to send.
            prefix: What stands before its target on the request line.
            headers: What is said before its own headers.

        Raises:
            ConnectionLost: The connection broke, or what came is no HTTP/1.1.
        """
        started = time.monotonic()
        target = (prefix + request.target).encode("ascii")
        status, found = yield from self.ask(request.method, target, framed(headers, request), request.body)
        if request.stream and 200 <= status < 300:
            return Response(status, found)
        content = decoded((yield from self._rest()), found.get("content-encoding", ""))
        return Response(status, found, content, elapsed=time.monotonic() - started)

    def ask(self, method: str, target: bytes, headers: Headers, body: bytes | Content | None = None) -> Steps[Head]:
        """Send a request, and read the head of its answer."""
        try:
            yield from self._send(h11.Request(method=method, target=target, headers=headers), body)
        except ConnectionLost:
            pass  # a server that does not want the whole body hangs up after its answer, which may be here already
        except h11.LocalProtocolError as error:
            raise ConnectionLost(f"the request cannot be sent: {without_quotes(str(error))}") from None
        for _ in range(INTERIM_ANSWERS):
            event = yield from self._event()
            if isinstance(event, h11.Response):
                return Head(event.status_code, by_name(event.headers))
        raise ConnectionLost("the server sends interim answers without end")

    def piece(self) -> Steps[bytes]:
        """The next piece of the answer's body, `b""` at its end.

        Raises:
            ConnectionLost: The connection broke before.
        """
        if self.idle:  # its end was told before
            return b""
        event = yield from self._event()
        if isinstance(event, h11.Data):
            return bytes(event.data)
        http = self._h11
        if http.our_state is h11.DONE and http.their_state is h11.DONE and not any(http.trailing_data):
            # more than the answer would be taken for the next one's: such a connection ends here
            http.start_next_cycle()
        return b""

    def _rest(self) -> Steps[bytes]:
        """The whole body of the answer."""
        pieces: list[bytes] = []
        while piece := (yield from self.piece()):
            pieces.append(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def _send(self, request: h11.Request, body: bytes | Content | None) -> Steps[None]:
        unsent = self._h11.send(request) or b""
        if isinstance(body, bytes):
            unsent = yield from self._add(unsent, body)
        elif body is not None:
            pieces = body.chunks()
            while piece := (yield Piece(pieces)):
                unsent = yield from self._add(unsent, piece)
        self._h11.send(h11.EndOfMessage())
        if unsent:
            yield Write(unsent)

    def _add(self, unsent: bytes, piece: bytes) -> Steps[bytes]:
        """Go on with a piece of the body; gives what is not sent yet, so that small pieces go together."""
        piece = self._h11.send(h11.Data(data=piece)) or b""
        if len(unsent) + len(piece) <= SMALL:
            return unsent + piece
        if unsent:
            yield Write(unsent)
        yield Write(piece)
        return b""

    def _event(self) -> Steps[object]:
        http = self._h11
        try:
            while (event := http.next_event()) is h11.NEED_DATA:
                content = yield _READ
                if not content and http.their_state is h11.SEND_RESPONSE:
                    raise ConnectionLost("the server hung up without an answer")
                http.receive_data(content)
        except h11.RemoteProtocolError as error:
            raise ConnectionLost(f"what came is no HTTP: {without_quotes(str(error))}") from None
        return event


def tunnel(host: bytes, headers: Headers) -> Steps[None]:
    """Ask a proxy for a way through it.

    Args:
        host: Host and port of where it shall lead.
        headers: What the proxy wants to know.

    Raises:
        ConnectFailed: It refuses.
    """
    head = yield from Http1().ask("CONNECT", host, [(b"Host", host), *headers])
    if not 200 <= head.status < 300:
        raise ConnectFailed(f"the proxy answers {head.status} when it is asked for a way to {host.decode()}")


def framed(headers: Headers, request: Request) -> Headers:
    """A request's headers as they travel: those given, its own, and the length of its body."""
    found = [*headers, *((name.encode("ascii"), value.encode("latin-1")) for name, value in request.headers)]
    if (body := request.body) is not None:
        found.append((b"Content-Length", b"%d" % (len(body) if isinstance(body, bytes) else body.length)))
    elif request.method in _WITH_BODY:
        found.append((b"Content-Length", b"0"))
    return found


def by_name(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """An answer's headers by lower-case name; one that is repeated becomes a list."""
    found: dict[str, str] = {}
    for key, value in headers:
        name, text = key.decode("latin-1").lower(), value.decode("latin-1")
        found[name] = f"{found[name]}, {text}" if name in found else text
    return found


def without_quotes(text: str) -> str:
    """What a library says of bytes that broke the protocol, without them: they may be a header with a secret."""
    return _QUOTED.sub("", text)
