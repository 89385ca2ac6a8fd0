"""Files are read when they are sent."""

from __future__ import annotations

import io
import os
import tempfile

import pytest
from synapse_http.content import CHUNK_BYTES, FilePart, file_part
from synapse_http.errors import InvalidArgumentError, UploadError


def test_a_range_of_a_file_is_read_when_it_is_sent_and_again_when_it_is_sent_again(tmp_path):
    path = tmp_path / "big"
    path.write_bytes(bytes(range(256)) * (CHUNK_BYTES // 128))
    seen = []
    whole = FilePart("big", path, path.stat().st_size, offset=3)
    piece = whole.range(7, CHUNK_BYTES + 5, lambda position, data: seen.append((position, len(data))))
    for _ in range(2):
        assert b"".join(piece.chunks()) == path.read_bytes()[10 : CHUNK_BYTES + 15]
    assert sum(length for _, length in seen) == 2 * (CHUNK_BYTES + 5)
    assert seen[0][0] == 10


def test_an_open_file_is_sent_from_where_it_stands_and_is_not_closed(tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(b"headcontent")
    with path.open("rb") as file:
        file.seek(4)
        part = file_part("file", file)
        for _ in range(2):
            assert (part.name, part.length, part.read()) == ("x.zip", 7, b"content")
        assert not file.closed


def test_bytes_and_files_without_a_name():
    assert file_part("file", b"abc").read() == b"abc"
    assert file_part("file", memoryview(b"abc")).length == 3
    part = file_part("file", io.BytesIO(b"abcd"))
    assert (part.name, part.length, part.read()) == ("file", 4, b"abcd")
    assert file_part("file", part) is part


def test_what_cannot_seek_is_taken_whole():
    class Once(io.RawIOBase):
        def readable(self):
            return True

        def readall(self):
            return b"once"

        def read(self, size=-1):
            return b"once"

    class All:
        def read(self):
            return b"all"

    assert file_part("file", Once()).read() == b"once"
    assert file_part("file", All()).read() == b"all"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (io.StringIO("text"), "open it with mode 'rb'"),
        (3, "must be a path, bytes or an open binary file, not int"),
        (None, "must be a path, bytes or an open binary file, not NoneType"),
        *((empty, "file: 'file' is empty, and empty files cannot be uploaded") for empty in (b"", io.BytesIO())),
        ("a\0b", "is not a path: embedded null"),
    ],
)
def test_what_is_no_file_is_refused(source, message):
    with pytest.raises(InvalidArgumentError, match=message):
        file_part("file", source)


def test_an_open_file_that_cannot_be_read_as_bytes_is_refused(tmp_path):
    with tempfile.NamedTemporaryFile("w+") as file, pytest.raises(InvalidArgumentError, match="open it with mode 'rb'"):
        file_part("file", file)  # what wraps it is no text file by its class
    with open(tmp_path / "x", "wb") as file, pytest.raises(InvalidArgumentError, match="open for writing only"):
        file_part("file", file)
    with open(tmp_path / "x", "rb") as file:
        pass
    with pytest.raises(InvalidArgumentError, match="file cannot be read .*closed file"):
        file_part("file", file)


def test_what_cannot_be_read_is_told_in_the_words_of_python(tmp_path, monkeypatch):
    with pytest.raises(FileNotFoundError):
        file_part("file", tmp_path / "missing")
    with pytest.raises(IsADirectoryError):
        file_part("file", str(tmp_path))
    with pytest.raises(IsADirectoryError):
        file_part("file", "")
    (tmp_path / "locked").touch()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError):
        file_part("file", tmp_path / "locked")


def test_a_pipe_is_refused_before_it_blocks(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InvalidArgumentError, match="is not a regular file"):
        file_part("file", tmp_path / "pipe")
    reading, writing = os.pipe()
    with open(reading, "rb") as pipe, open(writing, "wb"), pytest.raises(InvalidArgumentError, match="file is a pipe"):
        file_part("file", pipe)


def test_a_file_that_shrinks_meanwhile_is_told(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"12345")
    part = file_part("file", path)
    path.write_bytes(b"12")
    with pytest.raises(UploadError, match="3 of 5 bytes are missing"):
        part.read()


def test_a_file_that_is_written_to_meanwhile_is_not_sent_whole(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"before")
    part = file_part("file", path)
    path.write_bytes(b"after!")
    os.utime(path, ns=(1, 1))  # however coarse the clock of the file system is
    with pytest.raises(UploadError, match="x' was written to while it was sent. Upload it again"):
        part.read()
