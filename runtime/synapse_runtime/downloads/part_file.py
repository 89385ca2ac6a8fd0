"""A file on its way to this disk: its bytes under a temporary name, and their md5."""

from __future__ import annotations

import hashlib
import os
import threading
from functools import partial
from typing import IO, TYPE_CHECKING, Any
from uuid import uuid4

from synapse_runtime._file_lock import open_locked
from synapse_runtime.flow.effects import run_in_thread

if TYPE_CHECKING:
    from pathlib import Path

    from synapse_runtime.flow.effects import Flow

BLOCK = 256 * 1024
"""Bytes that are worth a write."""

STRIDE = 64 * BLOCK
"""Bytes that are read before somebody may say stop."""


_MODE = 0o666
"""As other files of the user: the system takes away what the umask says."""


class PartFile:
    """A file on its way. What comes is gathered, and written when it is worth that.

    All methods but `add` block. Async code calls them on threads and may leave one that is
    not done: from `close` on, which waits for it, none does anything any more.
    """

    def __init__(self, target: Path) -> None:
        """Name the file; nothing is opened yet.

        Args:
            target: The final name. What is on its way stands beside it, with `.part` at the end.
        """
        self._target = target
        self._path = target.with_name(f"{target.name}.part")
        self._beside = False
        self._file: IO[bytes] | None = None
        self._lock = threading.Lock()
        self._closed = False
        self._gathered: list[bytes] = []
        self._waiting = 0
        self.size = 0
        """Bytes that are written."""
        self._md5: Any = hashlib.md5(usedforsecurity=False)

    @property
    def checksum(self) -> str:
        """The md5 of what is written."""
        return str(self._md5.hexdigest())

    def open(self) -> None:
        """Open the file, and its folder where that is missing.

        Another process, thread or task may have the same one on its way: then it is done beside that.
        """
        with self._lock:
            if self._closed:
                return
            self._target.parent.mkdir(parents=True, exist_ok=True)
            handle = open_locked(self._path, _MODE)
            if handle is None:
                self._path, self._beside = self._target.with_name(f"{uuid4().hex}.part"), True
                handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _MODE)
            self._file = os.fdopen(handle, "r+b")

    def resumed(self) -> Flow[None]:
        """Count what is there from before."""
        while (yield from run_in_thread(self._counted)):
            pass

    def _counted(self) -> bool:
        with self._lock:
            size = _read(self._open_file(), self._md5)
            self.size += size
            return size > 0

    def add(self, piece: bytes) -> bool:
        """Take in bytes that follow.

        Args:
            piece: The bytes. They are kept, not copied.

        Returns:
            Whether it is time to write what was gathered.
        """
        self._gathered.append(piece)
        self._waiting += len(piece)
        return self._waiting >= BLOCK

    def write(self) -> None:
        """Write what was gathered."""
        with self._lock:
            file = self._open_file()
            pieces, self._gathered, self._waiting = self._gathered, [], 0
            for piece in pieces:
                file.write(piece)
                self._md5.update(piece)
                self.size += len(piece)
            file.flush()

    def restart(self) -> None:
        """Forget what is there."""
        with self._lock:
            file = self._open_file()
            file.seek(0)
            file.truncate()
            self._gathered, self._waiting = [], 0
            self.size, self._md5 = 0, hashlib.md5(usedforsecurity=False)

    def finish(self) -> None:
        """Give it its final name."""
        with self._lock:
            file = self._open_file()
            try:
                self._path.replace(self._target)
            except PermissionError:  # Windows renames no open file
                file.close()
                self._path.replace(self._target)
            self._beside = False

    def close(self) -> None:
        """Close the file. What another process can go on with stays."""
        with self._lock:
            self._closed = True
            if self._file is not None:
                self._file.close()
            if self._beside:
                self._path.unlink()

    def _open_file(self) -> IO[bytes]:
        if self._closed or self._file is None:
            raise ValueError(f"{self._path} is not open")
        return self._file


def has_checksum(path: Path, checksum: str) -> Flow[bool]:
    """Whether a file is there and has this md5, read in strides that somebody may stop between.

    Args:
        path: The file.
        checksum: The md5, in lower case.
    """
    if not (yield from run_in_thread(path.is_file)):
        return False
    md5, position = hashlib.md5(usedforsecurity=False), 0
    while size := (yield from run_in_thread(partial(_read_from, path, position, md5))):
        position += size
    return md5.hexdigest() == checksum


def _read_from(path: Path, position: int, md5: Any) -> int:
    with path.open("rb") as file:  # none stays open for who may be ended in between
        file.seek(position)
        return _read(file, md5)


def _read(file: IO[bytes], md5: Any) -> int:
    """Read a stride into an md5: how long it was."""
    size = 0
    while size < STRIDE and (piece := file.read(BLOCK)):
        md5.update(piece)
        size += len(piece)
    return size
