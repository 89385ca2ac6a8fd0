"""Where a file that a URL names belongs on a disk: the path of the URL, made safe."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from synapse_runtime.errors import InvalidArgumentError

if TYPE_CHECKING:
    from synapse_runtime.http.urls import BaseURL

_ODD = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
LONGEST = 120
"""Bytes a name may have here; file systems allow 255."""


def local_name(base: BaseURL, url: str) -> Path:
    """Where a file belongs, relative to the folder.

    Args:
        base: Where the backend is. Files of other origins stand under their host.
        url: An absolute URL.

    Returns:
        A relative path that stays inside any folder it is put in.

    Raises:
        InvalidArgumentError: The URL names no file.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        raise InvalidArgumentError(f"{redacted_url(url)!r} is no URL") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise InvalidArgumentError(f"{redacted_url(url)!r} is no URL of a file")
    names = [_safe(unquote(name)) for name in parts.path.split("/") if name]
    if not names or parts.path.endswith("/"):
        raise InvalidArgumentError(f"{redacted_url(url)!r} names no file")
    return Path(*names) if base.relative_target(url) is not None else Path(_safe(parts.netloc), *names)


def redacted_url(url: str) -> str:
    """A URL as errors may show it: without its query and a user before its host, which may be credentials."""
    return re.sub(r"//[^/]*@", "//", url.partition("?")[0])


def _safe(name: str) -> str:
    """A name that every system takes for a name; two different ones stay different."""
    safe = _ODD.sub("_", name).rstrip(". ")
    if not safe or set(safe) == {"."} or _DEVICES.fullmatch(safe):
        safe = f"_{safe}"
    if safe == name and len(safe.encode()) <= LONGEST:
        return safe
    stem, dot, ending = safe.rpartition(".")
    mark = hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()[:8]
    if not stem or len(ending) > 10:
        return f"{_cut(safe)}-{mark}"
    return f"{_cut(stem)}-{mark}{dot}{ending}"


def _cut(text: str) -> str:
    return text.encode(errors="replace")[: LONGEST - 20].decode(errors="ignore")
