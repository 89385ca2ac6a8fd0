"""A lock on a file, for one process at a time; the system releases it when the process ends, however it ends."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from filelock import lock_descriptor

if TYPE_CHECKING:
    from pathlib import Path


def open_locked(path: Path, mode: int = 0o600) -> int | None:
    """Open a file, without truncating it, and lock it for this process alone.

    Returns:
        The open descriptor, which holds the lock until it is closed; None if the lock cannot be had.
    """
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, mode)
        try:
            is_locked = lock_descriptor(descriptor, blocking=False)
        except OSError:  # a file system without locks
            is_locked = False
        # The holder before may have removed or renamed the file after we opened it: then our lock guards nothing.
        if is_locked and _is_open_at(path, descriptor):
            return descriptor
        os.close(descriptor)
        if not is_locked:
            return None


def _is_open_at(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
