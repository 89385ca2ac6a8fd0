"""Forms are read back as what was sent."""

from __future__ import annotations

import os
from datetime import date
from email import message_from_bytes, policy
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synapse_http.content import FilePart, file_part
from synapse_http.errors import InvalidArgumentError
from synapse_runtime.serialization.forms import JOIN_BYTES, Multipart, encode_form, encode_form_value


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
