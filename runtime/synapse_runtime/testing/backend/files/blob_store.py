"""Bytes that the mock stores: they grow at their end, and are read from anywhere, by any thread."""

from __future__ import annotations

import threading
import weakref
from typing import TYPE_CHECKING

from synapse_runtime.testing.messages import SPOOL, spooled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Stored:
    """Content in a temporary file of its own."""

    def __init__(self) -> None:
        self._file = spooled()
        self._lock = threading.Lock()
        self.size = 0
        """How many bytes there are."""
        weakref.finalize(self, self._file.close)  # also of a mock that is only dropped

    def close(self) -> None:
        """Let go of it."""
        self._file.close()

    def append(self, pieces: Iterable[bytes]) -> None:
        """Store more behind what is there."""
        with self._lock:
            self._file.seek(self.size)
            for piece in pieces:
                self.size += self._file.write(piece)

    def pieces(self, start: int, end: int) -> Iterator[bytes]:
        """Read from one byte to before another."""
        while start < end:
            with self._lock:
                self._file.seek(start)
                piece = self._file.read(min(SPOOL, end - start))
            yield piece
            start += len(piece)
