"""The on-disk record of an unfinished upload, so that another process can resume it.

One small file an upload, in a folder of the user's. It holds no secret and no content: which file, as it was then, is
being uploaded as which upload. How far that has come, only the server knows. The state of the md5 cannot be saved, so
the process that resumes reads what was sent again.
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

EXPIRY_SECONDS = 24 * 60 * 60.0
"""The server has forgotten an upload by then, and its journal is of no use."""


def state_folder(package: str) -> Path:
    """Return the folder where the platform keeps state that a program may lose."""
    return user_state_path(package, appauthor=False) / "uploads"


class JournalEntry(NamedTuple):
    """What is known of an upload that another process started."""

    began: float
    """When, in seconds since the epoch."""
    upload: str = ""
    """The server's ID; "" if the response never came."""
    offset: int = 0
    """Bytes the server was last seen to have."""


class UploadJournal:
    """The journal of one file's upload to one backend.

    One process at a time holds it. Another that uploads the same file has no journal, and creates an upload of its own.
    """

    def __init__(self, folder: Path, backend: str, path: Path, fingerprint: FileFingerprint) -> None:
        """Name the journal of a file that goes to a backend; nothing is opened yet."""
        path = path.absolute()
        name = hashlib.sha256(f"{backend}\n{path}".encode(errors="surrogateescape")).hexdigest()[:32]
        self._folder = folder
        self._file = folder / f"{name}.json"
        self._new = folder / f"{name}.new"
        self._lock = folder / f"{name}.lock"
        self._subject = {"backend": backend, "path": str(path), **fingerprint._asdict()}
        self._descriptor: int | None = None

    def open(self) -> JournalEntry | None:
        """Take the journal if no other process holds it, and remove expired ones.

        Return what another process wrote, if the file is still the same, and the upload has not expired.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._remove_expired()
        self._descriptor = open_locked(self._lock)
        if self._descriptor is None:
            return None
        self._new.unlink(missing_ok=True)  # left by a process that was killed while it wrote
        try:
            content = json.loads(self._file.read_bytes())
            entry = JournalEntry(float(content["began"]), str(content["upload"]), int(content["offset"]))
        except (OSError, ValueError, LookupError, TypeError):
            return None
        same = is_object(content) and all(content.get(name) == value for name, value in self._subject.items())
        return entry if same and time.time() - entry.began < EXPIRY_SECONDS else None

    def write(self, entry: JournalEntry) -> None:
        """Record what is known now, whole or not at all."""
        if self._descriptor is None:
            return
        content = json.dumps({**self._subject, **entry._asdict()})
        descriptor = os.open(self._new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape") as file:
                file.write(content)
            self._new.replace(self._file)
        except BaseException:
            self._new.unlink(missing_ok=True)
            raise

    def remove(self) -> None:
        """Remove the record: nothing is left to resume."""
        if self._descriptor is not None:
            self._file.unlink(missing_ok=True)

    def close(self) -> None:
        """Release the journal to other processes."""
        if self._descriptor is not None:
            if not self._file.exists():
                with contextlib.suppress(OSError):  # Windows removes no open file
                    self._lock.unlink()
            os.close(self._descriptor)
            self._descriptor = None

    def _remove_expired(self) -> None:
        for file in self._folder.iterdir():
            with contextlib.suppress(OSError):  # another process may remove it first
                if time.time() - file.stat().st_mtime > EXPIRY_SECONDS:
                    file.unlink()
