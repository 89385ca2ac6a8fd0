"""Content codings: what answers are compressed with."""

from __future__ import annotations

import zlib

from synapse_runtime.http.messages import ReadError

_INFLATED = frozenset({"gzip", "x-gzip", "deflate"})
_GZIP = b"\x1f\x8b"
_STEP = 1024
"""Bytes decoded at a time where there are several members: what one leaves is copied."""


class Decoder:
    """Turns the pieces of a body, as they travelled, into what the server meant."""

    def __init__(self, coding: str) -> None:
        """Take the value of `Content-Encoding`; a body in a coding nobody asked for stays as it is."""
        self._compressed = coding.strip().lower() in _INFLATED
        self._begun = b""
        """What may be the beginning of another member."""
        self._over = False
        self._step: int | None = None
        """How much is decoded at a time: all."""
        self._member = zlib.decompressobj(47)  # finds out by itself whether it is gzip or zlib

    def feed(self, piece: bytes) -> bytes:
        """Decode the next piece.

        Raises:
            ReadError: It is not what it is said to be.
        """
        if not self._compressed:
            return piece
        rest = memoryview(self._begun + piece)
        self._begun = b""
        found: list[bytes] = []
        try:
            while rest and not self._over:
                if self._member.eof:  # gzip may have several members; anything else is padding, and so is what follows
                    head = bytes(rest[:2])
                    if head == _GZIP[:1]:
                        self._begun = head
                        break
                    self._over = head != _GZIP
                    self._member, self._step = zlib.decompressobj(47), _STEP
                    continue
                block = rest[: self._step]
                found.append(self._member.decompress(block))
                rest = rest[len(block) - len(self._member.unused_data) :]
        except zlib.error as error:
            raise ReadError(f"the answer is not compressed as it says: {error}") from None
        return found[0] if len(found) == 1 else b"".join(found)

    def end(self) -> None:
        """Say that there are no more pieces.

        Raises:
            ReadError: There should be.
        """
        if self._compressed and not self._member.eof and not self._over:
            raise ReadError("the compressed answer is cut")


def decoded(content: bytes, coding: str) -> bytes:
    """A whole body decoded; an empty one stays empty, whatever its coding.

    Raises:
        ReadError: It is cut, or not what it is said to be.
    """
    if not coding or not content:
        return content
    decoder = Decoder(coding)
    found = decoder.feed(content)
    decoder.end()
    return found
