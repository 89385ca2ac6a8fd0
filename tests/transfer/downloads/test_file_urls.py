"""Where files are, what each origin is sent, and what nobody is shown."""

from __future__ import annotations

import pytest
from synapse_http.errors import InvalidArgumentError
from synapse_http.urls import BaseURL
from synapse_transfer.downloads.file_urls import FileUrl, redacted_url

BASE = BaseURL.parse("https://host/api")


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://host/media/a b?c=d", "/media/a%20b?c=d"),
        ("https://HOST:443/x", "/x"),
        ("/media/x", "/media/x"),
        ("media/x?", "/media/x"),
    ],
)
def test_a_url_of_the_own_origin_may_be_relative(url, target):
    assert FileUrl.resolve(BASE, url) == FileUrl("https://host", target, is_own=True)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://other/x", "https://other"),
        ("//other/x", "https://other"),
        ("http://host/x", "http://host"),
        ("https://host:444/x", "https://host:444"),
        ("https://HOST.evil/x", "https://host.evil"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example"),
    ],
)
def test_another_origin_is_another_one(url, origin):
    assert FileUrl.resolve(BASE, url) == FileUrl(origin, "/x", is_own=False)


@pytest.mark.parametrize(
    "url",
    [
        "https://user:pass@host/x",
        "https://user@other/x",
        "ftp://host/x?sig=pass",
        "https://[a/x#pass",
        "https://host:99999/x",
        "/half \ud800",
        5,
    ],
)
def test_what_names_no_server_is_refused(url):
    with pytest.raises(InvalidArgumentError, match="it must be http or https, with a host and no user") as caught:
        FileUrl.resolve(BASE, url)
    assert "pass" not in str(caught.value)


def test_a_signature_is_not_shown_and_no_part_of_it_either():
    url = FileUrl.resolve(BASE, "https://s3.example/a?Signature=ab%2Bcd%3D&Expires=17&X-Amz-Date=20260901")
    assert (str(url), repr(url)) == ("https://s3.example/a", "<FileUrl https://s3.example/a>")
    assert url.secrets == (url.target[3:], "ab%2Bcd%3D", "ab+cd=", "20260901", "20260901")
    assert FileUrl.resolve(BASE, "/x").secrets == ()
    assert "ab" not in str(url.local_path())
    assert redacted_url("https://user:pass@host/a@b?signature=s#t") == "https://host/a@b"
