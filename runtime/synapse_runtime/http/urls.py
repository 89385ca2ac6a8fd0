"""Paths and queries: every value stays in its place."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, quote, quote_plus, unquote, urlsplit
from uuid import UUID

from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.types import is_sequence, iso, whole_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_HOLE = re.compile(r"\{(\w+)\}")
_HOST = re.compile(r"([\w%:~-]{1,63}\.)*[\w%:~-]{1,63}\.?", re.ASCII)
_PLAIN = re.compile(r"[\w.~-]+", re.ASCII)
"""What stands in a URL as it is: nothing of it is quoted."""
_UNSAFE = re.compile(r"[\x00-\x20\x7f/\\?#]")
_CONTROL = re.compile(r"[\x00-\x20\x7f]")
_HALF = re.compile(r"[\ud800-\udfff]")
"""Half of a character: no UTF-8 says it. It is how Python shows bytes of a file name that are no text."""
_LOOPBACK = re.compile(r"localhost|::1|127(\.\d{1,3}){3}")


class PathTemplate(NamedTuple):
    """A path with holes, split once: `tasks/{pk}/`."""

    literals: tuple[str, ...]
    """One more than there are holes."""
    holes: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> PathTemplate:
        """Split a template such as `tasks/{pk}/`."""
        parts = _HOLE.split(text)
        return cls(tuple(parts[::2]), tuple(parts[1::2]))

    def expand(self, values: Iterable[str]) -> str:
        """Fill the holes with segments already quoted, in order."""
        filled = self.literals[0]
        for value, literal in zip(values, self.literals[1:], strict=True):
            filled += value + literal
        return filled

    def match(self, path: str) -> dict[str, str] | None:
        """Take a path apart; the inverse of `expand`, values still quoted. None where it does not fit."""
        pattern = "([^/]+)".join(map(re.escape, self.literals))
        found = re.fullmatch(pattern, path)
        return None if found is None else dict(zip(self.holes, found.groups(), strict=True))


def path_segment(name: str, value: object) -> str:
    """Quote one value for its place in a path.

    Args:
        name: The argument's name, for the error.
        value: Its value: text, a whole number of any type, or a UUID; or an enum's member with one.

    Returns:
        One segment that cannot be taken for anything else.

    Raises:
        InvalidArgumentError: It is empty, `.` or `..`, of another type, or holds a character that
            could end the segment.
    """
    if type(value) is int:
        return str(value)
    if isinstance(value, Enum):
        return path_segment(name, value.value)
    if not isinstance(value, (str, UUID)):
        number = whole_number(value)
        if number is None:
            raise InvalidArgumentError(f"{name} must be a text or a whole number, not {type(value).__name__}")
        return str(number)
    text = encode_query_value(name, value)
    if not text or text in {".", ".."}:
        raise InvalidArgumentError(f"{name} must not be {text!r}: it names one thing in the URL")
    if found := _UNSAFE.search(text):
        raise InvalidArgumentError(f"{name} must not contain {found[0]!r}: it would leave its place in the URL")
    return text if _PLAIN.fullmatch(text) else quote(text, safe="")


def query_string(pairs: Iterable[tuple[str, object]]) -> str:
    """Encode query arguments.

    Args:
        pairs: Names and values. A list repeats its name, a bool is `true` or `false`, None is
            left out, dates are ISO 8601.

    Returns:
        The query without its `?`; "" where nothing is left.

    Raises:
        InvalidArgumentError: A value is of a type that no query can carry, or no text.
    """
    found: list[str] = []
    for name, value in pairs:
        items = value if is_sequence(value) else (value,)
        found += [f"{_quoted(name)}={_quoted(encode_query_value(name, item))}" for item in items if item is not None]
    return "&".join(found)


def _quoted(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else quote_plus(text)


def encode_query_value(name: str, value: object) -> str:
    """One value as it stands in a query or a header."""
    if type(value) is int:  # what most values are takes the short way
        return str(value)
    if type(value) is str and value.isascii():
        return value
    if isinstance(value, Enum):
        return encode_query_value(name, value.value)
    for kind, spell in _TEXTS:
        if isinstance(value, kind):
            try:
                text = spell(value)
            except ValueError as error:
                raise InvalidArgumentError(f"{name} cannot be sent in a URL: {error}") from None
            if _HALF.search(text):
                raise InvalidArgumentError(f"{name} cannot be sent: it is no text, {text!r} holds half a character")
            return text
    number = whole_number(value)
    if number is not None:
        return str(number)
    raise InvalidArgumentError(
        f"{name} cannot be sent in a URL: {type(value).__name__} is no text, number, date or list"
    )


def _decimal(value: float) -> str:
    if not isfinite(value):
        raise ValueError(f"{value} is no number")
    return float.__repr__(value)  # others' floats have a repr of their own


_TEXTS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (str, str),
    (bool, lambda value: "true" if value else "false"),
    (int, str),
    (float, _decimal),
    (date, iso),  # and datetime
    (UUID, str),
)


_KEPT = "/%:!$&'()*+,;=~"
"""What stays as it is in the path of a base URL, which may be quoted already."""


class BaseURL(NamedTuple):
    """Where the backend is. Credentials go to its origin and nowhere else."""

    scheme: str
    host: str
    port: int | None
    """None: the scheme's own."""
    prefix: str
    """Path before all others; begins and ends with `/`."""

    @classmethod
    def parse(cls, text: object) -> BaseURL:
        """Read a base URL.

        Raises:
            InvalidArgumentError: It is no absolute http or https URL, or carries credentials, a query
                or a fragment.
        """
        if not isinstance(text, str):
            raise InvalidArgumentError(f"base_url must be a text, not {type(text).__name__}")
        if not text.strip():
            raise InvalidArgumentError(
                "base_url is empty: give the backend's address, such as 'https://api.example.com'"
            )
        text = text.strip()
        if "@" in text:
            raise InvalidArgumentError("base_url must not contain credentials: give tokens as arguments of the client")
        if "?" in text or "#" in text:
            raise InvalidArgumentError(f"base_url {re.split('[?#]', text)[0]!r}… must not have a query or a fragment")
        if _CONTROL.search(text):
            raise InvalidArgumentError(f"base_url {text!r} has spaces or control characters in it")
        try:
            parts = urlsplit(text)
            port = parts.port
            host = parts.hostname or ""
            if not host.isascii():
                host = host.encode("idna").decode()
        except ValueError:
            raise InvalidArgumentError(f"base_url {text!r} is no URL") from None
        if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host):
            raise InvalidArgumentError(f"base_url {text!r} must start with 'https://' or 'http://' and name a host")
        path = parts.path.rstrip("/")
        if "\\" in path or {"", ".", ".."}.intersection(unquote(path).split("/")[1:]):
            raise InvalidArgumentError(f"base_url {text!r} has a path that is not plain")
        default = {"http": 80, "https": 443}[parts.scheme]
        return cls(parts.scheme, host, None if port == default else port, quote(path, safe=_KEPT) + "/")

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
        """Whether it is this machine."""
        return _LOOPBACK.fullmatch(self.host) is not None

    def __str__(self) -> str:
        return self.origin + self.prefix

    def relative_target(self, url: str) -> str | None:
        """The target (path and query) of a URL on this origin, absolute or relative; else None."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            return None
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if not parts.scheme and not parts.netloc:
            return target if target.startswith("/") else None
        default = {"http": 80, "https": 443}.get(parts.scheme)
        here = (self.scheme, self.host, self.port)
        there = (parts.scheme, parts.hostname, None if port == default else port)
        return target if here == there and "@" not in parts.netloc else None


def next_query(url: object) -> dict[str, list[str]]:
    """The query of a `next` link: all that can be trusted of it.

    Behind a proxy the backend gets its own scheme, host and prefix wrong.
    """
    found: dict[str, list[str]] = {}
    if isinstance(url, str):
        query = url.partition("?")[2].partition("#")[0]  # whatever stands before it
        for name, value in parse_qsl(query, keep_blank_values=True):
            found.setdefault(name, []).append(value)
    return found


def header_value(name: str, value: object) -> str:
    """One value for a header.

    Raises:
        InvalidArgumentError: It holds a line break or another control character, or no latin-1 text.
    """
    text = encode_query_value(name, value)
    if re.search(r"[\x00-\x08\x0a-\x1f\x7f]", text) or not _latin(text) or text != text.strip():
        raise InvalidArgumentError(
            f"{name} cannot stand in a header: it has control characters, spaces at its ends, or is not latin-1"
        )
    return text


def header_name(name: object) -> str:
    """A header's name.

    Raises:
        InvalidArgumentError: It is no token.
    """
    if not isinstance(name, str) or not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name):
        raise InvalidArgumentError(f"{name!r} is no header name")
    return name


def merge_headers(headers: Iterable[tuple[str, str]], others: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Headers with others among them: each is there once, and of two with one name the later is taken."""
    return tuple({name.lower(): (name, value) for name, value in (*headers, *others)}.values())


def _latin(text: str) -> bool:
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True
