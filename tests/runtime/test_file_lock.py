"""Files locked for one process: what the lock guards is the file that stands at the path."""

from __future__ import annotations

import errno
import os

from synapse_runtime import _file_lock
from synapse_runtime._file_lock import open_locked


def meddling(monkeypatch, meddle):
    """Do something to the file, once, just after it was locked."""
    lock, times = _file_lock.lock_descriptor, []

    def locking(descriptor, **options):
        locked = lock(descriptor, **options)
        if not times:
            times.append(1)
            meddle()
        return locked

    monkeypatch.setattr(_file_lock, "lock_descriptor", locking)


def test_only_one_holds_a_lock(tmp_path):
    first = open_locked(tmp_path / "lock")
    assert first is not None
    assert open_locked(tmp_path / "lock") is None
    os.close(first)
    second = open_locked(tmp_path / "lock")
    assert second is not None
    os.close(second)


def test_what_stands_in_the_file_stays(tmp_path):
    (tmp_path / "lock").write_bytes(b"content")
    os.close(open_locked(tmp_path / "lock"))
    assert (tmp_path / "lock").read_bytes() == b"content"


def test_a_lock_that_was_removed_meanwhile_is_made_anew(tmp_path, monkeypatch):
    meddling(monkeypatch, (tmp_path / "lock").unlink)
    descriptor = open_locked(tmp_path / "lock")
    assert descriptor is not None
    os.close(descriptor)
    assert (tmp_path / "lock").exists()


def test_a_lock_that_was_replaced_meanwhile_is_taken_anew(tmp_path, monkeypatch):
    (tmp_path / "new").touch()
    meddling(monkeypatch, lambda: (tmp_path / "new").replace(tmp_path / "lock"))
    descriptor = open_locked(tmp_path / "lock")
    assert os.path.samestat(os.fstat(descriptor), (tmp_path / "lock").stat())
    os.close(descriptor)


def test_a_file_system_without_locks_gives_none(tmp_path, monkeypatch):
    def failing(descriptor, **_):
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr(_file_lock, "lock_descriptor", failing)
    assert open_locked(tmp_path / "lock") is None
