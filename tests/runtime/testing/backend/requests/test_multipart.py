"""Bodies, read."""

import hashlib
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synapse_runtime.testing.backend.requests import multipart
from synapse_runtime.testing.backend.requests.multipart import parse_form, parse_json
from synapse_runtime.testing.messages import HttpError, MockRequest, spool

TYPE = [("Content-Type", "multipart/form-data; boundary=b")]


def part(head, content=b""):
    return b"--b\r\nContent-Disposition: form-data; " + head.encode() + b"\r\n\r\n" + content + b"\r\n"


def form(body, headers=TYPE):
    return parse_form(MockRequest.from_target("POST", "/", headers, body))


def problem(read):
    with pytest.raises(HttpError) as caught:
        read()
    return caught.value.response.status_code, caught.value.response.json()["detail"]


def test_json_is_parsed_and_an_empty_body_is_an_empty_object():
    assert parse_json(MockRequest("POST", "/", body=b'{"a": [1, 2.5]}')) == {"a": [1, 2.5]}
    assert parse_json(MockRequest("POST", "/")) == {}


@pytest.mark.usefixtures("deep_recursion")
@pytest.mark.parametrize(
    "body", [b"{", b"\xff", b"NaN", b"-Infinity", b"[1e999]", b"9" * 5000, b"[" * 100_000, b"{'a': 1}", b" "]
)
def test_malformed_json_is_400(body):
    status, said = problem(lambda: parse_json(MockRequest("POST", "/", body=body)))
    assert status == 400
    assert said.startswith("JSON parse error - ")


def test_a_json_body_has_a_limit(monkeypatch):
    monkeypatch.setattr(multipart, "MAX_MEMORY_BYTES", 10)
    assert problem(lambda: parse_json(MockRequest("POST", "/", body=b"[" + b"1" * 20)))[0] == 413


def test_fields_are_strings_and_files_have_a_name_a_size_and_a_checksum():
    body = (
        part('name="a"', "é".encode())
        + b'--b\r\ncontent-type: image/png\r\nCONTENT-disposition: form-data; name="f"; filename="C/x.png"\r\n\r\n'
        + b"12\r\n"
        + part('name="a"', b"last")
        + b"--b--\r\n"
    )
    read = form(body)
    assert read.fields == {"a": "last"}
    (file,) = read.files.values()
    assert file.describe() == ("x.png", 2, hashlib.md5(b"12").hexdigest())
    read.close()
    assert file.content.closed


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "does not end"),
        (part('name="a"', b"x"), "does not end"),
        (part('filename="a"') + b"--b--", "a part has no name"),
        (b"nonsense", "Multipart form parse error"),
    ],
)
def test_a_malformed_form_is_400(body, said):
    status, text = problem(lambda: form(body))
    assert status == 400
    assert said in text


@pytest.mark.parametrize("type", ["multipart/form-data", "multipart/form-data; boundary=" + "b" * 1000])
def test_a_form_needs_a_boundary(type):
    assert problem(lambda: form(b"--b--", [("Content-Type", type)]))[0] == 400


def test_a_form_does_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(multipart, "MAX_MEMORY_BYTES", 10)
    monkeypatch.setattr(multipart, "MAX_PARTS", 2)
    assert "too long" in problem(lambda: form(part('name="a"', b"x" * 11) + b"--b--"))[1]
    assert "more than 2 parts" in problem(lambda: form(part('name="a"') * 3 + b"--b--"))[1]
    form(part('name="a"; filename="a"', b"x" * 100) + b"--b--\r\n").close()


@given(content=st.binary(max_size=200), name=st.text("abcé-. ", min_size=1, max_size=9).map(str.strip).filter(bool))
def test_files_arrive_as_they_were_sent(content, name):
    body = part(f'name="f"; filename="{name}"', content) + b"--b--\r\n"
    with spool([body]) as sent:
        read = form(sent)
    assert read.files["f"].content.read() == content
    assert read.files["f"].name == name.rstrip(".") or read.files["f"].name == name
    read.close()


def test_a_form_without_the_extra_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "python_multipart.exceptions", None)
    with pytest.raises(ImportError, match="needs python-multipart to read forms: install it, or the extra 'mock'"):
        form(b"")
