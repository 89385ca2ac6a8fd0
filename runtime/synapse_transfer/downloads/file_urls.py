"""The URLs of files: where they lead, and where in a folder each file is stored.

Two URLs never share a path. One that can be read back from its path has a plain one: `/media/a/image.jpg` is stored as
`media/a/image.jpg`. All others have a digest of the URL in the file's name.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize
from urllib.parse import quote, unquote, unquote_plus, urljoin

from synapse_http.errors import InvalidArgumentError
from synapse_http.urls import split_origin

if TYPE_CHECKING:
    from synapse_http.urls import BaseURL

_URL_SAFE = "/%?&=:+,;@!$'()*~[]"
_PATH_SAFE = "/~!*'()"
"""What Django leaves unquoted in the URL of a file. Of the ways to quote a path, only this one gets a plain name."""

_UNSAFE = re.compile(
    r'[\x00-\x1f\x7f<>:"/\\|?*]'
    r"|[. ]+\Z"
    r"|\.(?=part\Z)"  # the name of an unfinished file
    r"|-(?=[0-9a-f]{16}(\.|\Z))",  # a name with a digest
    re.IGNORECASE,
)
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³]) *(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices, with any suffix."""

MAX_NAME_BYTES = 138
"""Longest name stored here. Some encrypted file systems allow 143, less `.part`."""


class FileUrl(NamedTuple):
    """Where a file is. It shows no query, which may be a signature."""

    origin: str
    """Scheme, host and port."""
    target: str
    """Path and query, as they may stand on a request line."""
    is_own: bool
    """Whether it is the backend's own origin, which alone gets credentials."""

    @classmethod
    def resolve(cls, base: BaseURL, url: str) -> FileUrl:
        """Return where a URL leads, absolute or relative to the backend.

        Raises:
            InvalidArgumentError: It is not http or https, names a user, or cannot be read.
        """
        try:
            origin, target = split_origin(urljoin(base.origin + "/", url))
            target = quote(target, safe=_URL_SAFE)
        except (TypeError, ValueError):
            origin = target = ""
        if not origin:
            shown = redacted_url(str(url))
            message = f"{shown!r} is not a URL of a file: it must be http or https, with a host and no user"
            raise InvalidArgumentError(message)
        return cls(origin, target, origin == base.origin)

    def local_path(self, checksum: str = "", *, ignores_case: bool = False) -> Path:
        """Return a relative path for the file, which stays inside any folder it is put in.

        Files of other origins than the backend's are stored under their host. Where a query is part of the URL, the
        checksum of the file stands for it: a signature changes each time.

        Raises:
            InvalidArgumentError: The URL names no file.
        """
        path, _, query = self.target.partition("?")
        if path.endswith("/"):
            raise InvalidArgumentError(f"{str(self)!r} names no file")
        host = "" if self.is_own else self.origin.partition("://")[2]
        *folders, name = [_shorten(_safe_name(unquote(segment))) for segment in (host, *path.split("/")) if segment]
        stored = "/".join([*folders, name])
        is_plain = (
            self.origin + self.target == (f"{self.origin}/" if self.is_own else "https://") + quote(stored, _PATH_SAFE)
            # a first folder with a dot is a host
            and (not folders or ("." in folders[0]) != self.is_own)
            and stored == normalize("NFC", stored.upper().lower() if ignores_case else stored)
        )
        identity = f"{self} {checksum or query}"
        ending = "" if is_plain else f"-{hashlib.sha256(identity.encode()).hexdigest()[:16]}"
        return Path(*folders, _shorten(name, ending))

    @property
    def secrets(self) -> tuple[str, ...]:
        """The query and its longer values, quoted and plain: a server that refuses a signature repeats parts of it."""
        query = self.target.partition("?")[2]
        values = [pair.partition("=")[2] for pair in query.split("&")]
        long = [form for value in values for form in (value, unquote_plus(value)) if len(form) > 5]
        return (query, *long) if query else ()

    def __str__(self) -> str:
        return self.origin + self.target.partition("?")[0]

    def __repr__(self) -> str:
        return f"<FileUrl {self}>"


def redacted_url(url: str) -> str:
    """Return a URL without its user, query and fragment, which may be credentials."""
    return re.sub(r"//[^/]*@", "//", re.split("[?#]", url)[0])


def ignores_case(folder: Path) -> bool:
    """Return whether a file system takes `A` and `a` for one name; create the folder if it is missing."""
    with suppress(OSError):  # a folder that can only be read is of use too
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(prefix="A", suffix=".part", dir=folder) as probe:
            return (folder / Path(probe.name).name.lower()).exists()
    return False


def _safe_name(name: str) -> str:
    """Return a name that every system accepts, and that no file has which is not stored by its URL."""
    safe = _UNSAFE.sub("_", name)
    return f"_{safe}" if _DEVICE.fullmatch(safe) else safe


def _shorten(name: str, ending: str = "") -> str:
    """Return a name with an ending of its stem, cut to the length that is allowed."""
    stem, dot, suffix = name.rpartition(".")
    if not stem or len(suffix) > 10:
        stem, dot, suffix = name, "", ""
    ending += dot + suffix
    return stem.encode()[: MAX_NAME_BYTES - len(ending.encode())].decode(errors="ignore") + ending
