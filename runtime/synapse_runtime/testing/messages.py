"""Requests and responses of the mock, whichever way they travel."""

from __future__ import annotations

import json
import re
import tempfile
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, NamedTuple, TypeAlias, cast

from attrs import field, frozen
from synapse_http.values import is_list

from synapse_runtime.serialization.model import unstructure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ConnectionEnd: TypeAlias = Literal["whole", "cut", "dropped", "reset", "refused"]
"""How the connection ends after a response.

- whole: the response is complete.
- cut: the connection closes after half of the body.
- dropped: the connection closes without a response.
- reset: a TCP reset takes the place of the response.
- refused: no connection is made. A server has accepted it already, and resets it.
"""

SPOOL_BYTES = 256 * 1024
"""Longer bodies go from memory to a temporary file."""

_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


@frozen
class MockRequest:
    """A request with its whole body."""

    method: str
    path: str
    """As on the request line: quoted, without the query."""
    query: str = ""
    headers: Mapping[str, str] = field(default=_NO_HEADERS, repr=False)
    """By lower-case name; not in the repr, for the token's sake."""
    body: bytes | BinaryIO = b""
    """A file is read from its current position, and must be seekable."""

    @classmethod
    def from_target(
        cls, method: str, target: str, headers: Iterable[tuple[str, str]] = (), body: bytes | BinaryIO = b""
    ) -> MockRequest:
        """Make a request from its request line.

        Args:
            method: The HTTP method.
            target: Path and query, or an absolute URL, of which only these count.
            headers: Names in any case. The last of a repeated header counts.
            body: The whole body.
        """
        target = re.sub(r"^https?://[^/?#]*/?", "/", target)
        path, _, query = target.partition("#")[0].partition("?")
        return cls(method, path, query, {name.lower(): value for name, value in headers}, body)

    @property
    def content_type(self) -> str:
        """Media type of the body, in lower case, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def is_empty(self) -> bool:
        """Return whether the body has no bytes."""
        return not self.body if isinstance(self.body, bytes) else _remaining_size(self.body) == 0

    def read(self, limit: int) -> bytes:
        """Return the body, or its first `limit` + 1 bytes."""
        return self.body[: limit + 1] if isinstance(self.body, bytes) else self.body.read(limit + 1)

    def iter_chunks(self) -> Iterator[bytes]:
        """Yield the body in chunks."""
        if isinstance(self.body, bytes):
            yield self.body
        else:
            while chunk := self.body.read(SPOOL_BYTES):
                yield chunk


@frozen
class MockResponse:
    """A response, and how it travels."""

    status_code: int
    headers: Mapping[str, str] = _NO_HEADERS
    body: bytes | Iterator[bytes] = b""
    """An iterator is a stream of unknown length."""
    chunk_delay: float = 0.0
    """Seconds before each chunk of the body."""
    delay: float = 0.0
    """Seconds before the first byte."""
    connection_end: ConnectionEnd = "whole"

    def json(self) -> Any:
        """Return the decoded JSON body, or None for a stream or another content type."""
        if not isinstance(self.body, bytes) or self.headers.get("Content-Type") != "application/json":
            return None
        return json.loads(self.body)


class SentFile(NamedTuple):
    """A file in a request, without its content."""

    name: str
    size: int
    md5: str


class HttpError(Exception):
    """Ends the handling of a request with an error response."""

    def __init__(self, response: MockResponse) -> None:
        super().__init__(response.status_code)
        self.response = response


def json_response(status: int, data: object, headers: Mapping[str, str] = _NO_HEADERS) -> MockResponse:
    """Return a JSON response."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=unstructure)
    encoded = body.encode("utf-8", "backslashreplace")  # a lone surrogate has no UTF-8: send its JSON escape
    return MockResponse(status, {"Content-Type": "application/json", **headers}, encoded)


def html_response(status: int, title: str, message: str) -> MockResponse:
    """Return an HTML page, as frameworks and proxies send for errors."""
    page = (
        f'<!doctype html>\n<html lang="en">\n<head>\n  <title>{title}</title>\n</head>\n<body>\n'
        f"  <h1>{title}</h1><p>{message}</p>\n</body>\n</html>\n"
    )
    return MockResponse(status, {"Content-Type": "text/html; charset=utf-8"}, page.encode())


def xml_error(status: int, code: str, message: str) -> MockResponse:
    """Return an error as storages send it, with more than may be shown."""
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code><Message>{message}</Message>'
        "<StringToSign>signed-and-secret</StringToSign></Error>"
    )
    return MockResponse(status, {"Content-Type": "application/xml"}, body.encode())


def json_error(status: int, data: object, headers: Mapping[str, str] = _NO_HEADERS) -> HttpError:
    """Return an error with a JSON body, to raise."""
    return HttpError(json_response(status, data, headers))


def detail_error(status: int, message: str) -> HttpError:
    """Return an error with DRF's `detail`, to raise."""
    return json_error(status, {"detail": message})


def server_error() -> HttpError:
    """Return the HTML error of a crashed view, to raise."""
    return HttpError(html_response(500, "Server Error (500)", ""))


def unknown_path_error() -> HttpError:
    """Return the HTML 404 of a path without a route, to raise."""
    return HttpError(html_response(404, "Not Found", "The requested resource was not found on this server."))


def missing_row_error(model: str) -> HttpError:
    """Return the JSON 404 of a model's missing row, to raise."""
    return detail_error(404, f"No {model} matches the given query.")


def spool(chunks: Iterable[bytes] = ()) -> BinaryIO:
    """Write chunks to a temporary file, which stays in memory while it is short.

    Returns:
        The file at its beginning. Closing deletes it.
    """
    file = cast("BinaryIO", tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES))  # noqa: SIM115 - the caller closes it
    for chunk in chunks:
        file.write(chunk)
    file.seek(0)
    return file


def iter_file(file: BinaryIO) -> Iterator[bytes]:
    """Yield the whole content of a file, from its beginning."""
    file.seek(0)
    while chunk := file.read(SPOOL_BYTES):
        yield chunk


def _remaining_size(file: BinaryIO) -> int:
    start = file.tell()
    end = file.seek(0, 2)
    file.seek(start)
    return end - start


def iter_sent_chunks(response: MockResponse) -> Iterator[bytes]:
    """Yield the chunks of a body that are sent: half of one that is cut."""
    if isinstance(response.body, bytes):
        yield response.body[: len(response.body) // 2] if response.connection_end == "cut" else response.body
        return
    chunks = list(response.body) if response.connection_end == "cut" else response.body
    yield from chunks[: len(chunks) // 2] if is_list(chunks) else chunks
