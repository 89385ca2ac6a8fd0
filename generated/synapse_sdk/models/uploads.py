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
    """One file under way, or arrived. Whatever takes a file in chunks names it by this ID.

    Attributes:
        id: Upload ID.
        url: Address of this upload as the backend sees itself; behind a proxy its host is often wrong, so
            requests go to the ID instead.
        file: URL of the stored content.
        filename: Name of the file, without folders.
        offset: How many bytes the backend holds; the next chunk starts here.
        status: 1 while open, 2 when complete and checked.
        created_at: When it was begun. It expires a day later.
        completed_at: When it was completed; null while it is open.
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
    """One piece of a file.

    Attributes:
        file: The bytes of the chunk.
        filename: Name of the whole file.
    """

    file: FileContent = required("file")
    filename: str = required("str")


@model
class UploadFinish(Model):
    """Proof that the whole file arrived.

    Attributes:
        md5: MD5 of the whole file, as lower-case hexadecimal digits.
    """

    md5: str = required("str")
