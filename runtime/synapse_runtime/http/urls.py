"""Paths, queries and base URLs: every value stays in its place."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qs, quote, quote_plus, unquote, urlsplit
from uuid import UUID

from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.types import UNSET, is_sequence, iso, whole_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_HOST = re.compile(r"([\w%:~-]{1,63}\.)*[\w%:~-]{1,63}\.?", re.ASCII)
_UNRESERVED = re.compile(r"[\w.~-]+", re.ASCII)
"""Characters that no URL quotes, RFC 3986 section 2.3."""
_SEGMENT_END = re.compile(r"[\x00-\x20\x7f/\\?#]")
_NOT_IN_URLS = re.compile(r"[\x00-\x20\x7f\ud800-\udfff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
"""UTF-8 cannot encode these. Python shows undecodable bytes of a file name as such."""
_LOOPBACK = re.compile(r"localhost|::1|127(\.\d{1,3}){3}")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def path_segment(name: str, value: object) -> str:
    """Quote a str, an integer, a UUID, or an enum member with such a value for its place in a path.

    Raises:
        InvalidArgumentError: The value is empty, `.` or `..`, of another type, or could end the segment.
    """
    if type(value) is int:
        return _digits(name, value)
    if isinstance(value, Enum) and value is not UNSET:
        return path_segment(name, value.value)
    if not isinstance(value, (str, UUID)):
        number = whole_number(value)
        if number is None:
            raise InvalidArgumentError(f"{name} must be a str or an integer, not {type(value).__name__}")
        return _digits(name, number)
    segment = encode_query_value(name, value)
    if segment in {"", ".", ".."}:
        raise InvalidArgumentError(f"{name} must not be {segment!r}: the URL would name another resource")
    if match := _SEGMENT_END.search(segment):
        raise InvalidArgumentError(f"{name} must not contain {match[0]!r}: it would leave its place in the URL")
    return segment if _UNRESERVED.fullmatch(segment) else quote(segment, safe="@")  # RFC 3986: pchar


def query_string(pairs: Iterable[tuple[str, object]], safe: str = "") -> str:
    """Return names and values as a query, without its `?`; a list repeats its name, and None is left out."""
    return "&".join(
        f"{_quote(encode_query_value('the name of a parameter', name))}={_quote(encode_query_value(name, item), safe)}"
        for name, value in pairs
        for item in (value if is_sequence(value) else (value,))
        if item is not None
    )


def _quote(string: str, safe: str = "") -> str:
    return string if _UNRESERVED.fullmatch(string) else quote_plus(string, safe)


def encode_query_value(name: str, value: object) -> str:
    """Return one value as a query or a header carries it, not yet quoted.

    Raises:
        InvalidArgumentError: The value is of a type that neither can carry, or cannot be encoded.
    """
    if type(value) is int:  # the two most frequent types first
        return _digits(name, value)
    if type(value) is str and value.isascii():
        return value
    if isinstance(value, Enum) and value is not UNSET:
        return encode_query_value(name, value.value)
    for scalar, encode in _ENCODERS:
        if isinstance(value, scalar):
            try:
                encoded = encode(value)
            except ValueError as error:
                raise InvalidArgumentError(f"{name} cannot be sent in a URL: {error}") from None
            if _SURROGATE.search(encoded):
                raise InvalidArgumentError(f"{name} cannot be sent: it is not valid Unicode, but has half a character")
            return encoded
    number = whole_number(value)
    if number is not None:
        return _digits(name, number)
    raise InvalidArgumentError(
        f"{name} cannot be sent in a URL: {type(value).__name__} is not a str, number, date or list"
    )


def _digits(name: str, number: int) -> str:
    try:
        return str(number)
    except ValueError:
        raise InvalidArgumentError(f"{name} cannot be sent: it has more digits than Python turns into a str") from None


def _encode_float(value: float) -> str:
    if not isfinite(value):
        raise ValueError(f"{value} is not a number")
    return float.__repr__(value)  # the repr of a subclass, such as NumPy's, may be `np.float64(0.5)`


_ENCODERS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (str, str),
    (bool, lambda value: "true" if value else "false"),
    (int, str),
    (float, _encode_float),
    (date, iso),  # and datetime
    (UUID, str),
)

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
            port = parts.port
            host = parts.hostname or ""
            if not host.isascii():
                host = host.encode("idna").decode()
        except ValueError:
            raise InvalidArgumentError(f"{name} {url!r} is not a URL") from None
        if parts.scheme not in _DEFAULT_PORTS or not _HOST.fullmatch(host):
            raise InvalidArgumentError(f"{name} {url!r} must start with 'https://' or 'http://' and name a host")
        path = parts.path.rstrip("/")
        if "\\" in path or {"", ".", ".."}.intersection(unquote(path).split("/")[1:]):
            raise InvalidArgumentError(f"{name} {url!r} has a path with '\\', '//', '.' or '..' in it")
        port = None if port == _DEFAULT_PORTS[parts.scheme] else port
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

    def relative_target(self, url: str) -> str | None:
        """Return path and query of a URL, absolute or relative; None if the URL is not on this origin."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            return None
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if not parts.scheme and not parts.netloc:
            return target if target.startswith("/") else None
        port = None if port == _DEFAULT_PORTS.get(parts.scheme) else port
        same_origin = (parts.scheme, parts.hostname, port) == (self.scheme, self.host, self.port)
        return target if same_origin and "@" not in parts.netloc else None


def next_query(url: object) -> dict[str, list[str]]:
    """Return the query of a `next` link; behind a proxy the backend gets its own scheme, host and prefix wrong."""
    if not isinstance(url, str):
        return {}
    # urlsplit would refuse the whole link for a host that cannot be read
    return parse_qs(url.partition("?")[2].partition("#")[0], keep_blank_values=True)
