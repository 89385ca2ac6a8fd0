"""The way to a backend: its address, the proxy the environment names, and whom to trust."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from synapse_runtime.errors import InvalidArgumentError

from ._http1 import Secure, tunnel

if TYPE_CHECKING:
    import ssl

    from synapse_runtime.http.urls import BaseURL

    from ._http1 import Headers, Steps

_PORTS = {"http": 80, "https": 443}


class Proxy(NamedTuple):
    """A proxy for HTTP."""

    host: str
    port: int
    secured: bool
    """Whether the way to it is encrypted."""
    headers: Headers
    """Who asks it."""


class Route(NamedTuple):
    """How the origin of a base URL is reached."""

    base: BaseURL
    context: ssl.SSLContext | None = None
    """For all that is encrypted, the way to a proxy included."""
    proxy: Proxy | None = None

    @property
    def peer(self) -> tuple[str, int]:
        """Host and port to connect to."""
        if self.proxy is not None:
            return self.proxy.host, self.proxy.port
        return self.base.host, self.base.port or _PORTS[self.base.scheme]

    def prepare(self) -> Steps[None]:
        """What is done on a new connection before the first request.

        Raises:
            TransportFailure: There is no way through.
        """
        base, proxy = self.base, self.proxy
        if proxy is not None and proxy.secured:
            yield self._secured(proxy.host)
        if base.scheme == "https":
            if proxy is not None:
                host = f"{base._replace(port=None).authority}:{base.port or 443}"
                yield from tunnel(host, proxy.headers)
            yield self._secured(base.host)

    def _secured(self, host: str) -> Secure:
        assert self.context is not None
        return Secure(self.context, host)

    @property
    def prefix(self) -> str:
        """What stands before the path on a request line: a proxy that reads it wants all of the URL."""
        return self.base.origin if self.relayed else ""

    @property
    def headers(self) -> Headers:
        """What each request says beside its own headers."""
        host = ("Host", self.base.authority)
        return [host, *self.proxy.headers] if self.proxy is not None and self.relayed else [host]

    @property
    def relayed(self) -> bool:
        """Whether a proxy reads the requests."""
        return self.proxy is not None and self.base.scheme == "http"


def route_to(base: BaseURL, verify: ssl.SSLContext | str | None) -> Route:
    """Find the way to a backend.

    Args:
        base: Where it is.
        verify: Whom to trust; see `trusting`.

    Returns:
        The way.
    """
    proxy = _proxy(base)
    if base.scheme == "http" and not (proxy and proxy.secured):
        return Route(base, None, proxy)
    from ._tls import trusting

    return Route(base, trusting(verify), proxy)


def _proxy(base: BaseURL) -> Proxy | None:
    """The proxy the environment names for this origin, if any."""
    if base.loopback:
        return None
    from urllib.request import getproxies, proxy_bypass  # slow to load

    found = getproxies()
    url = found.get(base.scheme) or found.get("all")
    if not url or proxy_bypass(base.authority):
        return None
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme not in _PORTS or not parts.hostname:
        raise InvalidArgumentError(
            f"the environment names a proxy of the kind {parts.scheme}: for that give a transport that can use it, "
            f"such as transport=httpx.HTTPTransport(proxy=...) with httpx's extra for it"
        )
    headers: Headers = ()
    if parts.username:
        login = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
        headers = [("Proxy-Authorization", f"Basic {b64encode(login).decode()}")]
    return Proxy(parts.hostname, parts.port or _PORTS[parts.scheme], parts.scheme == "https", headers)
