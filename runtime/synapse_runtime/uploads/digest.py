"""The md5 of what is sent, taken while it is sent."""

from __future__ import annotations

import hashlib
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

LARGE = 128 * 1024
"""Bytes of a piece that is worth a thread; md5 of a smaller one takes no time to speak of."""
AHEAD = 3
"""Pieces that may wait to be hashed: what is sent faster than it can be hashed waits for it. They are all that
an upload holds in memory, with one that is read and one that is sent."""


class Digest:
    """The md5 of a file, fed by what is sent, however often a part of it is sent.

    Large pieces are hashed on a thread, while the network takes them: md5 holds no lock of
    the interpreter, so neither waits for the other.
    """

    def __init__(self) -> None:
        self.position = 0
        """Bytes taken in so far."""
        self._md5 = hashlib.md5(usedforsecurity=False)
        self._thread: ThreadPoolExecutor | None = None
        self._waiting: deque[Future[None]] = deque()

    def see(self, position: int, piece: bytes) -> None:
        """Take in the bytes at a position; those seen before count once."""
        known = self.position - position
        if not 0 <= known < len(piece):
            return
        fresh = memoryview(piece)[known:]
        self.position = position + len(piece)
        if self._thread is None and len(fresh) < LARGE:
            self._md5.update(fresh)
            return
        if self._thread is None:
            from concurrent.futures import ThreadPoolExecutor

            self._thread = ThreadPoolExecutor(1, "md5")
        if len(self._waiting) >= AHEAD:
            self._waiting.popleft().result()
        self._waiting.append(self._thread.submit(self._md5.update, fresh))

    def hexdigest(self) -> str:
        """The md5 of all bytes taken in; waits for those on the thread."""
        while self._waiting:
            self._waiting.popleft().result()
        return self._md5.hexdigest()

    def close(self) -> None:
        """End the thread; what it has not hashed yet is not wanted any more."""
        if self._thread is not None:
            self._thread.shutdown(wait=False, cancel_futures=True)
            self._thread = None
