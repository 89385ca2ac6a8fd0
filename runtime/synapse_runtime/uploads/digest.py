"""The md5 of a file, computed while it is sent."""

from __future__ import annotations

import hashlib
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Future

THREAD_BYTES = 128 * 1024
"""Smallest piece that is worth a thread; hashing a smaller one takes less time than handing it over."""

MAX_QUEUED = 3
"""Most pieces queued for the hashing thread. They bound the memory of an upload, with one read and one sent."""


class Digest:
    """The md5 of a file, fed by what is sent, however often a part of it is sent.

    Large pieces are hashed on a thread while the network sends them: md5 releases the interpreter's lock, so neither
    waits for the other.
    """

    def __init__(self) -> None:
        self.position = 0
        """Bytes hashed so far."""
        self._md5 = hashlib.md5(usedforsecurity=False)
        self._thread: ThreadPoolExecutor | None = None
        self._queued: deque[Future[None]] = deque()

    def update(self, position: int, piece: bytes) -> None:
        """Hash the bytes at a position; those hashed before count once, those after a gap not at all."""
        known = self.position - position
        if not 0 <= known < len(piece):
            return
        fresh = memoryview(piece)[known:]
        self.position = position + len(piece)
        if self._thread is None and len(fresh) < THREAD_BYTES:
            self._md5.update(fresh)
            return
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "md5")
        if len(self._queued) >= MAX_QUEUED:
            self._queued.popleft().result()
        self._queued.append(self._thread.submit(self._md5.update, fresh))

    def hexdigest(self) -> str:
        """Return the md5 of all bytes hashed; waits for those on the thread."""
        while self._queued:
            self._queued.popleft().result()
        return self._md5.hexdigest()

    def close(self) -> None:
        """End the thread without hashing what is queued."""
        if self._thread is not None:
            self._thread.shutdown(wait=False, cancel_futures=True)
            self._thread = None
