"""The chunked upload protocol of drf-chunked-upload, as the package answers."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from uuid import UUID

from synapse_runtime.testing.backend.requests.routing import MEDIA
from synapse_runtime.testing.backend.requests.validation import BLANK, EMPTY_FILE, REQUIRED, SCALAR_CHECKS, SentFile
from synapse_runtime.testing.clock import text
from synapse_runtime.testing.messages import detail, not_found, nowhere, pieces_in, refuse, server_error
from synapse_runtime.types import is_object

from .blob_store import Stored
from .media import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from random import Random

    from synapse_runtime.testing.backend.requests.multipart import Form
    from synapse_runtime.testing.backend.rows.store import Data

OPEN, COMPLETE = 1, 2
FOLDER = f"{MEDIA}chunked_uploads/"
EXPIRY = timedelta(days=1)
_RANGE = re.compile(r"^bytes (?P<start>\d+)-(?P<end>\d+)/(?P<total>\d+)$", re.ASCII)


class Upload:
    """One file on its way."""

    def __init__(self, ident: str, filename: str, owner: str | None, created_at: datetime) -> None:
        self.ident = ident
        self.filename = filename
        self.owner = owner
        """The token that began it; None: everybody's."""
        self.created_at = created_at
        self.completed_at: datetime | None = None
        self.sequence = 0
        """Grows with each upload; a cursor points to it."""
        self.content = Stored()
        self._md5 = hashlib.md5(usedforsecurity=False)

    @property
    def offset(self) -> int:
        """How many bytes are stored."""
        return self.content.size

    @property
    def file(self) -> str:
        """The path it is served under, until it is complete and after that."""
        return f"{FOLDER}{self.ident}.{'part' if self.completed_at is None else 'done'}"

    @property
    def place(self) -> Place:
        """Where its content lies."""
        return Place(self.content, 0, self.offset)

    @property
    def status(self) -> int:
        """Open or complete."""
        return OPEN if self.completed_at is None else COMPLETE

    @property
    def md5(self) -> str:
        """Of all that is stored."""
        return self._md5.hexdigest()

    def append(self, pieces: Iterable[bytes]) -> None:
        """Store a chunk behind the others."""
        self.content.append(self._hashed(pieces))

    def _hashed(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self._md5.update(piece)
            yield piece

    def sent_file(self) -> SentFile:
        """What it has become."""
        return SentFile(self.filename, self.offset, self.md5)

    def shown(self, url: str) -> Data:
        """It as the answers show it."""
        return {
            "id": self.ident,
            "url": f"{url}{self.ident}/",
            "file": self.file,
            "filename": self.filename,
            "offset": self.offset,
            "created_at": text(self.created_at),
            "status": self.status,
            "completed_at": None if self.completed_at is None else text(self.completed_at),
        }


class Uploads:
    """All uploads of one service, by ID."""

    def __init__(self, random: Random, clock: Callable[[], datetime]) -> None:
        self._random = random
        self._clock = clock
        self._uploads: dict[str, Upload] = {}

    def close(self) -> None:
        """Let go of what was stored."""
        for upload in self._uploads.values():
            upload.content.close()
        self._uploads.clear()

    def start(self, form: Form, content_range: str, owner: str) -> Upload:
        """Begin an upload with its first chunk."""
        chunk, _ = _chunk(form, content_range)
        findings: dict[str, list[str]] = {}
        if chunk.size == 0:
            findings["file"] = [EMPTY_FILE]
        if not form.fields.get("filename"):
            findings["filename"] = [BLANK if "filename" in form.fields else REQUIRED]
        if findings:
            raise refuse(400, {"detail": findings})
        ident = str(UUID(int=self._random.getrandbits(128), version=4))
        return self._add(Upload(ident, form.fields["filename"], owner, self._clock()), pieces_in(chunk.content))

    def append(self, ident: str, form: Form, content_range: str, owner: str) -> Upload:
        """Store the next chunk."""
        chunk, start = _chunk(form, content_range)
        upload = self.status(ident, owner)
        self._still_open(upload)
        if upload.offset != start:
            offsets = {"expected_offset": upload.offset, "provided_offset": start}
            raise refuse(400, {"detail": "Offsets do not match", **offsets})
        upload.append(pieces_in(chunk.content))
        return upload

    def status(self, ident: str, owner: str) -> Upload:
        """Find an upload of one's own."""
        upload = self._uploads.get(ident)
        if upload is None or upload.owner not in {None, owner}:
            raise not_found("ChunkedUpload") if SCALAR_CHECKS["uuid"].fits(ident) else nowhere()
        return upload

    def finish(self, ident: str, body: Any, owner: str) -> Upload:
        """Close an upload whose checksum is right."""
        checksum = body.get("md5") if is_object(body) else None
        if not checksum:
            raise detail(400, "Checksum of type 'md5' is required")
        upload = self.status(ident, owner)
        self._still_open(upload)
        if upload.md5 != checksum:
            raise detail(400, "checksum does not match")
        upload.completed_at = self._clock()
        return upload

    def of(self, owner: str) -> list[Upload]:
        """All uploads of one's own, oldest first."""
        return [upload for upload in self._uploads.values() if upload.owner in {None, owner}]

    def completed(self, ident: object, owner: str) -> Upload:
        """The complete upload that a body names.

        Raises:
            ValueError: There is none; the text says why.
        """
        upload = self._uploads.get(str(ident))
        if upload is None or upload.owner not in {None, owner}:
            raise ValueError(f'Invalid pk "{ident}" - object does not exist.')
        if upload.status != COMPLETE:
            raise ValueError("This upload is not complete.")
        return upload

    def stored(self, path: str) -> Place | None:
        """Where the content lies that an upload shows a path for, if any does."""
        upload = self._uploads.get(PurePosixPath(path).stem)
        return upload.place if upload is not None and upload.file == path else None

    def seed(self, shown: Mapping[str, Any]) -> None:
        """Store an upload that an example shows, open, as if a file that holds its own name were sent."""
        if str(shown.get("id")) in self._uploads:
            return
        name = str(shown.get("filename", "file"))
        size = int(shown.get("offset", 0))
        content = (name.encode() * (size // max(1, len(name.encode())) + 1))[:size]
        self._add(Upload(str(shown["id"]), name, None, self._clock()), [content])

    def repeat(self, upload: Upload, form: Form) -> None:
        """Store a chunk a second time: what two requests at once can do."""
        upload.append(pieces_in(form.files["file"].content))

    def _add(self, upload: Upload, pieces: Iterable[bytes]) -> Upload:
        self._uploads[upload.ident] = upload
        upload.sequence = len(self._uploads)
        upload.append(pieces)
        return upload

    def _still_open(self, upload: Upload) -> None:
        if upload.status == OPEN and upload.created_at + EXPIRY <= self._clock():
            raise detail(410, "Upload has expired")
        if upload.status == COMPLETE:
            raise detail(400, 'Upload has already been marked as "complete"')


def _chunk(form: Form, content_range: str) -> tuple[Any, int]:
    """The chunk of a request and its first byte's place in the file."""
    if "file" in form.fields:  # without `filename=` it is no file to Django, and the view fails on it
        raise server_error()
    chunk = form.files.get("file")
    if chunk is None:
        raise detail(400, "No chunk file was submitted")
    found = _RANGE.match(content_range)
    if found is None:
        raise detail(400, "Error in request headers")
    start, end, total = (int(found[name]) for name in ("start", "end", "total"))
    if end > total:
        raise detail(400, f"End of chunk exceeds reported total ({total} bytes)")
    if chunk.size != end - start + 1:
        sizes = f"file size is {chunk.size} but {end - start + 1} reported"
        raise detail(400, f"File size doesn't match headers: {sizes}")
    return chunk, start
