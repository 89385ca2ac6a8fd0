"""Append-only content in temporary files, which any thread may read."""

from __future__ import annotations

import threading
import weakref
from typing import TYPE_CHECKING, NamedTuple

from synapse_runtime.testing.messages import SPOOL_BYTES, spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Blob:
    """Content in a temporary file of its own."""

    def __init__(self) -> None:
        self._file = spool()
        self._lock = threading.Lock()
        self.size = 0
        """In bytes."""
        weakref.finalize(self, self._file.close)  # a mock may be dropped without being closed

    def close(self) -> None:
        """Delete the content."""
        self._file.close()

    def append(self, chunks: Iterable[bytes]) -> None:
        """Store chunks at the end."""
        with self._lock:
            self._file.seek(self.size)
            for chunk in chunks:
                self.size += self._file.write(chunk)

    def iter_range(self, start: int, end: int) -> Iterator[bytes]:
        """Yield the bytes from `start` up to, not including, `end`."""
        while start < end:
            with self._lock:
                self._file.seek(start)
                chunk = self._file.read(min(SPOOL_BYTES, end - start))
            yield chunk
            start += len(chunk)


class BlobRange(NamedTuple):
    """A file's content within a blob."""

    blob: Blob
    start: int
    size: int
