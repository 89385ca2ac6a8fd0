# Generated from spec/synapse/resources/data_collections.yaml by `synapse-codegen generate`. Do not edit.
"""Models of data_collections."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

from synapse_runtime import UNSET, Model, UnknownValue, Unset, model

if TYPE_CHECKING:
    from synapse_sdk.models.data_units import DataUnit
    from synapse_sdk.models.tasks import Task


class DirectoryLayout(StrEnum):
    """How a folder says which file belongs to which data unit, and what it is in it.

    The backend may add values: one that is not known here is a string, an `UnknownValue`.
    """

    SPECIFICATION = "specification"
    """A folder for each file specification, as `image/cats/1.jpg` and `annotation/cats/1.json`."""
    UNIT = "unit"
    """A folder for each data unit, as `cats/1/image.jpg` and `cats/1/annotation.json`."""
    FLAT = "flat"
    """Files of one data unit side by side, told apart by their extension, as `cats/1.jpg` and `cats/1.json`."""


DirectoryLayoutLike: TypeAlias = DirectoryLayout | Literal["specification", "unit", "flat"] | str
"""What callers may pass for `DirectoryLayout`."""


class DirectoryKey(StrEnum):
    """What tells the data units of a folder apart.

    The backend may add values: one that is not known here is a string, an `UnknownValue`.
    """

    PATH = "path"
    """The path of a file below its folder, without the extension."""
    STEM = "stem"
    """The name of a file without the extension. Two files of a name are then an error."""


DirectoryKeyLike: TypeAlias = DirectoryKey | Literal["path", "stem"] | str
"""What callers may pass for `DirectoryKey`."""


class UploadedItemStatus(StrEnum):
    """Result of one entry of an upload.

    The backend may add values: one that is not known here is a string, an `UnknownValue`.
    """

    CREATED = "created"
    """A new data unit."""
    SKIPPED = "skipped"
    """A data unit with the same files and metadata existed already."""
    FAILED = "failed"
    """The error says why. Other entries are not affected."""


UploadedItemStatusLike: TypeAlias = UploadedItemStatus | Literal["created", "skipped", "failed"] | str
"""What callers may pass for `UploadedItemStatus`."""


@model
class DataCollection(Model):
    """One data collection."""

    id: int
    """Collection ID."""
    name: str
    """Name of the collection."""
    description: str | None
    """What it contains."""
    file_specifications: list[FileSpecification] | Unset = UNSET
    """The files of each data unit. A list of collections may omit them."""
    project: int | None
    """ID of the project it belongs to."""
    created_at: datetime
    """When it was created."""


@model
class FileSpecification(Model):
    """One file that a data unit must or may have."""

    name: str
    """Key of the file in the `files` of a data unit."""
    is_required: bool
    """Whether every data unit must have this file."""
    file_type: str | Unset = UNSET
    """Kind of file, such as `image`."""


@model
class CollectionUpload(Model):
    """Result of an upload of many data units."""

    units: list[DataUnit]
    """The new data units, in the order of `data`."""
    tasks: list[Task]
    """The new tasks, one for each data unit; empty without a project."""
    items: list[UploadedItem]
    """Result of each entry, in the order of `data`."""


@model
class UploadedItem(Model):
    """Result of one entry."""

    index: int
    """Its index in `data`, from 0."""
    status: UploadedItemStatus | UnknownValue
    """Whether it was created, existed already, or failed."""
    unit: int | None
    """ID of its data unit; null if there is none."""
    task: int | None
    """ID of its task; null if there is none."""
    error: str | None
    """Why it failed; null if it did not."""
    warning: str | Unset | None = UNSET
    """What cannot be told, or null: whether a data unit whose files are shown without checksums is the same, or
    whether one that exists belongs to the groups."""
