# Generated from spec/synapse/resources/tasks.yaml by `synapse-codegen generate`. Do not edit.
"""Models of tasks."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from synapse_runtime import UNSET, FileUrls, Json, Model, StoredFiles, UnknownValue, Unset, model

if TYPE_CHECKING:
    from synapse_sdk.models.task_tags import TagAction


class TaskStatus(StrEnum):
    """State of the work on a task.

    The backend may add values: one that is not known here is a string, an `UnknownValue`.
    """

    PENDING = "pending"
    """Not started."""
    IN_PROGRESS = "in_progress"
    """In progress."""
    COMPLETED = "completed"
    """Done."""


TaskStatusLike: TypeAlias = TaskStatus | Literal["pending", "in_progress", "completed"] | str
"""What callers may pass for `TaskStatus`."""


class Priority(StrEnum):
    """Priority of a piece of work.

    The backend may add values: one that is not known here is a string, an `UnknownValue`.
    """

    LOW = "low"
    """Low."""
    NORMAL = "normal"
    """Normal."""
    HIGH = "high"
    """High."""


PriorityLike: TypeAlias = Priority | Literal["low", "normal", "high"] | str
"""What callers may pass for `Priority`."""


@model
class Task(Model):
    """One piece of annotation work."""

    id: int
    """Task ID."""
    project: int
    """ID of the project it belongs to."""
    data_unit: int | Json
    """ID of the data unit, or the data unit itself if expanded."""
    status: TaskStatus | UnknownValue
    """State of the work."""
    assignee: int | None
    """User ID of the assignee; null if nobody is assigned."""
    priority: Priority | UnknownValue
    """Its priority."""
    tags: list[int]
    """IDs of its tags."""
    data: Json
    """The annotations so far."""
    files: Annotated[StoredFiles, FileUrls()]
    """Its files by name."""
    metadata: dict[str, Json]
    """Other metadata stored with it."""
    created_at: datetime
    """When it was created."""


@model
class TaskCreate(Model):
    """Fields of a new task."""

    project: int
    """ID of the project."""
    data_unit: int
    """ID of the data unit to annotate."""
    priority: Priority | str | Unset = UNSET
    """Its priority."""
    assignee: int | Unset | None = UNSET
    """User ID of the assignee."""
    metadata: dict[str, Json] | Unset = UNSET
    """Other metadata to store with it."""


@model
class TaskBulkCreate(Model):
    """New tasks of one project."""

    project: int
    """ID of the project."""
    data: list[TaskBulkItem]
    """The tasks."""


@model
class TaskBulkItem(Model):
    """Fields of one of several new tasks."""

    data_unit: int
    """ID of the data unit to annotate."""
    priority: Priority | str | Unset = UNSET
    """Its priority."""
    assignee: int | Unset | None = UNSET
    """User ID of the assignee."""
    metadata: dict[str, Json] | Unset = UNSET
    """Other metadata to store with it."""


@model
class TaskAnnotation(Model):
    """The annotations of one task."""

    annotations: list[Json] | Unset = UNSET
    """Annotations, in the format of the project's annotation tool."""
    metadata: dict[str, Json] | Unset = UNSET
    """How they were made, and by whom."""


@model
class TaskData(Model):
    """The data of one task, without the rest of it."""

    id: int
    """Task ID."""
    data: Json
    """Its data, annotations included."""


@model
class TaskFiles(Model):
    """The files of one task, without the rest of it."""

    id: int
    """Task ID."""
    files: Annotated[StoredFiles, FileUrls()]
    """Its files. The backend sends no names: the keys are positions, `0`, `1` and so on."""


@model
class TaskDataItem(Model):
    """The annotations of one task among several."""

    task_id: int
    """Task ID."""
    data: TaskAnnotation
    """The annotations."""
    schema: str | Unset = UNSET
    """What the data is checked against: `dm_schema_v1`, or `any` for no check."""


@model
class TaskDataResult(Model):
    """What became of the annotations of one task among several."""

    task_id: int
    """Task ID."""
    success: bool
    """Whether the backend has stored them."""
    error: str | None
    """Why not; null after a success."""
    response: Task | None
    """The task after a success."""


@model
class TaskTagChange(Model):
    """Tags to add to or remove from several tasks. The documents have two forms, `ids` and `tags`, or `task_ids`
    and `tag_ids`; fields are sent as they are passed.
    """

    ids: list[int] | Unset = UNSET
    """IDs of the tasks."""
    tags: list[int] | Unset = UNSET
    """IDs of the tags."""
    action: TagAction | str | Unset = UNSET
    """Whether to add or to remove the tags."""
    task_ids: list[int] | Unset = UNSET
    """IDs of the tasks, in the alternative form."""
    tag_ids: list[int] | Unset = UNSET
    """IDs of the tags, in the alternative form."""
