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
    """What became of one entry of an upload.

    The backend may add values: one that is not known here stays a plain string.
    """

    CREATED = "created"
    """A new data unit."""
    SKIPPED = "skipped"
    """There is a data unit with the same files and meta, from before."""
    FAILED = "failed"
    """The error says why; the other entries went on."""


UploadedItemStatusLike: TypeAlias = UploadedItemStatus | Literal["created", "skipped", "failed"] | str
"""What callers may pass for `UploadedItemStatus`."""


@model
class DataCollection(Model):
    """One data collection.

    Attributes:
        id: Collection ID.
        name: Name of the collection.
        description: What it holds.
        file_specifications: The files a data unit of it has. A list of collections may leave them out.
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
    """One file that a data unit has, or may have.

    Attributes:
        name: Key of the file in the `files` of a data unit.
        is_required: Whether every data unit must have it.
        file_type: Kind of file, such as `image`.
    """

    name: str = required("str")
    is_required: bool = required("bool")
    file_type: str | Unset = field("str", default=UNSET)


@model
class CollectionUpload(Model):
    """What an upload of many data units made.

    Attributes:
        units: The new data units, in the order of what was given.
        tasks: The new tasks, one a data unit; empty where no project was named.
        items: What became of each entry, in the order of what was given.
    """

    units: list[DataUnit] = required("list[DataUnit]")
    tasks: list[Task] = required("list[Task]")
    items: list[UploadedItem] = required("list[UploadedItem]")


@model
class UploadedItem(Model):
    """What became of one entry.

    Attributes:
        index: Its place in what was given, from 0.
        status: Whether it was created, was there from before, or failed.
        unit: ID of its data unit; null where there is none.
        task: ID of its task; null where there is none.
        error: Why it failed; null where it did not.
    """

    index: int = required("int")
    status: UploadedItemStatus | str = required("UploadedItemStatus")
    unit: int | None = required("int?")
    task: int | None = required("int?")
    error: str | None = required("str?")
