"""Text that comes line by line, for as long as the server sends it."""

from __future__ import annotations

import codecs
from contextlib import contextmanager
from typing import TYPE_CHECKING

from synapse_runtime.http import error_mapping
from synapse_runtime.http.messages import TransportError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator, Iterator

    from synapse_runtime.http.messages import Request, Response


class LineDecoder:
    """Bytes in, whole lines out. Lines end with LF or CRLF; a character may be split between pieces."""

    def __init__(self) -> None:
        self._text = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""

    def feed(self, piece: bytes) -> list[str]:
        """Take in a piece; the lines it completes, without their ends."""
        *lines, self._rest = (self._rest + self._text.decode(piece)).split("\n")
        return [line.removesuffix("\r") for line in lines]

    def end(self) -> list[str]:
        """What stands after the last line end, if anything."""
        rest = self._rest + self._text.decode(b"", final=True)
        return [rest] if rest else []


class ErrorMappingStream:
    """The unread body of an answer, which breaks off with an error of this package, as calls do."""

    def __init__(self, request: Request, response: Response) -> None:
        assert response.stream is not None
        self._body = response.stream
        self._request = request
        self._response = response
        self._closed = False

    def __iter__(self) -> Iterator[bytes]:
        with self._told():
            yield from self._body

    def __aiter__(self) -> AsyncIterator[bytes]:
        self._pieces = aiter(self._body)
        return self

    async def __anext__(self) -> bytes:  # a generator would be left unfinished by who leaves early
        with self._told():
            return await anext(self._pieces)

    def close(self) -> None:
        """Give the connection back, once."""
        if not self._closed:
            self._closed = True
            self._body.close()

    async def aclose(self) -> None:
        """Give the connection back, once."""
        if not self._closed:
            self._closed = True
            await self._body.aclose()

    @contextmanager
    def _told(self) -> Generator[None]:
        try:
            yield
        except TransportError as problem:
            raise error_mapping.stream_error(self._request, self._response, problem) from None
