# Generated from spec/synapse/resources/data_files.yaml by `synapse-codegen generate`. Do not edit.
"""Models of data_files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import UNSET, Model, field, model, required

if TYPE_CHECKING:
    from datetime import datetime

    from synapse_runtime import FileContent, Json, Unset


@model
class DataFile(Model):
    """One stored file.

    Attributes:
        id: File ID.
        checksum: MD5 of the content, as lower-case hexadecimal digits.
        size: Size in bytes.
        file: URL of the content.
        created_at: When it was stored.
    """

    id: int | str = required("int | str")
    checksum: str = required("str")
    size: int | Unset = field("int", default=UNSET)
    file: str | Unset = field("str", default=UNSET, file_urls=True)
    created_at: datetime | Unset = field("datetime", default=UNSET)


@model
class DataFileCreate(Model):
    """A file to store.

    Attributes:
        file: The file: a path, bytes, or an open binary file.
    """

    file: FileContent = required("file")


@model
class ChecksumQuery(Model):
    """Checksums to look up.

    Attributes:
        checksums: MD5s, as lower-case hexadecimal digits.
    """

    checksums: list[str] = required("list[str]")


@model
class OrganizedFile(Model):
    """The files of one data unit, to be uploaded.

    Attributes:
        files: Name in the collection's file specifications to the file.
        meta: Metadata to store with them, such as `origin_file_stem` and `origin_file_extension`.
    """

    files: dict[str, FileContent] = required("dict[file]")
    meta: dict[str, Json] | Unset = field("dict[json]", default=UNSET)


@model
class UploadedFile(Model):
    """One file that a data unit is made of.

    Attributes:
        checksum: MD5 of the stored file, as lower-case hexadecimal digits.
        path: Where the file came from.
    """

    checksum: str = required("str")
    path: str | Unset = field("str", default=UNSET)
