"""Clients of httpx as this package uses them: whom they trust, over which proxy they go, and no cookies."""

from __future__ import annotations

import os
import re
import ssl
from typing import TYPE_CHECKING, Any
from urllib.request import getproxies, proxy_bypass

import httpx

from synapse_http.errors import InvalidArgumentError
from synapse_http.urls import BaseURL

from .client_stack import AsyncClientStack, ClientStack, Stacked
from .httpx_messages import hide_location
from .network import IDLE_SECONDS, AsyncBackend, DeadlineBackend

if TYPE_CHECKING:
    from .config import TransportConfig

_LIMITS = httpx.Limits(max_keepalive_connections=1, keepalive_expiry=IDLE_SECONDS)
"""A client has one request at a time, to one origin."""
_UNUSED_CONTEXT = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For connections without TLS. Made here, so that OpenSSL starts while this is imported: forks wait for that."""


class _NoCookies(httpx.Cookies):
    def extract_cookies(self, response: httpx.Response) -> None:
        """Keep none: calls share nothing but connections."""


class PlainClient(httpx.Client):
    """A blocking client that keeps no cookies, and leaves redirects alone."""

    cookies: Any = _NoCookies()

    def __init__(self, transport: httpx.BaseTransport) -> None:
        super().__init__(transport=transport, trust_env=False, event_hooks={"response": [hide_location]})


class AsyncPlainClient(httpx.AsyncClient):
    """An async client that keeps no cookies, and leaves redirects alone."""

    cookies: Any = _NoCookies()

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        async def hide(response: httpx.Response) -> None:
            hide_location(response)

        super().__init__(transport=transport, trust_env=False, event_hooks={"response": [hide]})


_CLASSES: dict[bool, tuple[Any, Any, Any, Any]] = {
    True: (ClientStack, PlainClient, DeadlineBackend, httpx.HTTPTransport),
    False: (AsyncClientStack, AsyncPlainClient, AsyncBackend, httpx.AsyncHTTPTransport),
}
"""For blocking and for async code."""


def open_clients(config: TransportConfig) -> ClientStack | AsyncClientStack:
    """Return the stack of the clients that a configuration asks for."""
    stack_class, client_class, backend_class, transport_class = _CLASSES[config.blocking]
    network = Network(config.verify)
    lent = config.http_client or (config.transport and client_class(config.transport))

    def open_client(origin: str) -> Stacked[Any, Any]:
        backend = backend_class()
        if lent is not None:
            return Stacked(backend, lent, origin)
        url = httpx.URL(origin)
        proxy = network.proxy(BaseURL(url.scheme, url.host, url.port, "/"))
        try:
            transport = transport_class(**network.options(url.scheme, proxy))
        except ImportError as error:
            raise InvalidArgumentError(f"the proxy of the environment cannot be used: {error}") from None
        # httpx cannot be handed a backend yet: https://github.com/encode/httpx/pull/3749
        transport._pool._network_backend = backend  # noqa: SLF001
        return Stacked(backend, client_class(transport), origin, re.sub("//.*@", "//", proxy))

    stack: ClientStack | AsyncClientStack = stack_class(open_client, config.connections, is_lent=config.is_callers)
    return stack


class Network:
    """What all clients of a transport share: whom to trust, and the proxies of the environment."""

    def __init__(self, verify: ssl.SSLContext | str | None) -> None:
        """Read the environment.

        Args:
            verify: A context, or a file of certificates. None trusts whom the system and certifi trust, or, where
                `SSL_CERT_FILE` or `SSL_CERT_DIR` is set, whom they name.
        """
        self._verify = verify
        self._proxies = getproxies()

    def proxy(self, base: BaseURL) -> str:
        """Return the URL of the proxy that the environment names, which may have a password in it; "" for none."""
        proxy = self._proxies.get(base.scheme) or self._proxies.get("all")
        if not proxy or base.loopback or proxy_bypass(base.authority):
            return ""
        return proxy if "://" in proxy else f"http://{proxy}"

    def options(self, scheme: str, proxy: str) -> dict[str, Any]:
        """Return what a transport of httpx is made with."""
        context = self.context() if scheme == "https" or proxy.startswith("https:") else _UNUSED_CONTEXT
        return {
            "verify": context,
            "proxy": parse_proxy(proxy, context) if proxy else None,
            "limits": _LIMITS,
            "trust_env": False,
        }

    def context(self) -> ssl.SSLContext:
        """Return the context of encrypted connections, made once: certificates take 0.1 s to load."""
        if not isinstance(self._verify, ssl.SSLContext):
            try:
                if self._verify is not None:
                    self._verify = ssl.create_default_context(cafile=self._verify)
                else:
                    self._verify = httpx.create_ssl_context()  # certifi's, or what the environment names
                    if not {"SSL_CERT_FILE", "SSL_CERT_DIR"} & os.environ.keys():
                        self._verify.load_default_certs()
            except OSError as error:
                raise InvalidArgumentError(
                    f"the certificates that `verify`, SSL_CERT_FILE or SSL_CERT_DIR names cannot be read: {error}"
                ) from None
        return self._verify


def parse_proxy(proxy: str, context: ssl.SSLContext | None = None) -> httpx.Proxy:
    """Read the URL of a proxy. What is wrong with it is not shown: it may be a part of a password."""
    try:
        url = httpx.URL(proxy)
        if url.host and url.raw_path == b"/" and not url.fragment and (url.port or 0) < 1 << 16:
            return httpx.Proxy(url, ssl_context=context if url.scheme == "https" else None)
    except (ValueError, httpx.InvalidURL):
        pass
    raise InvalidArgumentError(
        "the environment names a proxy that cannot be used: write it as http://host:port or "
        "http://user:password@host:port, with %40 for @ and %2F for / in the password; or give an http_client"
    )
