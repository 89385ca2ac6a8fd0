"""A file that is being downloaded: its bytes under a temporary name, and their md5."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
from typing import IO, TYPE_CHECKING, Any
from uuid import uuid4

from synapse_runtime.flow.effects import run_in_thread

from synapse_transfer.file_lock import open_locked

if TYPE_CHECKING:
    from pathlib import Path

    from synapse_runtime.flow.effects import Flow

BLOCK_BYTES = 256 * 1024
"""Chunks are gathered until they are worth a write."""

STRIDE_BYTES = 64 * BLOCK_BYTES
"""Bytes hashed per step; cancellation is possible between steps."""

_MODE = 0o666
"""Permissions as of other files of the user; the umask applies."""


class PartFile:
    """A file that is being downloaded. Chunks are gathered, and written a block at a time.

    All methods but `append` block. Async code runs them on threads, and may leave one that has not ended: `close`
    waits for it, and after that none does anything any more.
    """

    def __init__(self, target: Path, *, is_private: bool = False) -> None:
        """Name the file; nothing is opened yet. Until `finish`, it stands beside its target as `<name>.part`.

        One that is private, as no other download can resume it, is deleted if it is closed before.
        """
        self._target = target
        self._path = target.with_name(f"{target.name}.part")
        self._is_private = is_private
        self._file: IO[bytes] | None = None
        self._lock = threading.Lock()
        self._closed = False
        self._gathered: list[bytes] = []
        self._gathered_bytes = 0
        self.size = 0
        """Bytes that are written."""
        self._md5: Any = hashlib.md5(usedforsecurity=False)

    @property
    def checksum(self) -> str:
        """The md5 of what is written."""
        return str(self._md5.hexdigest())

    def open(self) -> None:
        """Open the file in its folder, or a private one if another process, thread or task downloads the same."""
        with self._lock:
            if self._closed:
                return
            os.makedirs(self._target.parent, exist_ok=True)  # noqa: PTH103 - pathlib raises an error for each level
            descriptor = open_locked(self._path, _MODE)
            if descriptor is None:
                self._path, self._is_private = self._target.with_name(f"{uuid4().hex}.part"), True
                descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _MODE)
            self._file = os.fdopen(descriptor, "r+b")

    def hash_existing(self) -> Flow[None]:
        """Hash and count the bytes that an earlier download left."""
        while (yield from run_in_thread(self._hash_stride)):
            pass

    def _hash_stride(self) -> bool:
        with self._lock:
            size = _hash_stride(self._open_file(), self._md5)
            self.size += size
            return size > 0

    def append(self, chunk: bytes) -> bool:
        """Gather the bytes that follow, without a copy; return whether it is time to write."""
        self._gathered.append(chunk)
        self._gathered_bytes += len(chunk)
        return self._gathered_bytes >= BLOCK_BYTES

    def write(self) -> None:
        """Write what was gathered."""
        with self._lock:
            file = self._open_file()
            chunks, self._gathered, self._gathered_bytes = self._gathered, [], 0
            for chunk in chunks:
                file.write(chunk)
                self._md5.update(chunk)
                self.size += len(chunk)
            file.flush()

    def restart(self) -> None:
        """Forget all bytes."""
        with self._lock:
            file = self._open_file()
            file.seek(0)
            file.truncate()
            self._gathered, self._gathered_bytes = [], 0
            self.size, self._md5 = 0, hashlib.md5(usedforsecurity=False)

    def finish(self) -> None:
        """Give the file its final name."""
        with self._lock:
            file = self._open_file()
            try:
                self._path.replace(self._target)
            except PermissionError:  # Windows renames no open file
                file.close()
                self._path.replace(self._target)
            self._is_private = False

    def copy_to(self, file: IO[bytes]) -> None:
        """Write all bytes to an open file."""
        with self._lock:
            self._open_file().seek(0)
            shutil.copyfileobj(self._open_file(), file)

    def close(self) -> None:
        """Close the file. One that another download can resume stays."""
        with self._lock:
            self._closed = True
            if self._file is not None:
                self._file.close()
            if self._is_private:
                self._path.unlink()

    def _open_file(self) -> IO[bytes]:
        if self._closed or self._file is None:
            raise ValueError(f"{self._path} is not open")
        return self._file


def has_checksum(path: Path, checksum: str) -> Flow[bool]:
    """Return whether a file exists and has this md5, in lower case."""
    md5, position = hashlib.md5(usedforsecurity=False), 0

    def hash_next() -> int:
        with path.open("rb") as file:  # reopened for each step, so that a cancelled download leaves no open file
            file.seek(position)
            return _hash_stride(file, md5)

    if not (yield from run_in_thread(path.is_file)):
        return False
    while size := (yield from run_in_thread(hash_next)):
        position += size
    return md5.hexdigest() == checksum


def _hash_stride(file: IO[bytes], md5: Any) -> int:
    """Hash the next stride of a file; return its size."""
    size = 0
    while size < STRIDE_BYTES and (block := file.read(BLOCK_BYTES)):
        md5.update(block)
        size += len(block)
    return size
