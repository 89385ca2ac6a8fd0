"""What a process writes down of an upload, so that the next one can go on with it.

One small file an upload, in a folder of the user's. It holds no secret and no content: which
file, as it was then, is under way as which upload. How far that has come only the server
knows. The md5's state cannot be written down, so who goes on reads what is there again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from typing import TYPE_CHECKING, NamedTuple

from platformdirs import user_state_path

from synapse_runtime._file_lock import open_locked
from synapse_runtime.types import is_object

if TYPE_CHECKING:
    from pathlib import Path

    from synapse_runtime.http.content import FileFingerprint

LIFE = 24 * 60 * 60.0
"""Seconds after which the server has forgotten an upload, and a journal of it is of no use."""


def state_folder(package: str) -> Path:
    """Return the folder where the platform keeps state that a program may lose."""
    return user_state_path(package, appauthor=False) / "uploads"


class JournalEntry(NamedTuple):
    """What is known of an upload that another process began."""

    began: float
    """When, in seconds since the epoch."""
    upload: str = ""
    """The server's ID; "" where that answer never came."""
    offset: int = 0
    """How much the server was last seen to have."""


class UploadJournal:
    """The journal of one file's upload to one backend.

    Only one process at a time holds it. Another that uploads the same file has none, and
    makes an upload of its own.
    """

    def __init__(self, folder: Path, backend: str, path: Path, stamp: FileFingerprint) -> None:
        """Name a journal; nothing is opened yet.

        Args:
            folder: Where journals are.
            backend: Where the file goes.
            path: The file.
            stamp: What tells whether it is still the same.
        """
        path = path.absolute()
        name = hashlib.sha256(f"{backend}\n{path}".encode(errors="surrogateescape")).hexdigest()[:32]
        self._folder = folder
        self._file = folder / f"{name}.json"
        self._new = folder / f"{name}.new"
        self._lock = folder / f"{name}.lock"
        self._same = {"backend": backend, "path": str(path), **stamp._asdict()}
        self._held: int | None = None

    def open(self) -> JournalEntry | None:
        """Take the journal, if no other process holds it, and clear away old ones.

        Returns:
            What another process wrote, where it is of use: the file is still the same, and the
            server still knows the upload.

        Raises:
            OSError: The folder cannot be made or written to.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._sweep()
        self._held = open_locked(self._lock)
        if self._held is None:
            return None
        self._new.unlink(missing_ok=True)  # of a process that was killed while it wrote
        try:
            found = json.loads(self._file.read_bytes())
            entry = JournalEntry(float(found["began"]), str(found["upload"]), int(found["offset"]))
        except (OSError, ValueError, LookupError, TypeError):
            return None
        same = is_object(found) and all(found.get(name) == value for name, value in self._same.items())
        return entry if same and time.time() - entry.began < LIFE else None

    def write(self, entry: JournalEntry) -> None:
        """Write down what is known now, whole or not at all."""
        if self._held is None:
            return
        text = json.dumps({**self._same, **entry._asdict()})
        handle = os.open(self._new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape") as file:
                file.write(text)
            self._new.replace(self._file)
        except BaseException:
            self._new.unlink(missing_ok=True)
            raise

    def remove(self) -> None:
        """There is nothing to go on with."""
        if self._held is not None:
            self._file.unlink(missing_ok=True)

    def close(self) -> None:
        """Let other processes have it."""
        if self._held is not None:
            if not self._file.exists():
                with contextlib.suppress(OSError):  # Windows removes no open file
                    self._lock.unlink()
            os.close(self._held)
            self._held = None

    def _sweep(self) -> None:
        """Remove what no process will ask for: an upload is gone a day after its beginning."""
        for file in self._folder.iterdir():
            with contextlib.suppress(OSError):  # another process may be faster
                if time.time() - file.stat().st_mtime > LIFE:
                    file.unlink()
