# Generated from spec/synapse/resources/data_files.yaml by `synapse-codegen generate`. Do not edit.
"""Models of data_files."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from synapse_runtime import UNSET, FileContent, FileUrls, Json, Model, Secret, Unset, model


@model
class DataFile(Model):
    """One stored file."""

    id: int | str
    """File ID."""
    checksum: str
    """MD5 of the content, as lower-case hexadecimal digits."""
    size: int
    """Size in bytes."""
    file: Annotated[str, FileUrls()]
    """URL of the content."""
    created_at: datetime
    """When it was stored."""


@model
class DataFileCreate(Model):
    """A file to store."""

    file: FileContent
    """The file: a path, bytes, or an open binary file."""


@model
class ChecksumQuery(Model):
    """Checksums to look up."""

    checksums: list[str]
    """MD5s, as lower-case hexadecimal digits."""


@model
class OrganizedFile(Model):
    """The files of one data unit, to be uploaded."""

    files: dict[str, FileContent]
    """Name in the collection's file specifications to the file."""
    meta: dict[str, Json] | Unset = UNSET
    """Metadata to store with them, such as `origin_file_stem` and `origin_file_extension`."""
    groups: list[str] | str | Unset = UNSET
    """Names of the groups that the data unit belongs to, the outermost first; one name is a list of one."""


@model
class FileToSign(Model):
    """A file that is to be sent to the storage."""

    filename: str
    """Its name."""
    size: int
    """Size in bytes."""
    content_type: str | Unset | None = UNSET
    """Media type, by its name; null if that says none."""


@model
class SignRequest(Model):
    """Files that are to be sent to the storage."""

    files: list[FileToSign]
    """1 to 1000 files."""
    expiration: int = 3600
    """Seconds for which the URLs are valid."""


@model
class SignedPart(Model):
    """Where to send one part of a file."""

    part_number: int
    """Number of the part, from 1."""
    presigned_url: Annotated[str, Secret()]
    """Signed URL for a PUT."""


@model
class SignedParts(Model):
    """How to send a file in parts."""

    upload_id: str
    """ID of the upload at the storage."""
    part_size: int
    """Bytes of a part; the last one may be shorter."""
    parts: list[SignedPart]
    """The parts in order."""


@model
class SignedFile(Model):
    """How to send a file, whole or in parts."""

    filename: str
    """Its name."""
    file_key: str
    """Its key at the storage."""
    presigned_url: Annotated[str | None, Secret()]
    """Signed URL for a PUT; null if it is sent in parts."""
    multipart: SignedParts | None
    """Its parts; null if it is sent whole."""


@model
class SignedFiles(Model):
    """How to send files, in the order asked."""

    files: list[SignedFile]
    """The files."""
    expires_at: datetime | Unset = UNSET
    """Until when the URLs are valid."""


@model
class SentPart(Model):
    """A part that has arrived."""

    part_number: int
    """Its number."""
    etag: str
    """What the storage calls it, as it came."""


@model
class SentParts(Model):
    """The parts of a file that has arrived."""

    upload_id: str
    """ID of the upload at the storage."""
    parts: list[SentPart]
    """The parts in order."""


@model
class ArrivedFile(Model):
    """A file that has arrived at the storage."""

    file_key: str
    """Its key at the storage."""
    checksum: str
    """SHA-1 of the content."""
    size: int
    """Size in bytes."""
    multipart: SentParts | Unset = UNSET
    """Its parts, if it was sent in parts."""


@model
class ConfirmRequest(Model):
    """Files that have arrived at the storage."""

    files: list[ArrivedFile]
    """The files."""


@model
class BulkFileResult(Model):
    """What became of one file among many."""

    file_key: str
    """The local path of the file."""
    checksum: str
    """Its checksum, which a data unit names; empty if it failed."""
    data_file_id: int | str | None
    """ID of the data file."""
    success: bool
    """Whether it is stored."""
    error: str | None
    """Why not; null after a success."""


@model
class BulkUpload(Model):
    """What became of many files."""

    results: list[BulkFileResult]
    """One for each file."""
    created_count: int
    """Number of new data files."""
    failed_count: int
    """Number of files that failed."""


@model
class UploadedFile(Model):
    """One file that a data unit is made of."""

    checksum: str
    """MD5 of the stored file, as lower-case hexadecimal digits."""
    path: str | Unset = UNSET
    """Where the file came from."""
