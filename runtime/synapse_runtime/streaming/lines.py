"""Lines of text, decoded from the chunks of a response as they arrive."""

from __future__ import annotations

import codecs


class LineDecoder:
    """Turns chunks of bytes into whole lines. Lines end with LF or CRLF; a chunk may end inside a character."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""

    def feed(self, chunk: bytes) -> list[str]:
        """Return the lines that a chunk completes, without their line ends."""
        *lines, self._rest = (self._rest + self._decoder.decode(chunk)).split("\n")
        return [line.removesuffix("\r") for line in lines]

    def end(self) -> list[str]:
        """Return what follows the last line end, if anything."""
        rest = self._rest + self._decoder.decode(b"", final=True)
        return [rest] if rest else []
