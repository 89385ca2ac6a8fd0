"""Content codings: undo what a response is compressed with, in bounded memory.

httpx's own decoder reads the first member of a gzip stream and takes a cut stream for a whole one, both without
an error. So bodies are taken as they travelled, and decoded here.
"""

from __future__ import annotations

import time
import zlib
from typing import TYPE_CHECKING, Any

from synapse_runtime.errors import DecodeError
from synapse_runtime.http.messages import ReadError, ReadTimeout

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMPRESSED = frozenset({"gzip", "x-gzip", "deflate"})
_STEP_BYTES = 1024
"""Bytes decoded at a time: they inflate to 1 MiB at most, and zlib copies what a member leaves over."""
_GZIP_OR_ZLIB = 47
"""zlib's `wbits` for: look at the header, and accept either."""


class Decoder:
    """Turns the chunks of a body, as they travelled, into its content."""

    def __init__(self, coding: str) -> None:
        """Take the value of `Content-Encoding`; a coding nobody asked for is left alone."""
        self._compressed = coding.strip().lower() in _COMPRESSED
        self._member: Any = None

    def decode(self, chunk: bytes) -> Iterator[bytes]:
        """Yield the content of the next chunk in pieces of at most 1 MiB, unless it is not compressed.

        Raises:
            ReadError: It is not compressed as the response says.
        """
        if not self._compressed:
            yield chunk
            return
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


class BoundedContent:
    """The content of a response that is held in memory: bounded in bytes, and where nothing else does it, in time."""

    def __init__(self, decoder: Decoder, max_bytes: int, deadline: float | None = None) -> None:
        """Hold nothing yet."""
        self._decoder = decoder
        self._max_bytes = max_bytes
        self._deadline = deadline
        self._received = self._size = 0
        self._pieces: list[bytes] = []

    def add(self, chunk: bytes) -> None:
        """Decode a chunk and keep its content.

        Raises:
            DecodeError: That is too much.
            TransportError: It is too late, or not compressed as the response says.
        """
        self._received += len(chunk)
        for piece in self._decoder.decode(chunk):
            self._size += len(piece)
            if max(self._received, self._size) > self._max_bytes:
                raise DecodeError(
                    f"The response has more than {self._max_bytes} bytes. If that is right, make the client with a "
                    "larger max_response_bytes",
                    may_have_been_applied=True,
                )
            self._pieces.append(piece)
        if self._deadline is not None and time.monotonic() > self._deadline:
            raise ReadTimeout("the deadline passed")

    def finish(self) -> bytes:
        """Return the whole content."""
        self._decoder.finish()
        return self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)
