# Generated from spec/synapse/resources/data_units.yaml by `synapse-codegen generate`. Do not edit.
"""Models of data_units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import UNSET, Model, field, model, required

if TYPE_CHECKING:
    from datetime import datetime

    from synapse_runtime import Json, Unset

    from synapse_sdk.models.data_files import UploadedFile


@model
class DataUnit(Model):
    """One data unit.

    Attributes:
        id: Data unit ID.
        data_collection: ID of the collection it belongs to, if any.
        files: Its files: name to URL, or name to `{url, checksum}`.
        meta: Metadata stored with it.
        created_at: When it was created.
    """

    id: int = required("int")
    data_collection: int | Unset | None = field("int?", default=UNSET)
    files: Json | Unset = field("json", default=UNSET, file_urls=True)
    meta: dict[str, Json] | Unset = field("dict[json]", default=UNSET)
    created_at: datetime | Unset = field("datetime", default=UNSET)


@model
class DataUnitCreate(Model):
    """Fields of a new data unit. The documents have two forms: `files` with checksums, as an upload returns it,
    or `file` with the IDs of data files.

    Attributes:
        files: Name in the collection's file specifications to the uploaded file.
        data_collection: ID of its collection.
        meta: Metadata to store with it.
        id: Number of the entry in the request, in the alternative form.
        file: Name in the file specifications to the ID of a data file, in the alternative form.
    """

    files: dict[str, UploadedFile] | Unset = field("dict[UploadedFile]", default=UNSET)
    data_collection: int | Unset = field("int", default=UNSET)
    meta: dict[str, Json] | Unset = field("dict[json]", default=UNSET)
    id: int | Unset = field("int", default=UNSET)
    file: dict[str, int | str] | Unset = field("dict[int | str]", default=UNSET)
