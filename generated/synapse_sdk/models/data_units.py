# Generated from spec/synapse/resources/data_units.yaml by `synapse-codegen generate`. Do not edit.
"""Models of data_units."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from synapse_runtime import UNSET, FileUrls, Json, Model, StoredFiles, Unset, model

if TYPE_CHECKING:
    from synapse_sdk.models.data_files import UploadedFile


@model
class DataUnit(Model):
    """One data unit."""

    id: int
    """Data unit ID."""
    data_collection: int | None
    """ID of the collection it belongs to, if any."""
    files: Annotated[StoredFiles, FileUrls()]
    """Its files by name."""
    meta: dict[str, Json]
    """Metadata stored with it."""
    created_at: datetime
    """When it was created."""


@model
class DataUnitCreate(Model):
    """Fields of a new data unit. The documents have two forms: `files` with checksums, as an upload returns it,
    or `file` with the IDs of data files.
    """

    files: dict[str, UploadedFile] | Unset = UNSET
    """Name in the collection's file specifications to the uploaded file."""
    data_collection: int | Unset = UNSET
    """ID of its collection."""
    meta: dict[str, Json] | Unset = UNSET
    """Metadata to store with it."""
    groups: list[str] | Unset = UNSET
    """Names of its groups, the outermost first. It belongs to the last; those that do not exist are made."""
    id: int | Unset = UNSET
    """Number of the entry in the request, in the alternative form."""
    file: dict[str, int | str] | Unset = UNSET
    """Name in the file specifications to the ID of a data file, in the alternative form."""
