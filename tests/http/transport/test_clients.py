"""The clients of httpx: over which proxy they go, whom they trust, and what they keep."""

from __future__ import annotations

import re
import ssl

import httpx
import pytest
from synapse_http.errors import InvalidArgumentError
from synapse_http.transport.clients import AsyncPlainClient, Network, PlainClient, open_clients
from synapse_http.transport.config import TransportConfig
from synapse_http.urls import BaseURL

CONTEXT = ssl.create_default_context()


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    """Without proxies."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


def transport(url, verify=CONTEXT):
    """What a request to a URL is sent over."""
    return open_clients(TransportConfig(True, verify=verify)).take(url, 1).client._transport


@pytest.mark.parametrize("url", ["http://backend.test/api", "https://backend.test", "https://[::1]:8443"])
def test_the_backend_itself(url):
    assert Network(CONTEXT).proxy(BaseURL.parse(url)) == ""
    assert transport(url)._pool._proxy is None


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("http://proxy.test:3128", ("http://proxy.test:3128", None)),
        ("proxy.test", ("http://proxy.test", None)),
        ("https://proxy.test", ("https://proxy.test", None)),
        ("http://us%40er:p%3Aw@proxy.test:1", ("http://proxy.test:1", ("us@er", "p:w"))),
        ("http://user:p@w@proxy.test:1", ("http://proxy.test:1", ("user", "p@w"))),
        ("http://user@proxy.test:1", ("http://proxy.test:1", ("user", ""))),
        ("socks5://proxy.test:1080", ("socks5://proxy.test:1080", None)),
    ],
)
def test_a_proxy_as_the_environment_names_it(environment, named, expected):
    environment.setenv("all_proxy", named)
    network = Network(CONTEXT)
    for url in ("http://backend.test:8080", "https://backend.test"):
        proxy = network.options("http", network.proxy(BaseURL.parse(url)))["proxy"]
        assert (str(proxy.url), proxy.auth) == expected
        assert proxy.ssl_context is (CONTEXT if named.startswith("https") else None)
        assert transport(url)._pool._proxy_url is not None


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://localhost", "https://[::1]", "https://spared.test"])
def test_not_for_this_machine_nor_for_what_is_excepted(environment, url):
    environment.setenv("all_proxy", "http://proxy.test")
    environment.setenv("no_proxy", "spared.test")
    assert transport(url)._pool._proxy is None


@pytest.mark.parametrize(
    "named",
    [
        *("ftp://proxy.test", "http://[::1", "http://", "http://proxy.test:port", "http://proxy.test:65536"),
        *("http//user:s3cret@proxy.test", "http:/user:s3cret@proxy.test", "user:s3://cret@proxy.test"),
        *("http://user:s3/cret@proxy.test", "http://user:1/s3cret@proxy.test", "http://user:1#s3cret@proxy.test"),
        *("http://user:1?s3cret@proxy.test", "http://user:s3cret\udcff@proxy.test"),
    ],
)
def test_one_with_a_slip_is_refused_and_says_what_to_do_without_its_password(environment, named):
    environment.setenv("http_proxy", named)
    with pytest.raises(InvalidArgumentError, match="write it as http://host:port or .* or give an http_cl") as caught:
        transport("http://backend.test")
    assert not re.search("s3|cret|user:[^p]", str(caught.value))


def test_socks_needs_its_extra(environment):
    environment.setenv("http_proxy", "socks5://proxy.test")
    environment.setitem(__import__("sys").modules, "socksio", None)
    with pytest.raises(InvalidArgumentError, match=r"the proxy .* cannot be used: .* install httpx\[socks\]"):
        transport("http://backend.test")


def test_plain_http_loads_no_certificates(environment):
    environment.setattr(ssl.SSLContext, "load_verify_locations", lambda *_, **__: pytest.fail("loaded"))
    environment.setattr(ssl.SSLContext, "load_default_certs", lambda *_, **__: pytest.fail("loaded"))
    transport("http://backend.test", None)


def test_whom_to_trust(environment, tmp_path):
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        environment.delenv(name, raising=False)
    asked, defaults = [], []
    environment.setattr(
        ssl.SSLContext, "load_verify_locations", lambda self, cafile=None, *_, **__: asked.append(cafile)
    )
    environment.setattr(ssl.SSLContext, "load_default_certs", lambda self, purpose=None: defaults.append(1))
    network = Network(None)
    assert network.context() is network.context()
    assert (network.context().verify_mode, network.context().check_hostname) == (ssl.CERT_REQUIRED, True)
    assert ([file.endswith("cacert.pem") for file in asked], defaults) == ([True], [1])
    environment.setenv("SSL_CERT_FILE", str(tmp_path))
    assert Network(None).context().check_hostname
    assert (asked[1:], defaults) == ([str(tmp_path)], [1])
    assert Network("own.pem").context().check_hostname
    assert asked[2:] == ["own.pem"]
    assert Network(CONTEXT).context() is CONTEXT


def test_certificates_that_cannot_be_read_are_named(environment, tmp_path):
    (tmp_path / "empty.pem").write_text("no certificate")
    with pytest.raises(InvalidArgumentError, match="`verify`, SSL_CERT_FILE or SSL_CERT_DIR names cannot be read"):
        transport("https://backend.test", str(tmp_path / "empty.pem"))
    environment.setenv("SSL_CERT_FILE", str(tmp_path / "missing.pem"))
    with pytest.raises(InvalidArgumentError, match="cannot be read: .* No such file"):
        transport("https://backend.test", None)


@pytest.mark.parametrize("kind", [httpx.HTTPTransport, httpx.AsyncHTTPTransport])
def test_the_backend_of_a_transport_of_httpx_has_not_moved(kind):
    """It is set by a private name, which a new version of httpx or httpcore may call otherwise."""
    assert hasattr(kind()._pool, "_network_backend")
    stacked = open_clients(TransportConfig(True)).take("http://backend.test", 1)
    assert stacked.client._transport._pool.create_connection(None)._network_backend is stacked.backend


def answering(request):
    return httpx.Response(200, headers={"Set-Cookie": "a=b", "Location": "/x"})


@pytest.mark.parametrize("anyio_backend", ["asyncio"])
@pytest.mark.anyio
async def test_no_cookies_are_kept(anyio_backend):
    with PlainClient(httpx.MockTransport(answering)) as client:
        client.get("http://backend.test")
        assert "cookie" not in client.get("http://backend.test").request.headers
    async with AsyncPlainClient(httpx.MockTransport(answering)) as client:
        await client.get("http://backend.test")
        assert "cookie" not in (await client.get("http://backend.test")).request.headers
