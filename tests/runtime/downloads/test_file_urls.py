"""Where files are, and what each origin is told."""

from __future__ import annotations

import pytest
from support import acme
from synapse_runtime.calls.client_state import driver_of
from synapse_runtime.downloads.file_urls import resolve_url
from synapse_runtime.errors import InvalidArgumentError


@pytest.fixture
def state():
    options = {"credentials": {"token": "s3cret"}, "headers": {"X-Own": "mine"}}
    with acme.blocking("https://host/api", **options) as client:
        yield driver_of(client).state


def test_the_own_origin_is_told_the_caller_s_headers(state):
    place = resolve_url(state, "https://host/media/a b?c=d")
    assert (place.url, place.base.origin) == ("https://host/media/a%20b?c=d", "https://host")
    assert place.headers == (("X-Own", "mine"),)


@pytest.mark.parametrize("url", ["https://other/x", "http://host/x", "https://host:444/x", "https://HOST.evil/x"])
def test_another_origin_is_told_nothing(state, url):
    place = resolve_url(state, url)
    assert (place.headers, place.url, place.base.origin) == ((), url.lower(), url.lower().removesuffix("/x"))


@pytest.mark.parametrize("url", ["https://user:pass@host/x", "https://user@other/x", "ftp://host/x", "https://[a/x"])
def test_what_names_no_server_is_refused(state, url):
    with pytest.raises(InvalidArgumentError, match="a file's URL is http or https, with a host and no user") as caught:
        resolve_url(state, url)
    assert "pass" not in str(caught.value)


def test_a_host_may_have_letters_of_any_language(state):
    assert resolve_url(state, "https://bücher.test/x?y=1").url == "https://xn--bcher-kva.test/x?y=1"
