"""What the mock is asked and what it answers, whichever way it travels."""

from __future__ import annotations

import json
import re
import tempfile
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, NamedTuple, TypeAlias, cast

from synapse_runtime.serialization.codec import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ConnectionEnd: TypeAlias = Literal["whole", "cut", "dropped", "reset", "refused"]
"""How an answer ends on the wire.

- whole: as it should.
- cut: half of the body, then the connection closes.
- dropped: the connection closes in good order, and no answer was sent.
- reset: the same with a TCP reset.
- refused: as if no connection had been made. A server, which has accepted it already, resets it.
"""

SPOOL = 256 * 1024
"""Bytes of a body that are kept in memory; more goes to a temporary file."""

_NOTHING: Mapping[str, str] = MappingProxyType({})


class MockRequest(NamedTuple):
    """One request, its body already there in whole."""

    method: str
    path: str
    """As on the request line, still quoted, without the query."""
    query: str = ""
    headers: Mapping[str, str] = _NOTHING
    """By lower-case name."""
    body: bytes | BinaryIO = b""
    """A file is read from where it stands, and can be rewound."""

    @classmethod
    def of(
        cls, method: str, target: str, headers: Iterable[tuple[str, str]] = (), body: bytes | BinaryIO = b""
    ) -> MockRequest:
        """Make a request from what stands on its first line.

        Args:
            method: The HTTP method.
            target: Path and query; an absolute URL is taken for its path and query.
            headers: Names in any case; of a repeated one the last counts.
            body: All of it.

        Returns:
            The request.
        """
        target = re.sub(r"^https?://[^/?#]*/?", "/", target)
        path, _, query = target.partition("#")[0].partition("?")
        return cls(method, path, query, {name.lower(): value for name, value in headers}, body)

    @property
    def content_type(self) -> str:
        """Media type of the body, lower-case and without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def empty(self) -> bool:
        """Whether there is no body."""
        return not self.body if isinstance(self.body, bytes) else _size(self.body) == 0

    def read(self, limit: int) -> bytes:
        """The body in memory, up to one byte more than `limit`."""
        return self.body[: limit + 1] if isinstance(self.body, bytes) else self.body.read(limit + 1)

    def chunks(self) -> Iterator[bytes]:
        """The body in pieces."""
        if isinstance(self.body, bytes):
            yield self.body
        else:
            while piece := self.body.read(SPOOL):
                yield piece


class MockResponse(NamedTuple):
    """One answer."""

    status: int
    headers: Mapping[str, str] = _NOTHING
    body: bytes | Iterator[bytes] = b""
    """An iterator is a stream whose length is not known."""
    pause: float = 0.0
    """Seconds between the pieces of a stream."""
    delay: float = 0.0
    """Seconds before the first byte."""
    ending: ConnectionEnd = "whole"

    def json(self) -> Any:
        """The body as data; None where it is a stream, or no JSON."""
        if not isinstance(self.body, bytes) or self.headers.get("Content-Type") != "application/json":
            return None
        return json.loads(self.body)


class HttpError(Exception):
    """The request is answered with this, and nothing else is done about it."""

    def __init__(self, response: MockResponse) -> None:
        super().__init__(response.status)
        self.response = response


def json_answer(status: int, data: object, headers: Mapping[str, str] = _NOTHING) -> MockResponse:
    """Answer with JSON."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=plain)
    encoded = body.encode("utf-8", "backslashreplace")  # half a surrogate pair travels as JSON escapes it
    return MockResponse(status, {"Content-Type": "application/json", **headers}, encoded)


def html_answer(status: int, title: str, text: str) -> MockResponse:
    """Answer with a page, as frameworks and proxies do."""
    page = (
        f'<!doctype html>\n<html lang="en">\n<head>\n  <title>{title}</title>\n</head>\n<body>\n'
        f"  <h1>{title}</h1><p>{text}</p>\n</body>\n</html>\n"
    )
    return MockResponse(status, {"Content-Type": "text/html; charset=utf-8"}, page.encode())


def refuse(status: int, data: object, headers: Mapping[str, str] = _NOTHING) -> HttpError:
    """A refusal in JSON, to raise."""
    return HttpError(json_answer(status, data, headers))


def detail(status: int, text: str) -> HttpError:
    """A refusal with one sentence, to raise."""
    return refuse(status, {"detail": text})


def server_error() -> HttpError:
    """What a crash looks like from outside."""
    return HttpError(html_answer(500, "Server Error (500)", ""))


def nowhere() -> HttpError:
    """There is no such path."""
    return HttpError(html_answer(404, "Not Found", "The requested resource was not found on this server."))


def not_found(model: str) -> HttpError:
    """There is no such row."""
    return detail(404, f"No {model} matches the given query.")


def spooled(pieces: Iterable[bytes] = ()) -> BinaryIO:
    """A body of any length as a file: a short one in memory, a long one on disk.

    Args:
        pieces: The bytes.

    Returns:
        A file that stands at its beginning, and is gone when it is closed.
    """
    file = cast("BinaryIO", tempfile.SpooledTemporaryFile(max_size=SPOOL))  # noqa: SIM115 - the caller closes it
    for piece in pieces:
        file.write(piece)
    file.seek(0)
    return file


def pieces_in(file: BinaryIO) -> Iterator[bytes]:
    """All bytes of a file, wherever it stands."""
    file.seek(0)
    while piece := file.read(SPOOL):
        yield piece


def _size(file: BinaryIO) -> int:
    start = file.tell()
    end = file.seek(0, 2)
    file.seek(start)
    return end - start
