"""Names of files on this disk: safe, inside their folder, and different where the URLs are."""

from __future__ import annotations

import os
import re
import unicodedata
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synapse_http.errors import InvalidArgumentError
from synapse_http.urls import BaseURL
from synapse_transfer.downloads import file_urls
from synapse_transfer.downloads.file_urls import FileUrl, ignores_case

BASE = BaseURL.parse("https://backend.example/api")
OWN = "https://backend.example"


def local(url, checksum="", **options):
    return FileUrl.resolve(BASE, url).local_path(checksum, **options)


@given(st.text())
def test_no_url_leads_out_of_the_folder(path):
    try:
        path = local(f"{OWN}/{path}")
    except InvalidArgumentError:
        return
    assert not path.is_absolute()
    assert ".." not in path.parts
    assert os.path.normpath(f"/folder/{path}").startswith("/folder/")
    assert all(len(part.encode()) < 139 for part in path.parts)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"{OWN}/media/a/image.jpg", "media/a/image.jpg"),
        (f"{OWN}/media/a%20b%2B(1).jpg", "media/a b+(1).jpg"),  # as Django quotes it
        (f"{OWN}/IMG_1.JPG", "IMG_1.JPG"),
        ("https://other.example/a.jpg", "other.example/a.jpg"),
        (f"{OWN}/그림.jpg", "그림.jpg"),
    ],
)
def test_a_plain_name_stays(url, expected):
    assert str(local(url)) == expected


DIGEST = "-0123456789abcdef"


@pytest.mark.parametrize(
    "urls",
    [
        ["/m/export", "/m/export?id=1", "/m/export?id=2", "/m/export?id=1&"],
        ["/m/a b", "/m/a+b", "/m/a%2Bb", "/m/a%2fb", "/m/a%2Fb", "/m/a/b", "/m//a/b", "/m/a_b"],
        ["/m/%ff", "/m/%fe", "/m/\ufffd"],
        ["/m/x", "/m/x.part", "/m/x.PART", "/m/x_part"],
        ["/m/a.jpg", f"/m/a{DIGEST}.jpg", f"/m/a_{DIGEST[1:]}.jpg"],
        ["/m/a", "/m/a.", "/m/a ", "/m/a_", "/m/a%00", "/m/a%3F", "/m/a:"],
        ["/m/con", "/m/_con", "/m/CON", "/m/con.txt", "/m/con .txt", "/m/com¹"],
        ["/m/" + "x" * 300, "/m/" + "x" * 301, "/m/" + "x" * 300 + ".jpg"],
        ["/m/" + "é" * 200 + "a.jpg", "/m/" + "é" * 200 + "b.jpg"],
        ["/a.b/x", "https://a.b/x", "http://a.b/x", "https://a.b:8443/x", "https://a.b/x?q=1", "/a.b_8443/x"],
        ["https://minio/m/x", "/minio/m/x"],
        ["/" + "d" * 300 + "/x", "/" + "d" * 301 + "/x"],
    ],
)
@pytest.mark.parametrize("ignores", [False, True])
def test_two_urls_never_share_a_path(urls, ignores):
    paths = [local(url, ignores_case=ignores) for url in urls]
    assert len(set(paths)) == len(urls)
    spelled = {str(path) for path in paths}
    assert not any(f"{path}.part" in spelled for path in spelled)
    if ignores:
        assert len({fold(path) for path in paths}) == len(urls)


def fold(path):
    return unicodedata.normalize("NFD", str(path).casefold())


NAMES = [
    "Image.JPG",
    "image.jpg",
    "IMAGE.jpg",
    "\u00e9",
    "e\u0301",
    "É",
    "\uac00",
    "\u1100\u1161",
    "ß",
    "ss",
    "SS",
    "ı",
    "i",
]


def test_a_file_system_that_ignores_case_or_the_form_of_unicode_keeps_them_apart():
    names = [f"/{folder}/{name}" for folder in ("media", "Media") for name in NAMES]
    for one, other in combinations([local(name, ignores_case=True) for name in names], 2):
        assert fold(one) != fold(other)
        assert str(one).upper() != str(other).upper()
    assert str(local("/media/image.jpg", ignores_case=True)) == "media/image.jpg"
    assert re.fullmatch(r"media/Image-[0-9a-f]{16}\.JPG", str(local("/media/Image.JPG", ignores_case=True)))


def test_a_file_system_is_asked_whether_it_ignores_case(tmp_path, monkeypatch):
    assert not ignores_case(tmp_path / "new")
    assert [*(tmp_path / "new").iterdir()] == []
    exists = Path.exists
    names = []

    def folding(path):
        names.append(path.name)
        return exists(path) or exists(path.with_name("A" + path.name[1:]))

    monkeypatch.setattr(Path, "exists", folding)
    assert ignores_case(tmp_path / "new")
    assert names[0].startswith("a")


def test_a_folder_that_can_only_be_read_is_of_use(tmp_path, monkeypatch):
    def refuse(**_):
        raise PermissionError

    monkeypatch.setattr(file_urls, "NamedTemporaryFile", refuse)
    assert not ignores_case(tmp_path)


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
    path = local(f"{OWN}/m/{name}")
    assert path.parts[0] == "m"
    assert len(path.parts) == 2
    assert path != local(f"{OWN}/m/{name}x")
    assert re.search(r"-[0-9a-f]{16}(\.|$)", path.name)


def test_the_checksum_stands_for_a_query_which_may_be_a_signature():
    first, second = (local(f"/m/x.jpg?signature={signature}", "c" * 32) for signature in ("a", "b"))
    assert first == second
    assert first != local("/m/x.jpg?signature=a", "d" * 32)
    assert first != local("/m/y.jpg?signature=a", "c" * 32)


@pytest.mark.parametrize(
    "url", [f"{OWN}/", f"{OWN}/a/", "/", "https://other.example", "https://u.example/?signature=s"]
)
def test_what_names_no_file_is_refused(url):
    with pytest.raises(InvalidArgumentError, match="names no file") as caught:
        local(url)
    assert "signature" not in str(caught.value)
