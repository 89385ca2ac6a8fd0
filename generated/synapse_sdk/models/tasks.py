# Generated from spec/synapse/resources/tasks.yaml by `synapse-codegen generate`. Do not edit.
"""Models of tasks."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

from synapse_runtime import UNSET, Model, field, model, required

if TYPE_CHECKING:
    from datetime import datetime

    from synapse_runtime import Json, Unset

    from synapse_sdk.models.task_tags import TagAction


class TaskStatus(StrEnum):
    """State of the work on a task.

    The backend may add values: one that is not known here stays a plain string.
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

    The backend may add values: one that is not known here stays a plain string.
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
    """One piece of annotation work.

    Attributes:
        id: Task ID.
        project: ID of the project it belongs to.
        data_unit: ID of the data unit, or the data unit itself if expanded.
        status: State of the work.
        assignee: User ID of the assignee; null if nobody is assigned.
        priority: Its priority.
        tags: IDs of its tags.
        data: The annotations so far.
        files: Its files: name to URL, or name to `{url, checksum}`.
        metadata: Other metadata stored with it.
        created_at: When it was created.
    """

    id: int = required("int")
    project: int = required("int")
    data_unit: int | Json | Unset = field("int | json", default=UNSET)
    status: TaskStatus | str | Unset = field("TaskStatus", default=UNSET)
    assignee: int | Unset | None = field("int?", default=UNSET)
    priority: Priority | str | Unset = field("Priority", default=UNSET)
    tags: list[int] | Unset = field("list[int]", default=UNSET)
    data: Json | Unset = field("json", default=UNSET)
    files: Json | Unset = field("json", default=UNSET, file_urls=True)
    metadata: dict[str, Json] | Unset = field("dict[json]", default=UNSET)
    created_at: datetime | Unset = field("datetime", default=UNSET)


@model
class TaskCreate(Model):
    """Fields of a new task.

    Attributes:
        project: ID of the project.
        data_unit: ID of the data unit to annotate.
        priority: Its priority.
        assignee: User ID of the assignee.
        metadata: Other metadata to store with it.
    """

    project: int = required("int")
    data_unit: int = required("int")
    priority: Priority | str | Unset = field("Priority", default=UNSET)
    assignee: int | Unset | None = field("int?", default=UNSET)
    metadata: dict[str, Json] | Unset = field("dict[json]", default=UNSET)


@model
class TaskAnnotation(Model):
    """The annotations of one task.

    Attributes:
        annotations: Annotations, in the format of the project's annotation tool.
        metadata: How they were made, and by whom.
    """

    annotations: list[Json] | Unset = field("list[json]", default=UNSET)
    metadata: dict[str, Json] | Unset = field("dict[json]", default=UNSET)


@model
class TaskTagChange(Model):
    """Tags to add to or remove from several tasks. The documents have two forms, `ids` and `tags`, or `task_ids`
    and `tag_ids`; fields are sent as they are passed.

    Attributes:
        ids: IDs of the tasks.
        tags: IDs of the tags.
        action: Whether to add or to remove the tags.
        task_ids: IDs of the tasks, in the alternative form.
        tag_ids: IDs of the tags, in the alternative form.
    """

    ids: list[int] | Unset = field("list[int]", default=UNSET)
    tags: list[int] | Unset = field("list[int]", default=UNSET)
    action: TagAction | str | Unset = field("TagAction", default=UNSET)
    task_ids: list[int] | Unset = field("list[int]", default=UNSET)
    tag_ids: list[int] | Unset = field("list[int]", default=UNSET)
