"""Base URLs and links: what is none is refused, and only what stands on the origin counts."""

from __future__ import annotations

import pytest
from synapse_http.errors import InvalidArgumentError
from synapse_http.urls import BaseURL, next_query, split_origin


@pytest.mark.parametrize(
    ("link", "query"),
    [
        ("http://inner:8000/tasks/?page=2&tag=1&tag=2", {"page": ["2"], "tag": ["1", "2"]}),
        ("?page=", {"page": [""]}),
        ("http://[inner?page=2#top", {"page": ["2"]}),
        (None, {}),
        (7, {}),
    ],
)
def test_only_the_query_of_a_link_counts(link, query):
    assert next_query(link) == query


class TestBaseURL:
    @pytest.mark.parametrize(
        ("text", "origin", "prefix", "authority"),
        [
            ("https://api.example.com", "https://api.example.com", "/", "api.example.com"),
            (" https://host:443/api/ ", "https://host", "/api/", "host"),
            ("http://host:8000/a/b", "http://host:8000", "/a/b/", "host:8000"),
            ("http://[::1]:9/", "http://[::1]:9", "/", "[::1]:9"),
            ("https://bücher.example", "https://xn--bcher-kva.example", "/", "xn--bcher-kva.example"),
            ("https://host/한글", "https://host", "/%ED%95%9C%EA%B8%80/", "host"),
            ("https://host/%ED%95%9C/a%20b//", "https://host", "/%ED%95%9C/a%20b/", "host"),
        ],
    )
    def test_it_is_read(self, text, origin, prefix, authority):
        base = BaseURL.parse(text)
        assert (base.origin, base.prefix, base.authority) == (origin, prefix, authority)
        assert str(base) == origin + prefix

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "is empty"),
            (" ", "is empty"),
            (None, "must be a str, not NoneType"),
            (b"https://host", "must be a str, not bytes"),
            ("https://ho\nst", "spaces or control characters"),
            ("https://host/a\r\nb", "spaces or control characters"),
            ("https://ho st", "spaces or control characters"),
            ("https://a..b", "name a host"),
            ("https://ü..b", "is not a URL"),
            ("api.example.com", "must start with"),
            ("ftp://host", "must start with"),
            ("https://", "must start with"),
            ("https://user:pw@host", "must not contain credentials"),
            ("https://host?x=1", "must not have a query"),
            ("https://host#x", "must not have a query"),
            ("https://host/a b", "spaces or control characters"),
            ("https://host/a\\b", "a path with '.*' in it"),
            ("https://host//a", "a path with '.*' in it"),
            ("https://host/./a", "a path with '.*' in it"),
            ("https://host/%2e%2E/a", "a path with '.*' in it"),
            ("https://host/../x", "a path with '.*' in it"),
            ("https://host:port", "is not a URL"),
            ("https://[::1", "is not a URL"),
            ("https://user:secret@host:port", "not a URL|credentials"),
        ],
    )
    def test_what_is_no_base_url_is_refused_without_its_secrets(self, text, message):
        with pytest.raises(InvalidArgumentError, match=message) as caught:
            BaseURL.parse(text)
        assert "secret" not in str(caught.value)

    @pytest.mark.parametrize(
        ("host", "here"),
        [
            ("localhost", True),
            ("127.0.0.5", True),
            ("[::1]", True),
            ("example.com", False),
            ("127.0.0.1.evil.com", False),
        ],
    )
    def test_whether_it_is_this_machine(self, host, here):
        assert BaseURL.parse(f"http://{host}").loopback is here

    def test_half_a_character_is_refused(self):
        with pytest.raises(InvalidArgumentError, match=r"'https://host/\\ud800' has spaces .* or half a character"):
            BaseURL.parse("https://host/\ud800")


@pytest.mark.parametrize(
    ("url", "origin", "target"),
    [
        ("https://host/a?b=1", "https://host", "/a?b=1"),
        ("https://HOST:443", "https://host", "/"),
        ("https://host:444/a", "https://host:444", "/a"),
        ("http://host/a", "http://host", "/a"),
        ("https://user@host/a", "", "/a"),
        ("https://host:port/", "", "/"),
        ("/x/y", "", "/x/y"),
        ("javascript:alert(1)", "", "alert(1)"),
    ],
)
def test_an_origin_is_one_that_a_client_could_have(url, origin, target):
    assert split_origin(url) == (origin, target)


def test_a_url_that_cannot_be_read_has_no_origin():
    with pytest.raises(ValueError, match="Invalid IPv6 URL"):
        split_origin("https://[bad")
