"""Downloads: a ready-made `url_conversion` that stores files and gives back where they are.

    client.get_data_unit(789, url_conversion={"files": Downloads(client, "data")})

Each file is written under a temporary name beside its place, proved, and renamed: what has the
final name is whole. Credentials go to the client's own origin alone; another origin, such as a
storage that the backend redirects to, is asked over connections that know none.
"""

from __future__ import annotations

import hashlib
import os
import re
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote, unquote, urljoin, urlsplit

from . import failure
from .client import driver_of
from .errors import ClientError, DecodeError, InvalidArgument
from .flow import run, sleep
from .journal import locked
from .message import Request, TransportFailure
from .opening import Opening, open_blocking
from .options import whole
from .redirect import MAX_REDIRECTS, REDIRECTS
from .retry import retrying
from .url_conversion import StoredFile
from .urls import BaseURL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .client import Client
    from .context import Context
    from .flow import Flow
    from .message import Response

BLOCK = 256 * 1024
_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
_MD5 = re.compile(r"[0-9a-f]{32}")
_ODD = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
LONGEST = 120
"""Characters a name may have here; file systems allow 255 bytes."""


class Downloads:
    """Stores files under a folder. Threads may share it."""

    def __init__(self, client: Client, folder: str | os.PathLike[str], *, workers: int = 8) -> None:
        """Choose where files go; nothing is fetched yet.

        Args:
            client: Whose files they are; its options (retry, timeout, deadline) hold for them too.
            folder: Where they are stored, by the path of their URL. It is made when it is needed.
            workers: How many are fetched at the same time.

        Raises:
            InvalidArgument: There is no worker.
        """
        self._client = client
        self._folder = Path(folder)
        self._workers = whole("workers", workers)

    def __call__(self, url: str) -> str:
        """Fetch one file.

        Args:
            url: Its URL, absolute or relative to the backend.

        Returns:
            Where it is now.

        Raises:
            ClientError: It cannot be fetched.
            OSError: It cannot be stored.
        """
        return self.convert_many([StoredFile(url)])[0]

    def convert_many(self, files: Sequence[StoredFile]) -> list[str]:
        """Fetch files, several at a time; one that is named twice is fetched once.

        Returns:
            Where each is now.
        """
        wanted = list(dict.fromkeys(files))
        context, perform = driver_of(self._client)
        origins = _Origins(context, perform)
        try:
            with ThreadPoolExecutor(min(self._workers, max(1, len(wanted))), "download") as pool:
                found = dict(zip(wanted, pool.map(partial(self._fetch, origins), wanted), strict=True))
        finally:
            origins.close()
        return [found[file] for file in files]

    def _fetch(self, origins: _Origins, file: StoredFile) -> str:
        context = origins.context.begun()
        url = urljoin(context.base.origin + "/", file.url)
        target = self._folder / local_name(context.base, url)
        checksum = file.checksum.lower() if _MD5.fullmatch(file.checksum.lower()) else ""
        if checksum and target.is_file() and _md5(target).hexdigest() == checksum:
            return str(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        with _Part(target, resume=bool(checksum)) as part:
            _Fetching(context, origins, url, checksum, part).run()
            part.finish()
        return str(target)


class _Origins:
    """How each origin is reached: our own with the client's connections, others with some of their own."""

    def __init__(self, context: Context, perform: Callable[[Any], Any]) -> None:
        self.context = context
        self._own = perform
        self._others: dict[str, tuple[Any, Callable[[Any], Any]]] = {}

    def reach(self, url: str) -> tuple[BaseURL, str, Callable[[Any], Any], tuple[tuple[str, str], ...]]:
        """Where a URL leads: the origin, the target there, the driver, and the credentials for it."""
        context = self.context
        own = context.base.same_origin(url)
        if own is not None:
            return context.base, _plain(own), self._own, context.credentials
        parts = urlsplit(url)
        base = BaseURL.parse(f"{parts.scheme}://{parts.netloc}")
        target = base.same_origin(url)
        assert target is not None
        if base.origin not in self._others:
            assert context.opening is not None
            opening = Opening({"verify": context.opening.verify}, "handle_request")
            self._others.setdefault(base.origin, open_blocking(opening, base))
        return base, _plain(target), self._others[base.origin][1], ()

    def close(self) -> None:
        """Close the connections to other origins."""
        for connection, _ in self._others.values():
            connection.transport.close()


class _Part:
    """A file on its way: its bytes under a temporary name, and their md5."""

    def __init__(self, target: Path, *, resume: bool) -> None:
        self._target = target
        self._path = target.with_name(f"{target.name}.part")
        handle = locked(self._path)
        self._beside = handle is None
        if handle is None:  # another process or thread fetches it: do it beside
            import tempfile

            handle, name = tempfile.mkstemp(".part", dir=target.parent)
            self._path = Path(name)
        self._file = os.fdopen(handle, "r+b", buffering=0)
        self.size = 0
        self.md5 = hashlib.md5(usedforsecurity=False)
        if resume:
            self.md5 = _md5(self._path)
            self.size = self._file.seek(0, os.SEEK_END)
        else:
            self.restart()

    def restart(self) -> None:
        """Forget what is there."""
        self._file.truncate(0)
        self._file.seek(0)
        self.size, self.md5 = 0, hashlib.md5(usedforsecurity=False)

    def write(self, piece: bytes) -> None:
        """Add bytes."""
        self._file.write(piece)
        self.md5.update(piece)
        self.size += len(piece)

    def finish(self) -> None:
        """Give it its final name."""
        self._path.replace(self._target)
        self._beside = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        if self._beside:
            self._path.unlink()


class _Fetching:
    """One file on its way here."""

    def __init__(self, context: Context, origins: _Origins, url: str, checksum: str, part: _Part) -> None:
        self._context = context
        self._origins = origins
        self._url = url
        self._checksum = checksum
        self._part = part
        self._validator = ""

    def run(self) -> None:
        """Fetch it, and again from where it broke off."""
        policy = self._context.options.retry
        faults, furthest, mismatches = 0, self._part.size, 0
        while True:
            try:
                self._once()
            except _BrokenOff as broken:
                faults = 1 if self._part.size > furthest else faults + 1
                furthest = max(furthest, self._part.size)
                if faults >= policy.attempts:
                    raise broken.error from None
                run(sleep(policy.delay(faults, 0.5)), self._origins.reach(self._url)[2])
                continue
            if not self._checksum or self._part.md5.hexdigest() == self._checksum:
                return
            mismatches += 1
            if mismatches == 2:
                raise DecodeError(f"{_shown(self._url)}: twice what came does not have the checksum {self._checksum}")
            self._part.restart()

    def _once(self) -> None:
        url, followed = self._url, 0
        while True:
            base, target, perform, credentials = self._origins.reach(url)
            request = self._request(base, target, credentials)
            response = run(self._sent(request), perform)
            if response is None:
                self._part.restart()
            elif response.status not in REDIRECTS:
                self._take(request, response)
                return
            else:
                url, followed = urljoin(base.origin + target, response.headers.get("location", "")), followed + 1
                if followed > MAX_REDIRECTS or urlsplit(url).scheme not in {"http", "https"}:
                    raise failure.redirect_refused(request, response, "in circles, or to what is no file")

    def _sent(self, request: Request) -> Flow[Response | None]:
        """The answer; None where the server has no such range, so that it must be asked for the whole."""
        try:
            return (yield from retrying(request, self._context.options.retry, self._context.gate))
        except ClientError as error:
            if error.status_code == 416 and self._part.size:
                return None
            raise

    def _request(self, base: BaseURL, target: str, credentials: tuple[tuple[str, str], ...]) -> Request:
        context, part = self._context, self._part
        headers = [("Accept", "*/*"), ("Accept-Encoding", "identity"), ("User-Agent", context.service.package)]
        if part.size:
            headers.append(("Range", f"bytes={part.size}-"))
            if self._validator:
                headers.append(("If-Range", self._validator))
        return Request(
            "GET",
            target,
            (*headers, *credentials, *(context.options.headers if credentials else ())),
            None,
            context.options.timeout,
            "safe",
            "(file)",
            base.origin + target.partition("?")[0],
            context.service.request_id_header.lower() or "x-request-id",
            stream=True,
            deadline=context.deadline,
            secrets=context.secrets,
        )

    def _take(self, request: Request, response: Response) -> None:
        """Write down what comes."""
        body, part, headers = response.stream, self._part, response.headers
        assert body is not None
        try:
            found = _CONTENT_RANGE.fullmatch(headers.get("content-range", "")) if response.status == 206 else None
            if found is None or int(found[1]) != part.size:
                part.restart()  # the whole, or another range than was asked for
            if response.status == 206 and found is not None and int(found[1]) != part.size:
                raise _BrokenOff(DecodeError(f"{request.shown}: the server sent another range than was asked for"))
            self._validator = headers.get("etag", "") if not headers.get("etag", "").startswith("W/") else ""
            if not self._validator and not self._checksum:
                self._validator = headers.get("last-modified", "")
            try:
                for piece in body:
                    part.write(piece)
            except TransportFailure as lost:
                if not (self._validator or self._checksum):
                    part.restart()  # nothing could tell whether the rest belongs to it
                raise _BrokenOff(failure.cut_off(request, response, lost)) from None
        finally:
            body.close()


class _BrokenOff(Exception):
    """It can go on from where it is."""

    def __init__(self, error: ClientError) -> None:
        super().__init__(error)
        self.error = error


def local_name(base: BaseURL, url: str) -> Path:
    """Where a file belongs, relative to the folder: the path of its URL, made safe.

    Args:
        base: Where the backend is. Files of other origins stand under their host.
        url: An absolute URL.

    Returns:
        A relative path that stays inside any folder it is put in.

    Raises:
        InvalidArgument: The URL names no file.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise InvalidArgument(f"{_shown(url)!r} is no URL of a file")
    names = [_safe(unquote(name)) for name in parts.path.split("/") if name]
    if not names or parts.path.endswith("/"):
        raise InvalidArgument(f"{_shown(url)!r} names no file")
    return Path(*names) if base.same_origin(url) is not None else Path(_safe(parts.netloc), *names)


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


def _plain(target: str) -> str:
    """A path and query as they may stand on a request line."""
    return quote(target, safe="/%?&=:+,;@!$'()*~[]")


def _md5(path: Path) -> Any:
    digest = hashlib.md5(usedforsecurity=False)
    with path.open("rb", buffering=0) as file:
        while piece := file.read(BLOCK):
            digest.update(piece)
    return digest


def _shown(url: str) -> str:
    """A URL without its query, which may be a credential."""
    return url.partition("?")[0]
