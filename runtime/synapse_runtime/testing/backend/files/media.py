"""The media files that rows name by URL."""

from __future__ import annotations

import mimetypes
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from synapse_http.values import is_list, is_object

from synapse_runtime.testing.backend.requests.routing import MEDIA
from synapse_runtime.testing.messages import MockResponse, unknown_path_error

from .blob_store import Blob, BlobRange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from synapse_runtime.testing.messages import MockRequest

_RANGE = re.compile(r"bytes=(\d{1,18})-(\d{0,18})", re.ASCII)  # int() refuses a number of thousands of digits


class Media:
    """Files by path. All content is in one blob, equal content once."""

    def __init__(self, find_elsewhere: Callable[[str], BlobRange | None] = lambda _: None) -> None:
        """Make an empty store.

        Args:
            find_elsewhere: Return the content of a path that is not stored here, or None.
        """
        self._find_elsewhere = find_elsewhere
        self._blob = Blob()
        self._contents: dict[str, BlobRange] = {}
        self._checksums: dict[str, str] = {}
        self._first_paths: dict[str, str] = {}
        self._counts: dict[str, int] = {}

    def close(self) -> None:
        """Delete all content."""
        self._blob.close()

    def store(self, md5: str, chunks: Iterable[bytes]) -> None:
        """Store content under its checksum."""
        if md5 not in self._contents:
            start = self._blob.size
            self._blob.append(chunks)
            self._contents[md5] = BlobRange(self._blob, start, self._blob.size - start)

    def link(self, md5: str, content: BlobRange) -> None:
        """Note where content with a checksum is stored already."""
        self._contents.setdefault(md5, content)

    def make_url(self, resource: str, name: str, md5: str = "") -> str:
        """Return the URL of a file. A different file of the same name gets another one.

        Args:
            resource: The resource whose row names the file.
            name: Its file name.
            md5: Checksum of its content; "" if there is none.
        """
        path = PurePosixPath(MEDIA, resource, name)
        if self._checksums.get(str(path), "") not in {"", md5}:
            count = self._counts[str(path)] = self._counts.get(str(path), 1) + 1
            path = path.with_stem(f"{path.stem}_{count}")
        self._checksums[str(path)] = md5
        if md5 in self._contents:
            self._first_paths.setdefault(md5, str(path))
        return quote(str(path))

    def find_url(self, md5: str) -> str:
        """Return the URL of the first file with a checksum, or ""."""
        return quote(self._first_paths.get(md5, ""))

    def register(self, data: Any) -> None:
        """Serve the files that a row names without content; each contains its own name."""
        if is_object(data) or is_list(data):
            for value in data.values() if is_object(data) else data:
                self.register(value)
        elif isinstance(data, str) and data.startswith(MEDIA):
            self._checksums.setdefault(unquote(data), "")

    def respond(self, request: MockRequest, path: str) -> MockResponse:
        """Return a file, or the requested range of it.

        Raises:
            HttpError: The path has no file.
        """
        name = PurePosixPath(path).name
        content = self._contents.get(self._checksums[path]) if path in self._checksums else self._find_elsewhere(path)
        if content is None and path not in self._checksums:
            raise unknown_path_error()
        size = content.size if content is not None else len(name.encode())
        headers = {
            "Content-Type": mimetypes.guess_type(name)[0] or "application/octet-stream",
            "Accept-Ranges": "bytes",
        }
        status, first, last = 200, 0, size - 1
        if range_ := _RANGE.fullmatch(request.headers.get("range", "")):
            status, first, last = 206, int(range_[1]), min(int(range_[2] or last), last)
            if first > last:
                return MockResponse(416, {"Content-Range": f"bytes */{size}"})
            headers["Content-Range"] = f"bytes {first}-{last}/{size}"
        headers["Content-Length"] = str(last + 1 - first)
        if content is None:
            return MockResponse(status, headers, name.encode()[first : last + 1])
        return MockResponse(status, headers, content.blob.iter_range(content.start + first, content.start + last + 1))
