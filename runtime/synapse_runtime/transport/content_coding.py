"""Content codings: undo what a response is compressed with.

httpx's own decoder reads the first member of a gzip stream and takes a cut stream for a whole one, both without
an error. So bodies are taken as they travelled, and decoded here.
"""

from __future__ import annotations

import zlib

from synapse_runtime.http.messages import ReadError

MAX_BODY_BYTES = 1 << 30
"""Bytes of a response that is held in memory, once decoded. A server that sends more is broken, or hostile."""

_COMPRESSED = frozenset({"gzip", "x-gzip", "deflate"})
_GZIP_MAGIC = b"\x1f\x8b"
_STEP_BYTES = 1024
"""Bytes decoded at a time after the first member: zlib copies what a member leaves over."""
_GZIP_OR_ZLIB = 47
"""zlib's `wbits` for: look at the header, and accept either."""


class Decoder:
    """Turns the chunks of a body, as they travelled, into its content."""

    def __init__(self, coding: str) -> None:
        """Take the value of `Content-Encoding`; a coding nobody asked for is left alone."""
        self._compressed = coding.strip().lower() in _COMPRESSED
        self._started = b""
        self._padded = False
        self._empty = True
        self._step: int | None = None
        self._member = zlib.decompressobj(_GZIP_OR_ZLIB)

    def decode(self, chunk: bytes) -> bytes:
        """Decode the next chunk.

        Raises:
            ReadError: It is not compressed as the response says.
        """
        if not self._compressed:
            return chunk
        self._empty = self._empty and not chunk
        rest = memoryview(self._started + chunk)
        self._started = b""
        content: list[bytes] = []
        try:
            while rest and not self._padded:
                if self._member.eof:  # gzip may have several members; anything else is padding
                    magic = bytes(rest[:2])
                    if magic == _GZIP_MAGIC[:1]:
                        self._started = magic
                        break
                    self._padded = magic != _GZIP_MAGIC
                    self._member, self._step = zlib.decompressobj(_GZIP_OR_ZLIB), _STEP_BYTES
                    continue
                block = rest[: self._step]
                content.append(self._member.decompress(block, MAX_BODY_BYTES))
                if self._member.unconsumed_tail:
                    raise ReadError(f"the response inflates to more than {MAX_BODY_BYTES} bytes")
                rest = rest[len(block) - len(self._member.unused_data) :]
        except zlib.error as error:
            raise ReadError(f"the response is not compressed as it says: {error}") from None
        return content[0] if len(content) == 1 else b"".join(content)

    def finish(self) -> None:
        """Check that nothing is missing; an empty body may be called compressed.

        Raises:
            ReadError: The compressed body is cut.
        """
        if self._compressed and not (self._empty or self._member.eof or self._padded):
            raise ReadError("the compressed response is cut")
