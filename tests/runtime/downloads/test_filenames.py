"""Names of files on this disk: safe, inside their folder, and different where the URLs are."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synapse_runtime.downloads.file_urls import local_name, redacted_url
from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.http.urls import BaseURL

BASE = BaseURL.parse("https://backend.example/api")


@given(st.text())
def test_no_url_leads_out_of_the_folder(path):
    try:
        local = local_name(BASE, f"https://backend.example/{path}")
    except InvalidArgumentError:
        return
    assert not local.is_absolute()
    assert ".." not in local.parts
    assert os.path.normpath(f"/folder/{local}").startswith("/folder/")
    assert all(len(part.encode()) < 200 for part in local.parts)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://backend.example/media/a/image.jpg?x=1", "media/a/image.jpg"),
        ("https://backend.example/media//a%20b.jpg", "media/a b.jpg"),
        ("https://other.example/a.jpg", "other.example/a.jpg"),
        ("https://backend.example/그림.jpg", "그림.jpg"),
    ],
)
def test_a_plain_name_stays(url, expected):
    assert str(local_name(BASE, url)) == expected


@pytest.mark.parametrize(
    "name",
    [
        "..",
        "%2e%2e",
        ".",
        "..%2f..%2fetc",
        "a%00b",
        "CON",
        "nul.txt",
        "a%5Cb",
        "x" * 300,
        "é" * 200 + ".jpg",
        "...",
        "a:b",
        "end. ",
    ],
)
def test_an_odd_name_is_made_safe_and_stays_its_own(name):
    local = local_name(BASE, f"https://backend.example/m/{name}")
    assert local.parts[0] == "m"
    assert len(local.parts) == 2
    assert local != local_name(BASE, f"https://backend.example/m/{name}x")


@pytest.mark.parametrize(
    "url",
    [
        "https://backend.example/",
        "https://backend.example/a/",
        "ftp://backend.example/a",
        "https:///a",
        "x",
        "http://[a",
    ],
)
def test_what_names_no_file_is_refused(url):
    with pytest.raises(InvalidArgumentError):
        local_name(BASE, url)


def test_an_error_shows_no_credential():
    assert redacted_url("https://user:pass@host/a@b?signature=s") == "https://host/a@b"
    with pytest.raises(InvalidArgumentError, match="'https://host/' names no file"):
        local_name(BASE, "https://user:pass@host/?signature=s")
