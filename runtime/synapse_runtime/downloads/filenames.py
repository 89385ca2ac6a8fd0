"""Where the file of a URL is stored: at the path of the URL, made safe for every system."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from synapse_runtime.errors import InvalidArgumentError

if TYPE_CHECKING:
    from synapse_runtime.http.urls import BaseURL

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices, with any suffix."""

MAX_NAME_BYTES = 120
"""Longest name stored here; file systems allow 255 bytes, less what `.part` and some encryptions add."""


def local_name(base: BaseURL, url: str) -> Path:
    """Return where a file belongs, relative to the folder of downloads.

    Args:
        base: The backend. Files of other origins are stored under their host.
        url: An absolute URL.

    Returns:
        A relative path that stays inside any folder it is put in.

    Raises:
        InvalidArgumentError: The URL names no file.
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
    digest = hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()[:8]
    if not stem or len(suffix) > 10:
        return f"{_truncate(safe)}-{digest}"
    return f"{_truncate(stem)}-{digest}{dot}{suffix}"


def _truncate(name: str) -> str:
    return name.encode(errors="replace")[: MAX_NAME_BYTES - 20].decode(errors="ignore")
