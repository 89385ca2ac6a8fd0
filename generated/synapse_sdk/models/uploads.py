# Generated from spec/synapse/resources/uploads.yaml by `synapse-codegen generate`. Do not edit.
"""Models of uploads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import UNSET, Model, field, model, required

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from synapse_runtime import FileContent, Unset


@model
class ChunkedUpload(Model):
    """One chunked upload. Operations that take a chunked file name it by this ID.

    Attributes:
        id: Upload ID.
        url: URL of this upload, by the host name that the backend knows. Behind a proxy the host is often
            wrong, so requests use the ID instead.
        file: URL of the stored content.
        filename: Name of the file, without folders.
        offset: Number of bytes that the backend has; the next chunk starts here.
        status: 1 while open, 2 when complete and checked.
        created_at: When it was started. It expires a day later.
        completed_at: When it was completed; null until then.
    """

    id: UUID = required("uuid")
    url: str | Unset = field("str", default=UNSET)
    file: str | Unset | None = field("str?", default=UNSET, file_urls=True)
    filename: str | Unset = field("str", default=UNSET)
    offset: int = required("int")
    status: int = required("int")
    created_at: datetime | Unset = field("datetime", default=UNSET)
    completed_at: datetime | Unset | None = field("datetime?", default=UNSET)


@model
class UploadChunk(Model):
    """One chunk of a file.

    Attributes:
        file: The bytes of the chunk.
        filename: Name of the whole file.
    """

    file: FileContent = required("file")
    filename: str = required("str")


@model
class UploadFinish(Model):
    """Checksum that proves the upload is complete.

    Attributes:
        md5: MD5 of the whole file, as lower-case hexadecimal digits.
    """

    md5: str = required("str")
