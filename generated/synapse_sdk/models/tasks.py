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
    """How far the work on a task has come.

    The backend may add values: one that is not known here stays a plain string.
    """

    PENDING = "pending"
    """Nobody has started."""
    IN_PROGRESS = "in_progress"
    """Somebody works on it."""
    COMPLETED = "completed"
    """Done."""


TaskStatusLike: TypeAlias = TaskStatus | Literal["pending", "in_progress", "completed"] | str
"""What callers may pass for `TaskStatus`."""


class Priority(StrEnum):
    """How urgent a piece of work is.

    The backend may add values: one that is not known here stays a plain string.
    """

    LOW = "low"
    """Can wait."""
    NORMAL = "normal"
    """In its turn."""
    HIGH = "high"
    """Before the others."""


PriorityLike: TypeAlias = Priority | Literal["low", "normal", "high"] | str
"""What callers may pass for `Priority`."""


@model
class Task(Model):
    """One piece of annotation work.

    Attributes:
        id: Task ID.
        project: ID of the project it belongs to.
        data_unit: ID of the data unit, or the data unit itself where expanded.
        status: Progress of the work.
        assignee: User ID of the person who works on it, if anybody.
        priority: How urgent it is.
        tags: IDs of its tags.
        data: What was annotated so far.
        files: Its files: name to URL, or name to `{url, checksum}`.
        metadata: Anything else that was stored with it.
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
    """What a new task is made from.

    Attributes:
        project: ID of the project.
        data_unit: ID of the data unit to annotate.
        priority: How urgent it is.
        assignee: User ID of the person who shall work on it.
        metadata: Anything else to store with it.
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
        annotations: Annotations, in the form the project's annotation tool writes them.
        metadata: Who or what made them, and how.
    """

    annotations: list[Json] | Unset = field("list[json]", default=UNSET)
    metadata: dict[str, Json] | Unset = field("dict[json]", default=UNSET)


@model
class TaskTagChange(Model):
    """Tags to add to or remove from several tasks. The documents write it in two ways, `ids` and `tags`, or
    `task_ids` and `tag_ids`; what is given is sent as it is.

    Attributes:
        ids: IDs of the tasks.
        tags: IDs of the tags.
        action: Whether to add the tags or to remove them.
        task_ids: IDs of the tasks, in the other form.
        tag_ids: IDs of the tags, in the other form.
    """

    ids: list[int] | Unset = field("list[int]", default=UNSET)
    tags: list[int] | Unset = field("list[int]", default=UNSET)
    action: TagAction | str | Unset = field("TagAction", default=UNSET)
    task_ids: list[int] | Unset = field("list[int]", default=UNSET)
    tag_ids: list[int] | Unset = field("list[int]", default=UNSET)
