"""The URLs of files: where they lead, and where in a folder each file is stored."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.http.urls import BaseURL

if TYPE_CHECKING:
    from synapse_runtime.calls.client_state import ClientState

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices, with any suffix."""

MAX_NAME_BYTES = 120
"""Longest name stored here; file systems allow 255 bytes, less what `.part` and some encryptions add."""


def local_name(base: BaseURL, url: str) -> Path:
    """Return a relative path for the file of an absolute URL, which stays inside any folder it is put in.

    Files of other origins than the backend's are stored under their host. A URL that names no file is refused.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        raise InvalidArgumentError(f"{redacted_url(url)!r} is not a URL") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise InvalidArgumentError(f"{redacted_url(url)!r} is not the URL of a file: it must be http or https")
    names = [_safe_name(unquote(name)) for name in parts.path.split("/") if name]
    if not names or parts.path.endswith("/"):
        raise InvalidArgumentError(f"{redacted_url(url)!r} names no file")
    return Path(*names) if base.relative_target(url) is not None else Path(_safe_name(parts.netloc), *names)


def redacted_url(url: str) -> str:
    """Return a URL without its query and user, which may be credentials."""
    return re.sub(r"//[^/]*@", "//", url.partition("?")[0])


def _safe_name(name: str) -> str:
    """Return a name that every system accepts; two different names stay different."""
    safe = _UNSAFE.sub("_", name).rstrip(". ")
    if not safe or set(safe) == {"."} or _DEVICES.fullmatch(safe):
        safe = f"_{safe}"
    if safe == name and len(safe.encode()) <= MAX_NAME_BYTES:
        return safe
    stem, dot, suffix = safe.rpartition(".")
    if not stem or len(suffix) > 10:
        stem, dot, suffix = safe, "", ""
    digest = hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()[:8]
    truncated = stem.encode(errors="replace")[: MAX_NAME_BYTES - 20].decode(errors="ignore")
    return f"{truncated}-{digest}{dot}{suffix}"


class ResolvedUrl(NamedTuple):
    """The URL of a file, as a request names it."""

    base: BaseURL
    target: str
    """Path and query, as they may stand on a request line."""
    headers: tuple[tuple[str, str], ...]
    """The caller's headers, for the client's own origin alone: they may be credentials."""

    @property
    def url(self) -> str:
        """The whole URL."""
        return self.base.origin + self.target


def resolve_url(state: ClientState, url: str) -> ResolvedUrl:
    """Return where an absolute URL leads, or raise InvalidArgumentError if it is not http or https, or names a user."""
    base, headers = state.base, tuple(state.options.headers.items())
    target = base.relative_target(url)
    if target is None:
        try:
            parts = urlsplit(url)
            base, headers = BaseURL.parse(f"{parts.scheme}://{parts.netloc}"), ()
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        except ValueError:
            message = f"{redacted_url(url)!r}: a file's URL is http or https, with a host and no user"
            raise InvalidArgumentError(message) from None
    return ResolvedUrl(base, quote(target, safe="/%?&=:+,;@!$'()*~[]"), headers)
