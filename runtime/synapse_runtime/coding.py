"""Content codings: what answers are compressed with."""

from __future__ import annotations

import zlib

from .message import ConnectionLost

_INFLATED = frozenset({"gzip", "x-gzip", "deflate"})
_GZIP = b"\x1f\x8b"


class Decoder:
    """Turns the pieces of a body, as they travelled, into what the server meant."""

    def __init__(self, coding: str) -> None:
        """Take the value of `Content-Encoding`; a body in a coding nobody asked for stays as it is."""
        self._compressed = coding.strip().lower() in _INFLATED
        self._member = zlib.decompressobj(47)  # finds out by itself whether it is gzip or zlib

    def feed(self, piece: bytes) -> bytes:
        """Decode the next piece.

        Raises:
            ConnectionLost: It is not what it is said to be.
        """
        if not self._compressed:
            return piece
        try:
            found = self._member.decompress(piece)
            while (rest := self._member.unused_data).startswith(_GZIP):  # gzip may have several members
                self._member = zlib.decompressobj(47)
                found += self._member.decompress(rest)
        except zlib.error as error:
            raise ConnectionLost(f"the answer is not compressed as it says: {error}") from None
        return found

    def end(self) -> None:
        """Say that there are no more pieces.

        Raises:
            ConnectionLost: There should be.
        """
        if self._compressed and not self._member.eof:
            raise ConnectionLost("the compressed answer is cut")


def decoded(content: bytes, coding: str) -> bytes:
    """A whole body decoded; an empty one stays empty, whatever its coding.

    Raises:
        ConnectionLost: It is cut, or not what it is said to be.
    """
    if not coding or not content:
        return content
    decoder = Decoder(coding)
    found = decoder.feed(content)
    decoder.end()
    return found
