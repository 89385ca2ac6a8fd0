# Generated from spec/synapse/resources/data_files.yaml by `synapse-codegen generate`. Do not edit.
"""Models of data_files."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from synapse_runtime import UNSET, FileContent, FileUrls, Json, Model, Unset, model


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
class UploadedFile(Model):
    """One file that a data unit is made of."""

    checksum: str
    """MD5 of the stored file, as lower-case hexadecimal digits."""
    path: str | Unset = UNSET
    """Where the file came from."""
