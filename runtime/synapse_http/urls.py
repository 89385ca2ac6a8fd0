"""URLs: where the backend is, and what stands there."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qs, quote, unquote, urlsplit

from .errors import InvalidArgumentError

_HOST = re.compile(r"([\w%:~-]{1,63}\.)*[\w%:~-]{1,63}\.?", re.ASCII)
_NOT_IN_URLS = re.compile(r"[\x00-\x20\x7f\ud800-\udfff]")
_LOOPBACK = re.compile(r"localhost|::1|127(\.\d{1,3}){3}")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_PATH_SAFE = "/%:!$&'()*+,;=~"
"""Kept as it is in the path of a base URL, which may be quoted already."""


class BaseURL(NamedTuple):
    """Where the backend is. Credentials go to its origin and nowhere else."""

    scheme: str
    host: str
    port: int | None
    """None: the default port of the scheme."""
    prefix: str
    """The path before all others. It begins and ends with `/`."""

    @classmethod
    def parse(cls, url: object, name: str = "base_url") -> BaseURL:
        """Read an http or https URL; InvalidArgumentError if it is none, or has credentials, a query or a fragment."""
        if not isinstance(url, str):
            raise InvalidArgumentError(f"{name} must be a str, not {type(url).__name__}")
        if not url.strip():
            raise InvalidArgumentError(
                f"{name} is empty: give the backend's address, such as 'https://api.example.com'"
            )
        url = url.strip()
        if "@" in url:
            raise InvalidArgumentError(f"{name} must not contain credentials: give tokens as arguments of the client")
        if "?" in url or "#" in url:
            raise InvalidArgumentError(f"{name} {re.split('[?#]', url)[0]!r}… must not have a query or a fragment")
        if _NOT_IN_URLS.search(url):
            raise InvalidArgumentError(f"{name} {url!r} has spaces or control characters in it, or half a character")
        try:
            parts = urlsplit(url)
            port, host = parts.port, parts.hostname or ""
            if not host.isascii():
                host = host.encode("idna").decode()
        except ValueError:
            raise InvalidArgumentError(f"{name} {url!r} is not a URL") from None
        if parts.scheme not in _DEFAULT_PORTS or not _HOST.fullmatch(host):
            raise InvalidArgumentError(f"{name} {url!r} must start with 'https://' or 'http://' and name a host")
        port = None if port == _DEFAULT_PORTS[parts.scheme] else port
        path = parts.path.rstrip("/")
        if "\\" in path or {"", ".", ".."}.intersection(unquote(path).split("/")[1:]):
            raise InvalidArgumentError(f"{name} {url!r} has a path with '\\', '//', '.' or '..' in it")
        return cls(parts.scheme, host, port, quote(path, safe=_PATH_SAFE) + "/")

    @property
    def authority(self) -> str:
        """Host and port, as in the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port is None else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{self.scheme}://{self.authority}"

    @property
    def loopback(self) -> bool:
        """Whether the host is this machine."""
        return _LOOPBACK.fullmatch(self.host) is not None

    def __str__(self) -> str:
        return self.origin + self.prefix


def split_origin(url: str) -> tuple[str, str]:
    """Split an absolute URL into its origin, and its path and query. The origin is "" if a client could not have it.

    Raises:
        ValueError: The URL cannot be read.
    """
    parts = urlsplit(url)
    try:
        origin = BaseURL.parse(f"{parts.scheme}://{parts.netloc}").origin
    except InvalidArgumentError:
        origin = ""
    return origin, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def next_query(url: object) -> dict[str, list[str]]:
    """Return the query of a `next` link; behind a proxy the backend gets its own scheme, host and prefix wrong."""
    if not isinstance(url, str):
        return {}
    # urlsplit would refuse the whole link for a host that cannot be read
    return parse_qs(url.partition("?")[2].partition("#")[0], keep_blank_values=True)
