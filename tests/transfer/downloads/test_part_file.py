"""A file on its way: what it has, where it goes, and that nothing is done to it after its end."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import pytest
from synapse_runtime.flow.drivers import run
from synapse_transfer.downloads.part_file import BLOCK_BYTES, STRIDE_BYTES, PartFile, has_checksum
from synapse_transfer.file_lock import open_locked


def md5(content):
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def perform(effect):
    return effect.function()


@pytest.fixture
def part(tmp_path):
    part_file = PartFile(tmp_path / "folder" / "x")
    part_file.open()
    yield part_file
    part_file.close()


def test_what_comes_is_gathered_and_written_when_it_is_worth_it(part, tmp_path):
    assert not part.append(b"a" * (BLOCK_BYTES - 1))
    assert part.append(b"b")
    assert part.size == 0
    part.write()
    assert part.size == BLOCK_BYTES
    content = b"a" * (BLOCK_BYTES - 1) + b"b"
    assert part.checksum == md5(content)
    assert (tmp_path / "folder" / "x.part").read_bytes() == content
    part.finish()
    assert (tmp_path / "folder" / "x").read_bytes() == content


def test_it_goes_on_with_what_is_there_or_forgets_it(tmp_path):
    content = bytes(range(256)) * (STRIDE_BYTES // 256) + b"more than a stride"
    (tmp_path / "x.part").write_bytes(content)
    part = PartFile(tmp_path / "x")
    part.open()
    run(part.hash_existing(), perform)
    assert (part.size, part.checksum) == (len(content), md5(content))
    part.append(b" and more")
    part.write()
    assert (part.size, part.checksum) == (len(content) + 9, md5(content + b" and more"))
    part.append(b"forgotten")
    part.restart()
    part.write()
    assert (part.size, part.checksum) == (0, md5(b""))
    part.close()
    assert (tmp_path / "x.part").read_bytes() == b""


def test_it_is_as_readable_as_other_files(part, tmp_path):
    second = PartFile(tmp_path / "folder" / "x")
    second.open()
    (tmp_path / "other").touch()
    modes = {path.stat().st_mode for path in [tmp_path / "other", *(tmp_path / "folder").iterdir()]}
    assert (len(list((tmp_path / "folder").iterdir())), len(modes)) == (2, 1)
    second.close()


def test_a_system_that_renames_no_open_file_is_put_up_with(part, tmp_path, monkeypatch):
    rename, tries = Path.replace, []

    def refusing(self, target):
        tries.append(target)
        if len(tries) == 1:
            raise PermissionError(13, "in use")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", refusing)
    part.append(b"content")
    part.write()
    part.finish()
    assert (tmp_path / "folder" / "x").read_bytes() == b"content"


def test_two_of_one_file_are_done_beside_each_other(part, tmp_path):
    other = PartFile(tmp_path / "folder" / "x")
    other.open()
    assert len([*(tmp_path / "folder").iterdir()]) == 2
    other.append(b"other")
    other.write()
    other.close()
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["x.part"]
    other = PartFile(tmp_path / "folder" / "x")
    other.open()
    other.finish()
    other.close()
    assert sorted(path.name for path in (tmp_path / "folder").iterdir()) == ["x", "x.part"]


def test_a_step_left_to_a_thread_does_nothing_after_the_end(part, tmp_path):
    part.append(b"late")
    part.close()
    for step in (part.write, part.restart, part.finish):
        with pytest.raises(ValueError, match="not open"):
            step()
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["x.part"]
    handle = open_locked(tmp_path / "folder" / "x.part")
    assert handle is not None
    part.open()  # neither does its beginning
    with open(handle, "rb") as file:
        assert file.read() == b""


def test_what_was_never_opened_is_closed_and_leaves_nothing(tmp_path):
    part = PartFile(tmp_path / "x")
    part.close()
    part.open()
    assert [*tmp_path.iterdir()] == []


def test_the_end_waits_for_a_step_under_way(part):
    begun, release = threading.Event(), threading.Event()

    class Slow(bytes):
        def __len__(self):
            begun.set()
            assert release.wait(10)
            return super().__len__()

    part._gathered = [Slow(b"slow")]
    writing = threading.Thread(target=part.write)
    writing.start()
    assert begun.wait(10)
    closing = threading.Thread(target=part.close)
    closing.start()
    assert not part._closed
    release.set()
    for thread in (writing, closing):
        thread.join(10)
    assert part.size == 4


@pytest.mark.parametrize("size", [0, 5, STRIDE_BYTES, STRIDE_BYTES + 5])
def test_a_file_is_proved_by_its_checksum(size, tmp_path):
    content = b"x" * size
    (tmp_path / "x").write_bytes(content)
    assert run(has_checksum(tmp_path / "x", md5(content)), perform)
    assert not run(has_checksum(tmp_path / "x", md5(b"other")), perform)


def test_what_is_no_file_is_not_proved(tmp_path):
    assert not run(has_checksum(tmp_path, md5(b"")), perform)
    assert not run(has_checksum(tmp_path / "missing", md5(b"")), perform)
