"""A file that is sent in chunks: hashed and reported while it is sent, read again where the server has it already."""

from __future__ import annotations

import hashlib
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import evolve
from synapse_runtime.flow.effects import run_in_thread

if TYPE_CHECKING:
    from concurrent.futures import Future

    from synapse_http.content import FilePart
    from synapse_runtime.flow.effects import Flow

    from .progress import ProgressTracker


MAX_QUEUED = 3
"""Most pieces queued for the hashing thread. They bound the memory of an upload, with one read and one sent."""


class Digest:
    """The digest of a file, fed by what is sent, however often a part of it is sent.

    Pieces are hashed on a thread while the network sends them: hashing releases the interpreter's lock, so neither
    waits for the other.
    """

    def __init__(self, algorithm: str = "md5") -> None:
        self.position = 0
        """Bytes hashed so far."""
        self._hash = hashlib.new(algorithm, usedforsecurity=False)
        self._thread = ThreadPoolExecutor(1, algorithm)
        self._queued: deque[Future[None]] = deque()

    def update(self, position: int, piece: bytes) -> None:
        """Hash the bytes at a position; those hashed before count once, those after a gap not at all."""
        known = self.position - position
        if 0 <= known < len(piece):
            if len(self._queued) >= MAX_QUEUED:
                self._queued.popleft().result()
            self._queued.append(self._thread.submit(self._hash.update, memoryview(piece)[known:]))
            self.position = position + len(piece)

    def hexdigest(self) -> str:
        """Return the digest of all bytes hashed; waits for those on the thread."""
        while self._queued:
            self._queued.popleft().result()
        return self._hash.hexdigest()

    def close(self) -> None:
        """End the thread without hashing what is queued."""
        self._thread.shutdown(wait=False, cancel_futures=True)


class FileChunks:
    """The chunks of one file. None is held in memory."""

    def __init__(self, part: FilePart, chunk_bytes: int, tracker: ProgressTracker) -> None:
        self._part = part
        self._chunk_bytes = chunk_bytes
        self._tracker = tracker
        self._digest = Digest()
        self.name = part.name
        self.total = part.length
        """Bytes of the file."""
        self.sent = 0
        """How far the bytes reach that were sent to this upload; another process may have sent them."""

    def restart(self) -> None:
        """Forget what was sent: it went to another upload."""
        self._digest.close()
        self._digest = Digest()
        self.sent = 0

    def end(self, offset: int) -> int:
        """Return where the chunk that begins at an offset ends."""
        return min(offset + self._chunk_bytes, self.total)

    def chunk(self, offset: int) -> dict[str, Any]:
        """Return the fields of the request that sends the chunk at an offset."""
        end = self.end(offset)
        chunk = self._part.range(offset, end - offset, self._on_piece)
        return {"file": chunk, "filename": self.name, "content_range": f"bytes {offset}-{end - 1}/{self.total}"}

    def hash_up_to(self, offset: int) -> Flow[None]:
        """Read and hash what the server has and this process has not sent."""
        while self._digest.position < offset:
            yield from run_in_thread(partial(self._hash_chunk, offset))

    def md5(self) -> Flow[str]:
        """Return the md5 of the whole file."""
        yield from self.hash_up_to(self.total)
        return (yield from run_in_thread(self._digest.hexdigest))

    def close(self) -> None:
        """End the thread that hashes."""
        self._digest.close()

    def _hash_chunk(self, end: int) -> None:
        position = self._digest.position
        size = min(self._chunk_bytes, end - position)
        unsent = evolve(self._part, offset=self._part.offset + position, length=size, fingerprint=None)
        for piece in unsent.chunks():
            self._digest.update(self._digest.position, piece)

    def _on_piece(self, position: int, piece: bytes) -> None:
        """Hash and report a piece that is about to be sent."""
        position -= self._part.offset
        self._digest.update(position, piece)
        self.sent = max(self.sent, position + len(piece))
        self._tracker.advance(len(piece), self.sent)
