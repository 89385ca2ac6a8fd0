"""The server of the chunked upload protocol, with the responses of drf-chunked-upload."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from synapse_http.values import is_object

from synapse_runtime.testing.backend.requests.routing import MEDIA
from synapse_runtime.testing.backend.requests.validation import BLANK, EMPTY_FILE, REQUIRED
from synapse_runtime.testing.backend.spec.scalars import MOCK_SCALARS, make_uuid
from synapse_runtime.testing.clock import format_time
from synapse_runtime.testing.messages import (
    SentFile,
    detail_error,
    iter_file,
    json_error,
    missing_row_error,
    server_error,
    unknown_path_error,
)

from .blob_store import Blob, BlobRange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from random import Random

    from synapse_http.values import JsonObject

    from synapse_runtime.testing.backend.requests.multipart import Form, FormFile

OPEN, COMPLETE = 1, 2
FOLDER = f"{MEDIA}chunked_uploads/"
EXPIRY = timedelta(days=1)
_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18})", re.ASCII)
"""int() refuses a number of thousands of digits."""


class Upload:
    """A file that arrives in chunks."""

    def __init__(self, id: str, filename: str, owner: str | None, created_at: datetime) -> None:
        self.id = id
        self.filename = filename
        self.owner = owner
        """The token that started it; None: any token may use it."""
        self.created_at = created_at
        self.completed_at: datetime | None = None
        self.sequence = 0
        """Position in the order of creation, for cursors."""
        self._blob = Blob()
        self._md5 = hashlib.md5(usedforsecurity=False)

    @property
    def offset(self) -> int:
        """Number of bytes stored."""
        return self._blob.size

    @property
    def path(self) -> str:
        """The path that serves its content."""
        return f"{FOLDER}{self.id}.{'part' if self.completed_at is None else 'done'}"

    @property
    def content(self) -> BlobRange:
        """What is stored."""
        return BlobRange(self._blob, 0, self.offset)

    @property
    def status(self) -> int:
        """OPEN or COMPLETE."""
        return OPEN if self.completed_at is None else COMPLETE

    @property
    def md5(self) -> str:
        """Checksum of what is stored."""
        return self._md5.hexdigest()

    def append(self, chunks: Iterable[bytes]) -> None:
        """Store bytes at the end."""
        self._blob.append(self._hash(chunks))

    def close(self) -> None:
        """Delete the content."""
        self._blob.close()

    def _hash(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self._md5.update(chunk)
            yield chunk

    def describe(self) -> SentFile:
        """Return name, size and checksum of the file."""
        return SentFile(self.filename, self.offset, self.md5)

    def to_json(self, base_url: str) -> JsonObject:
        """Return the upload as responses show it."""
        return {
            "id": self.id,
            "url": f"{base_url}{self.id}/",
            "file": self.path,
            "filename": self.filename,
            "offset": self.offset,
            "created_at": format_time(self.created_at),
            "status": self.status,
            "completed_at": None if self.completed_at is None else format_time(self.completed_at),
        }


class Uploads:
    """All uploads of a service, by ID."""

    def __init__(self, random: Random, clock: Callable[[], datetime]) -> None:
        self._random = random
        self._clock = clock
        self._uploads: dict[str, Upload] = {}

    def close(self) -> None:
        """Delete all content."""
        for upload in self._uploads.values():
            upload.close()
        self._uploads.clear()

    def start(self, form: Form, content_range: str, owner: str) -> Upload:
        """Start an upload with its first chunk."""
        chunk, _ = _read_chunk(form, content_range)
        errors: dict[str, list[str]] = {}
        if chunk.size == 0:
            errors["file"] = [EMPTY_FILE]
        if not form.fields.get("filename"):
            errors["filename"] = [BLANK if "filename" in form.fields else REQUIRED]
        if errors:
            raise json_error(400, {"detail": errors})
        upload = Upload(make_uuid(self._random), form.fields["filename"], owner, self._clock())
        return self._add(upload, iter_file(chunk.content))

    def append(self, id: str, form: Form, content_range: str, owner: str) -> Upload:
        """Store the next chunk."""
        chunk, start = _read_chunk(form, content_range)
        upload = self.get(id, owner)
        self._require_open(upload)
        if upload.offset != start:
            offsets = {"expected_offset": upload.offset, "provided_offset": start}
            raise json_error(400, {"detail": "Offsets do not match", **offsets})
        upload.append(iter_file(chunk.content))
        return upload

    def get(self, id: str, owner: str) -> Upload:
        """Return an upload of the owner."""
        upload = self._find(id, owner)
        if upload is None:
            raise missing_row_error("ChunkedUpload") if MOCK_SCALARS["uuid"].accepts(id) else unknown_path_error()
        return upload

    def finish(self, id: str, body: Any, owner: str) -> Upload:
        """Complete an upload whose checksum is right."""
        checksum = body.get("md5") if is_object(body) else None
        if not checksum:
            raise detail_error(400, "Checksum of type 'md5' is required")
        upload = self.get(id, owner)
        self._require_open(upload)
        if upload.md5 != checksum:
            raise detail_error(400, "checksum does not match")
        upload.completed_at = self._clock()
        return upload

    def list_for(self, owner: str) -> list[Upload]:
        """Return all uploads of the owner, oldest first."""
        return [upload for upload in self._uploads.values() if upload.owner in {None, owner}]

    def get_complete(self, id: object, owner: str) -> Upload:
        """Return the complete upload that a body names.

        Raises:
            ValueError: It does not exist, or is not complete. The message is for the response.
        """
        upload = self._find(str(id), owner)
        if upload is None:
            raise ValueError(f'Invalid pk "{id}" - object does not exist.')
        if upload.status != COMPLETE:
            raise ValueError("This upload is not complete.")
        return upload

    def find_content(self, path: str) -> BlobRange | None:
        """Return the content that an upload serves under a path, or None."""
        upload = self._uploads.get(PurePosixPath(path).stem)
        return upload.content if upload is not None and upload.path == path else None

    def seed(self, example: Mapping[str, Any]) -> None:
        """Store the upload of an example response, open; its content repeats its file name."""
        if str(example.get("id")) in self._uploads:
            return
        name = str(example.get("filename", "file"))
        size = int(example.get("offset", 0))
        content = (name.encode() * (size // max(1, len(name.encode())) + 1))[:size]
        self._add(Upload(str(example["id"]), name, None, self._clock()), [content])

    def append_again(self, id: str, form: Form, owner: str) -> None:
        """Store a chunk a second time, as two concurrent requests can do."""
        self.get(id, owner).append(iter_file(form.files["file"].content))

    def _find(self, id: str, owner: str) -> Upload | None:
        upload = self._uploads.get(id)
        return upload if upload is not None and upload.owner in {None, owner} else None

    def _add(self, upload: Upload, chunks: Iterable[bytes]) -> Upload:
        self._uploads[upload.id] = upload
        upload.sequence = len(self._uploads)
        upload.append(chunks)
        return upload

    def _require_open(self, upload: Upload) -> None:
        if upload.status == OPEN and upload.created_at + EXPIRY <= self._clock():
            raise detail_error(410, "Upload has expired")
        if upload.status == COMPLETE:
            raise detail_error(400, 'Upload has already been marked as "complete"')


def _read_chunk(form: Form, content_range: str) -> tuple[FormFile, int]:
    """Return the chunk of a request, and its offset in the file."""
    if "file" in form.fields:  # Django takes a part without `filename=` for a string, and the view fails on it
        raise server_error()
    chunk = form.files.get("file")
    if chunk is None:
        raise detail_error(400, "No chunk file was submitted")
    match = _RANGE.fullmatch(content_range)
    if match is None:
        raise detail_error(400, "Error in request headers")
    start, end, total = map(int, match.groups())
    if end > total:
        raise detail_error(400, f"End of chunk exceeds reported total ({total} bytes)")
    if chunk.size != end - start + 1:
        sizes = f"file size is {chunk.size} but {end - start + 1} reported"
        raise detail_error(400, f"File size doesn't match headers: {sizes}")
    return chunk, start
