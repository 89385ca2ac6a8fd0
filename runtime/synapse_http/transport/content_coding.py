"""Content codings: undo what a response is compressed with, bounded in memory and in time.

httpx's own decoder reads the first member of a gzip stream and takes a cut stream for a whole one, both without
an error. So bodies are taken as they travelled, and decoded here.
"""

from __future__ import annotations

import time
import zlib
from typing import TYPE_CHECKING, Any

from synapse_http.errors import DecodeError
from synapse_http.messages import ReadError, ReadTimeout

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMPRESSED = frozenset({"gzip", "x-gzip", "deflate"})
_STEP_BYTES = 1024
"""Bytes decoded at a time: they inflate to 1 MiB at most, and zlib copies what a member leaves over."""
_GZIP_OR_ZLIB = 47
"""zlib's `wbits` for: look at the header, and accept either."""


class Decoder:
    """Turns the chunks of a body, as they travelled, into its content."""

    def __init__(self, coding: str, max_bytes: int | None = None, deadline: float | None = None) -> None:
        """Prepare to decode one body.

        Args:
            coding: The value of `Content-Encoding`; one that nobody asked for is left alone.
            max_bytes: Most bytes of the whole body, as sent and as inflated. None: no limit.
            deadline: Monotonic time by which the body must have arrived. None: no limit.
        """
        self._decode = self._inflate if coding.strip().lower() in _COMPRESSED else _leave
        self._member: Any = None
        self._max_bytes = max_bytes
        self._deadline = deadline
        self._received = self._size = 0

    def decode(self, chunk: bytes) -> Iterator[bytes]:
        """Yield the content of the next chunk in pieces of at most 1 MiB, unless it is not compressed.

        Raises:
            DecodeError: The body is too large.
            TransportError: It is too late, or not compressed as the response says.
        """
        self._received += len(chunk)
        for piece in self._decode(chunk):
            self._size += len(piece)
            if self._max_bytes is not None and max(self._received, self._size) > self._max_bytes:
                raise DecodeError(
                    f"The response has more than {self._max_bytes} bytes. If that is right, make the client with a "
                    "larger max_response_bytes",
                    may_have_been_applied=True,
                )
            yield piece
        if self._deadline is not None and time.monotonic() > self._deadline:
            raise ReadTimeout("the deadline passed")

    def _inflate(self, chunk: bytes) -> Iterator[bytes]:
        for start in range(0, len(chunk), _STEP_BYTES):
            block = self._skip_padding(chunk[start : start + _STEP_BYTES])
            while block:
                self._member = self._member or zlib.decompressobj(_GZIP_OR_ZLIB)
                try:
                    yield self._member.decompress(block)
                except zlib.error as error:
                    raise ReadError(f"the response is not compressed as it says: {error}") from None
                block = self._member.unused_data
                if self._member.eof:  # gzip may have several members
                    self._member = None
                    block = self._skip_padding(block)

    def _skip_padding(self, block: bytes) -> bytes:
        """Return a block without the zeros that may follow a member of gzip."""
        return block.lstrip(b"\0") if self._member is None else block

    def finish(self) -> None:
        """Check that nothing is missing; an empty body may be called compressed.

        Raises:
            ReadError: The compressed body is cut.
        """
        if self._member is not None:
            raise ReadError("the compressed response is cut")


def _leave(chunk: bytes) -> tuple[bytes]:
    return (chunk,)
