"""Files locked for one process: what the lock guards is the file that stands at the path."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from synapse_transfer import file_lock
from synapse_transfer.file_lock import open_locked


def meddling(monkeypatch, meddle):
    """Do something to the file, once, just after it was locked."""
    lock, times = file_lock.lock_descriptor, []

    def locking(descriptor, **options):
        locked = lock(descriptor, **options)
        if not times:
            times.append(1)
            meddle()
        return locked

    monkeypatch.setattr(file_lock, "lock_descriptor", locking)


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

    monkeypatch.setattr(file_lock, "lock_descriptor", failing)
    with pytest.warns(RuntimeWarning, match="has no locks for files .*no locks available.*: name another folder"):
        assert open_locked(tmp_path / "lock") is None


@pytest.mark.parametrize("plant", ["symlink_to", "hardlink_to"])
def test_a_planted_link_is_not_followed(plant, tmp_path):
    (tmp_path / "victim").write_bytes(b"precious")
    getattr(tmp_path / "lock", plant)(tmp_path / "victim")
    assert open_locked(tmp_path / "lock") is None
    assert (tmp_path / "victim").read_bytes() == b"precious"


def test_a_planted_link_to_nothing_creates_nothing(tmp_path):
    (tmp_path / "lock").symlink_to(tmp_path / "new")
    assert open_locked(tmp_path / "lock") is None
    assert not (tmp_path / "new").exists()


def test_a_link_planted_at_the_last_moment_is_an_error(tmp_path, monkeypatch):
    (tmp_path / "lock").symlink_to(tmp_path / "new")
    monkeypatch.setattr(type(tmp_path), "is_symlink", lambda _: False)
    with pytest.raises(OSError, match="symbolic link"):
        open_locked(tmp_path / "lock")
    assert not (tmp_path / "new").exists()


def test_a_planted_pipe_is_no_lock(tmp_path):
    os.mkfifo(tmp_path / "lock")
    assert open_locked(tmp_path / "lock") is None


def test_a_file_of_another_user_is_no_lock(tmp_path, monkeypatch):
    fstat = os.fstat
    monkeypatch.setattr(os, "fstat", lambda descriptor: of_user(7, fstat(descriptor)))
    assert open_locked(tmp_path / "lock") is None


def of_user(user, status):
    return os.stat_result((*status[:4], user, *status[5:10]))


def test_a_mount_that_shows_another_owner_for_every_file_is_locked(tmp_path, monkeypatch):
    monkeypatch.setattr(file_lock, "_user_id", lambda: 7)
    descriptor = open_locked(tmp_path / "lock")
    assert descriptor is not None
    os.close(descriptor)


def test_a_file_that_may_not_be_opened_is_no_lock_and_a_folder_that_may_not_be_written_to_is_an_error(
    tmp_path, monkeypatch
):
    def refuse(*_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(PermissionError):
        open_locked(tmp_path / "lock")
    assert open_locked(Path(__file__)) is None
