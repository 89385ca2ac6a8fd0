"""The files that rows name: what was sent is served under the URL that the row has."""

from __future__ import annotations

import mimetypes
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, unquote

from synapse_runtime.testing.backend.requests.routing import MEDIA
from synapse_runtime.testing.messages import MockResponse, nowhere
from synapse_runtime.types import is_list, is_object

from .blob_store import Stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from synapse_runtime.testing.messages import MockRequest

_RANGE = re.compile(r"bytes=(\d+)-(\d*)", re.ASCII)


class Place(NamedTuple):
    """Where a content begins, and how long it is."""

    stored: Stored
    start: int
    size: int


class Media:
    """Files by their paths. What rows were sent lies in one temporary file, equal contents once."""

    def __init__(self, elsewhere: Callable[[str], Place | None] = lambda _: None) -> None:
        """Begin without files.

        Args:
            elsewhere: Finds the content of a path that is not kept here.
        """
        self._elsewhere = elsewhere
        self._stored = Stored()
        self._places: dict[str, Place] = {}
        self._paths: dict[str, str] = {}
        self._first: dict[str, str] = {}
        self._twins: dict[str, int] = {}

    def close(self) -> None:
        """Let go of all contents."""
        self._stored.close()

    def keep(self, md5: str, pieces: Iterable[bytes]) -> None:
        """Keep a content that rows may come to name by its checksum."""
        if md5 not in self._places:
            start = self._stored.size
            self._stored.append(pieces)
            self._places[md5] = Place(self._stored, start, self._stored.size - start)

    def point(self, md5: str, place: Place) -> None:
        """Say where a content lies that somebody else keeps."""
        self._places.setdefault(md5, place)

    def url(self, noun: str, name: str, md5: str = "") -> str:
        """Give a file a URL; another file of the same name gets another one.

        Args:
            noun: The resource whose row names it.
            name: As it was sent.
            md5: Of its content, where that is known.
        """
        path = PurePosixPath(MEDIA, noun, name)
        if self._paths.get(str(path), "") not in {"", md5}:
            number = self._twins[str(path)] = self._twins.get(str(path), 1) + 1
            path = path.with_stem(f"{path.stem}_{number}")
        self._paths[str(path)] = md5
        if md5 in self._places:
            self._first.setdefault(md5, str(path))
        return quote(str(path))

    def known(self, md5: str) -> str:
        """The URL of the first file with a content; "" where nobody sent it."""
        return quote(self._first.get(md5, ""))

    def note(self, data: Any) -> None:
        """Take note of the files that a row names and nobody has sent: each holds its own name."""
        if is_object(data) or is_list(data):
            for value in data.values() if is_object(data) else data:
                self.note(value)
        elif isinstance(data, str) and data.startswith(MEDIA):
            self._paths.setdefault(unquote(data), "")

    def answer(self, request: MockRequest, path: str) -> MockResponse:
        """Answer with a file, or the range of it that was asked for.

        Raises:
            Refusal: There is no such file.
        """
        name = PurePosixPath(path).name
        place = self._places.get(self._paths[path]) if path in self._paths else self._elsewhere(path)
        if place is None and path not in self._paths:
            raise nowhere()
        size = place.size if place is not None else len(name.encode())
        headers = {
            "Content-Type": mimetypes.guess_type(name)[0] or "application/octet-stream",
            "Accept-Ranges": "bytes",
        }
        status, first, last = 200, 0, size - 1
        if asked := _RANGE.fullmatch(request.headers.get("range", "")):
            status, first, last = 206, int(asked[1]), min(int(asked[2] or last), last)
            if first > last:
                return MockResponse(416, {"Content-Range": f"bytes */{size}"})
            headers["Content-Range"] = f"bytes {first}-{last}/{size}"
        headers["Content-Length"] = str(last + 1 - first)
        if place is None:
            return MockResponse(status, headers, name.encode()[first : last + 1])
        return MockResponse(status, headers, place.stored.pieces(place.start + first, place.start + last + 1))
