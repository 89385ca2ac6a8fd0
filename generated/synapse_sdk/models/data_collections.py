# Generated from spec/synapse/resources/data_collections.yaml by `synapse-codegen generate`. Do not edit.
"""Models of data_collections."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

from synapse_runtime import UNSET, Model, field, model, required

if TYPE_CHECKING:
    from datetime import datetime

    from synapse_runtime import Unset

    from synapse_sdk.models.data_units import DataUnit
    from synapse_sdk.models.tasks import Task


class UploadedItemStatus(StrEnum):
    """Result of one entry of an upload.

    The backend may add values: one that is not known here stays a plain string.
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
    """One data collection.

    Attributes:
        id: Collection ID.
        name: Name of the collection.
        description: What it contains.
        file_specifications: The files of each data unit. A list of collections may omit them.
        project: ID of the project it belongs to.
        created_at: When it was created.
    """

    id: int = required("int")
    name: str = required("str")
    description: str | Unset | None = field("str?", default=UNSET)
    file_specifications: list[FileSpecification] | Unset = field("list[FileSpecification]", default=UNSET)
    project: int | Unset | None = field("int?", default=UNSET)
    created_at: datetime | Unset = field("datetime", default=UNSET)


@model
class FileSpecification(Model):
    """One file that a data unit must or may have.

    Attributes:
        name: Key of the file in the `files` of a data unit.
        is_required: Whether every data unit must have this file.
        file_type: Kind of file, such as `image`.
    """

    name: str = required("str")
    is_required: bool = required("bool")
    file_type: str | Unset = field("str", default=UNSET)


@model
class CollectionUpload(Model):
    """Result of an upload of many data units.

    Attributes:
        units: The new data units, in the order of `data`.
        tasks: The new tasks, one for each data unit; empty without a project.
        items: Result of each entry, in the order of `data`.
    """

    units: list[DataUnit] = required("list[DataUnit]")
    tasks: list[Task] = required("list[Task]")
    items: list[UploadedItem] = required("list[UploadedItem]")


@model
class UploadedItem(Model):
    """Result of one entry.

    Attributes:
        index: Its index in `data`, from 0.
        status: Whether it was created, existed already, or failed.
        unit: ID of its data unit; null if there is none.
        task: ID of its task; null if there is none.
        error: Why it failed; null if it did not.
    """

    index: int = required("int")
    status: UploadedItemStatus | str = required("UploadedItemStatus")
    unit: int | None = required("int?")
    task: int | None = required("int?")
    error: str | None = required("str?")
