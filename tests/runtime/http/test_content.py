"""Request bodies: files are read when they are sent, forms are read back as what was sent."""

from __future__ import annotations

import io
import os
import tempfile
from datetime import date
from email import message_from_bytes, policy
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synapse_runtime.errors import InvalidArgumentError, UploadError
from synapse_runtime.http.content import (
    CHUNK_BYTES,
    JOIN_BYTES,
    FilePart,
    Multipart,
    encode_form,
    encode_form_value,
    file_part,
)


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


class Mood(Enum):
    WRY = 'a"b'


class Colour(str, Enum):  # noqa: UP042 - as code before Python 3.11 writes it
    RED = "red"


PLAIN = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=20)


def parts_of(form: Multipart) -> list[tuple[str, str | None, bytes]]:
    body = b"".join(form.chunks())
    assert len(body) == form.length
    head = f"Content-Type: {form.content_type}\r\n\r\n".encode()
    message = message_from_bytes(head + body, policy=policy.HTTP)
    return [
        (str(part.get_param("name", header="content-disposition")), part.get_filename(), part.get_payload(decode=True))
        for part in message.iter_parts()
    ]


@given(st.dictionaries(st.text("abc_", min_size=1), PLAIN.filter(str.isprintable), max_size=4), st.binary(max_size=99))
def test_a_form_is_read_back_as_it_was_given(fields, content):
    form = Multipart({**fields, "the file": FilePart("a.bin", content, len(content))})
    assert parts_of(form) == [
        *((name, None, value.encode()) for name, value in fields.items()),
        ("the file", "a.bin", content),
    ]


def test_small_pieces_are_sent_together_and_large_ones_alone():
    form = Multipart({"a": "1", "file": FilePart("f", b"x" * JOIN_BYTES, JOIN_BYTES), "b": "2"})
    first, content, last = form.chunks()
    assert (len(first) + len(content) + len(last), content) == (form.length, b"x" * JOIN_BYTES)


def test_names_cannot_break_out_of_their_quotes():
    body = b"".join(Multipart({'a"b\r\nX: y': "v", "f": FilePart('q"\r\n', b"", 0)}).chunks())
    assert b'name="a%22b%0D%0AX: y"' in body
    assert b'filename="q%22%0D%0A"' in body


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("text", "text"),
        (True, "true"),
        (3, "3"),
        ({"a": [1, None]}, '{"a":[1,null]}'),
        (date(2025, 1, 2), "2025-01-02"),
        (Mood.WRY, 'a"b'),
        (Colour.RED, "red"),
        ([Colour.RED], '["red"]'),
        ("한글", "한글"),
    ],
)
def test_a_value_travels_in_a_form_as_text(value, text):
    assert encode_form_value("name", value) == text.encode()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (float("nan"), "cannot be sent as JSON"),
        ({1, 2}, "set cannot be sent as JSON"),
        ("caf\udce9", "label cannot be sent: .* is not valid Unicode"),
    ],
)
def test_a_value_that_no_form_can_carry_is_refused(value, message):
    with pytest.raises(InvalidArgumentError, match=message):
        Multipart({"label": value})


@pytest.mark.skipif(os.name != "posix", reason="names are text elsewhere")
def test_a_name_that_is_no_text_is_sent_as_far_as_it_is(tmp_path):
    path = os.fsencode(tmp_path) + b"/caf\xe9.jpg"
    with open(path, "wb") as file:
        file.write(b"x")
    with open(os.fsdecode(path), "rb") as file:
        for part in (file_part("file", os.fsdecode(path)), file_part("file", file)):
            assert parts_of(Multipart({"file": part})) == [("file", "caf?.jpg", b"x")]


def test_a_form_without_parts_is_one_string():
    fields = {
        "loans": [1, 2, None],
        "day": date(2025, 9, 1),
        "text": "a & b",
        "no": None,
        "urgent": False,
        "m": {"k": "v"},
    }
    assert encode_form(fields) == b"loans=1&loans=2&day=2025-09-01&text=a+%26+b&urgent=false&m=%7B%22k%22%3A%22v%22%7D"
