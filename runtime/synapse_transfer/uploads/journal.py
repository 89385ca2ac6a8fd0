"""The on-disk record of an unfinished upload, so that another process can resume it.

One small file an upload, in a folder of its own that belongs to the user alone. It holds no secret and no content:
which file, as it was then, is being uploaded as which upload. How far that has come, only the server knows. The state
of the md5 cannot be saved, so the process that resumes reads what was sent again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import stat
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import asdict, frozen
from platformdirs import user_state_path
from synapse_http.errors import InvalidArgumentError

from synapse_transfer.file_lock import open_locked

if TYPE_CHECKING:
    from collections.abc import Mapping


EXPIRY_SECONDS = 24 * 60 * 60.0
"""The server has forgotten an upload by then, and its journal is of no use."""

_OWN_NAMES = re.compile(r"[0-9a-f]{32}\.(json|new|lock)")
"""Names of the files made here: nothing else is ever removed."""


def journal_folder(package: str, resume: str | os.PathLike[str] | bool) -> Path:
    """Return the folder of journals: in the one that `resume` names, else where the platform keeps a user's state.

    Raises:
        InvalidArgumentError: The user has no home folder.
    """
    if not isinstance(resume, bool):
        return Path(resume) / f"{package}-uploads"
    folder = user_state_path(package, appauthor=False) / "uploads"
    if not folder.is_absolute():
        raise InvalidArgumentError(
            f"resume=True keeps journals of uploads in {str(folder)!r}, and this user has no home folder: "
            "name a folder, as in resume='/var/lib/journals'"
        )
    return folder


@frozen
class JournalEntry:
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

    def __init__(self, folder: Path, backend: str, path: Path, fingerprint: Mapping[str, int]) -> None:
        """Name the journal of a file that goes to a backend; nothing is opened yet."""
        path = path.absolute()
        name = hashlib.sha256(f"{backend}\n{path}".encode(errors="surrogateescape")).hexdigest()[:32]
        self._folder = folder
        self._file = folder / f"{name}.json"
        self._new = folder / f"{name}.new"
        self._lock = folder / f"{name}.lock"
        self._subject = {"backend": backend, "path": str(path), **fingerprint}
        self._descriptor: int | None = None

    def open(self) -> JournalEntry | None:
        """Take the journal if no other process holds it, and remove expired ones.

        Return what another process wrote, if the file is still the same, and the upload has not expired.

        Raises:
            InvalidArgumentError: The folder is not the user's alone.
        """
        _make_private(self._folder)
        self._remove_expired()
        self._descriptor = open_locked(self._lock)
        if self._descriptor is None:
            return None
        self._new.unlink(missing_ok=True)  # left by a process that was killed while it wrote
        try:
            record = json.loads(self._file.read_bytes())
            if record.pop("checksum", "") != _checksum(record):
                raise ValueError("its checksum is another")  # noqa: TRY301 - as where it is no JSON
            entry = JournalEntry(record.pop("began"), record.pop("upload"), record.pop("offset"))
        except FileNotFoundError:
            return None
        except Exception as error:  # noqa: BLE001 - whatever stands in the file, the upload goes on
            warnings.warn(
                f"the journal {self._file} is damaged ({type(error).__name__}: {error}): it is ignored, and "
                f"{self._subject['path']} is uploaded from its start",
                RuntimeWarning,
                stacklevel=2,
            )
            if self._file.is_dir():  # a file cannot take its place
                self.close()
            return None
        return entry if record == self._subject and time.time() - entry.began < EXPIRY_SECONDS else None

    def write(self, entry: JournalEntry) -> None:
        """Record what is known now, whole or not at all."""
        if self._descriptor is None:
            return
        record = {**self._subject, **asdict(entry)}
        content = json.dumps({**record, "checksum": _checksum(record)})
        descriptor = os.open(self._new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
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
        """Remove what processes left that never came back, but nothing of an upload under way."""
        for file in self._folder.iterdir():
            with contextlib.suppress(OSError):  # another process may remove it first
                if not _OWN_NAMES.fullmatch(file.name) or time.time() - file.lstat().st_mtime <= EXPIRY_SECONDS:
                    continue
                lock = file.with_suffix(".lock")
                descriptor = open_locked(lock)
                if descriptor is not None:
                    for expired in (file, lock):
                        expired.unlink(missing_ok=True)
                    os.close(descriptor)


def _checksum(record: Mapping[str, object]) -> str:
    """Return what shows that no letter has changed: a server says of a wrong ID nothing that tells what is wrong."""
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()


def _make_private(folder: Path) -> None:
    """Make a folder that nobody else can write to, or raise InvalidArgumentError if another stands in its place."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.lstat()
    # Windows shows neither owners nor permissions: there, the folder has those of the one above it.
    is_own = os.name == "nt" or (status.st_uid == os.geteuid() and not status.st_mode & 0o077)
    if not is_own or not stat.S_ISDIR(status.st_mode):
        raise InvalidArgumentError(
            f"resume: {str(folder)!r} is not a folder of this user alone (owner, mode 0700), so that others could "
            "plant journals in it: change that, or name another folder"
        )
