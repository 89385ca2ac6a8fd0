"""The way to a backend: directly, or over the proxy that the environment names."""

from __future__ import annotations

import ssl

import pytest
from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.http.urls import BaseURL
from synapse_runtime.transport import _tls
from synapse_runtime.transport._http1 import Secure
from synapse_runtime.transport._route import Proxy, Route, route_to
from synapse_runtime.transport._tls import trusting

CONTEXT = ssl.create_default_context()


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    """Without proxies."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


def route(url: str, verify: ssl.SSLContext | str | None = CONTEXT) -> Route:
    """The way to a URL."""
    return route_to(BaseURL.parse(url), verify)


@pytest.mark.parametrize(
    ("url", "peer", "prefix"),
    [
        ("http://backend.test/api", ("backend.test", 80), ""),
        ("https://backend.test", ("backend.test", 443), ""),
        ("https://[::1]:8443", ("::1", 8443), ""),
    ],
)
def test_the_backend_itself(url, peer, prefix):
    found = route(url)
    assert (found.peer, found.prefix, found.proxy) == (peer, prefix, None)
    secured = [Secure(CONTEXT, peer[0])] if url.startswith("https") else []
    assert list(found.prepare()) == secured


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("http://proxy.test:3128", Proxy("proxy.test", 3128, False, ())),
        ("proxy.test", Proxy("proxy.test", 80, False, ())),
        ("https://proxy.test", Proxy("proxy.test", 443, True, ())),
        (
            "http://us%40er:p%3Aw@proxy.test:1",
            Proxy("proxy.test", 1, False, [("Proxy-Authorization", "Basic dXNAZXI6cDp3")]),
        ),
        ("http://user@proxy.test:1", Proxy("proxy.test", 1, False, [("Proxy-Authorization", "Basic dXNlcjo=")])),
    ],
)
def test_a_proxy_as_the_environment_names_it(environment, named, expected):
    environment.setenv("all_proxy", named)
    found = route("http://backend.test:8080")
    assert (found.proxy, found.peer) == (expected, (expected.host, expected.port))
    assert (found.prefix, found.headers) == (
        "http://backend.test:8080",
        [("Host", "backend.test:8080"), *expected.headers],
    )
    assert list(found.prepare()) == ([Secure(CONTEXT, "proxy.test")] if expected.secured else [])


def test_what_is_encrypted_goes_through_it_unread(environment):
    environment.setenv("https_proxy", "http://user:secret@proxy.test:1")
    found = route("https://backend.test")
    assert (found.prefix, found.headers) == ("", [("Host", "backend.test")])
    assert b"CONNECT backend.test:443 " in next(found.prepare()).content


@pytest.mark.parametrize("named", ["socks5://proxy.test:1080", "http://", "ftp://proxy.test"])
def test_one_of_another_kind_is_refused_and_says_what_to_do(environment, named):
    environment.setenv("http_proxy", named)
    with pytest.raises(InvalidArgumentError, match=r"give a transport that can use it, such as transport=httpx"):
        route("http://backend.test")


def test_whom_to_trust(environment, tmp_path):
    assert trusting(CONTEXT) is CONTEXT
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        environment.delenv(name, raising=False)
    asked = []
    environment.setattr(_tls.ssl.SSLContext, "load_verify_locations", lambda self, cafile: asked.append(cafile))
    assert trusting(None).verify_mode is ssl.CERT_REQUIRED
    assert [one.endswith("cacert.pem") for one in asked] == [True]
    environment.setenv("SSL_CERT_FILE", str(tmp_path))
    assert trusting(None).check_hostname
    assert len(asked) == 1
