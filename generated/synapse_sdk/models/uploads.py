# Generated from spec/synapse/resources/uploads.yaml by `synapse-codegen generate`. Do not edit.
"""Models of uploads."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from synapse_runtime import FileContent, FileUrls, Model, model


@model
class ChunkedUpload(Model):
    """One chunked upload. Operations that take a chunked file name it by this ID."""

    id: UUID
    """Upload ID."""
    url: str
    """URL of this upload, by the host name that the backend knows. Behind a proxy the host is often wrong, so
    requests use the ID instead."""
    file: Annotated[str | None, FileUrls()]
    """URL of the stored content."""
    filename: str
    """Name of the file, without folders."""
    offset: int
    """Number of bytes that the backend has; the next chunk starts here."""
    status: int
    """1 while open, 2 when complete and checked."""
    created_at: datetime
    """When it was started. It expires a day later."""
    completed_at: datetime | None
    """When it was completed; null until then."""


@model
class UploadChunk(Model):
    """One chunk of a file."""

    file: FileContent
    """The bytes of the chunk."""
    filename: str
    """Name of the whole file."""


@model
class UploadFinish(Model):
    """Checksum that proves the upload is complete."""

    md5: str
    """MD5 of the whole file, as lower-case hexadecimal digits."""
