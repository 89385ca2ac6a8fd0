"""A lock on a file, for one process at a time; the system releases it when the process ends, however it ends."""

from __future__ import annotations

import os
import stat
import warnings
from typing import TYPE_CHECKING

from filelock import lock_descriptor

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


_NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
"""Windows has no such flag; there, only administrators make links."""

_user_id: Callable[[], int] = getattr(os, "geteuid", lambda: 0)
"""Windows has no such function; there, all files show the owner 0."""


def open_locked(path: Path, mode: int = 0o600) -> int | None:
    """Open a file, without truncating it, and lock it for this process alone.

    What another user of a shared folder may have planted at the path is neither followed nor written to.

    Returns:
        The open descriptor, which holds the lock until it is closed; None if the lock cannot be had.
    """
    while not path.is_symlink():
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | _NO_FOLLOW, mode)
        except PermissionError:
            if path.exists():  # another user's
                return None
            raise
        try:
            is_locked = _is_ours(path, descriptor) and lock_descriptor(descriptor, blocking=False)
        except OSError as error:  # a file system without locks
            warnings.warn(
                f"{path.parent} has no locks for files ({error}), so nothing is resumed there: name another folder",
                RuntimeWarning,
                stacklevel=2,
            )
            is_locked = False
        # The holder before may have removed or renamed the file after we opened it: then our lock guards nothing.
        if is_locked and _is_open_at(path, descriptor):
            return descriptor
        os.close(descriptor)
        if not is_locked:
            return None
    return None


def _is_ours(path: Path, descriptor: int) -> bool:
    """Return whether a file is a regular one, under one name, and no other user's.

    The owner of the folder counts as this user: on some mounts every file belongs to somebody else, who is the same.
    """
    status = os.fstat(descriptor)
    is_own = status.st_uid in {_user_id(), path.parent.stat().st_uid}
    return is_own and stat.S_ISREG(status.st_mode) and status.st_nlink <= 1


def _is_open_at(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.lstat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
