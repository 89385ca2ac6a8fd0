# Generated from spec/synapse/resources/assignments.yaml by `synapse-codegen generate`. Do not edit.
"""Models of assignments."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from synapse_runtime import UNSET, FileUrls, Json, Model, StoredFiles, UnknownValue, Unset, model

if TYPE_CHECKING:
    from synapse_sdk.models.task_tags import TagAction
    from synapse_sdk.models.tasks import Priority


class AssignmentStatus(StrEnum):
    """State of an assignment.

    The backend may add values: one that is not known here is a string, an `UnknownValue`.
    """

    PENDING = "pending"
    """Not started."""
    IN_PROGRESS = "in_progress"
    """In progress."""
    COMPLETED = "completed"
    """Done."""
    REJECTED = "rejected"
    """Rejected by a reviewer."""


AssignmentStatusLike: TypeAlias = AssignmentStatus | Literal["pending", "in_progress", "completed", "rejected"] | str
"""What callers may pass for `AssignmentStatus`."""


@model
class Assignment(Model):
    """One piece of work, assigned to one person."""

    id: int
    """Assignment ID."""
    project: int
    """ID of the project it belongs to."""
    task: int
    """ID of the task that was assigned."""
    status: AssignmentStatus | UnknownValue
    """State of the work."""
    assignee: int | None
    """User ID of the assignee."""
    priority: Priority | UnknownValue
    """Its priority."""
    tags: list[int]
    """IDs of its tags."""
    data: Json
    """The work itself, annotations included."""
    file: Annotated[Json | Unset, FileUrls()] = UNSET
    """File the result is stored in, if any."""
    files: Annotated[StoredFiles | Unset, FileUrls()] = UNSET
    """Its files by name."""
    metadata: dict[str, Json]
    """Other metadata stored with it."""
    created_at: datetime
    """When it was created."""
    updated_at: datetime
    """When it last changed."""


@model
class AssignmentData(Model):
    """The data of one assignment, without the rest of it."""

    id: int
    """Assignment ID."""
    data: Json
    """Its data, annotations included."""


@model
class AssignmentFiles(Model):
    """The files of one assignment, without the rest of it."""

    id: int
    """Assignment ID."""
    files: Annotated[StoredFiles, FileUrls()]
    """Its files. The backend sends no names: the keys are positions, `0`, `1` and so on."""


@model
class AssignmentTagChange(Model):
    """Tags to add to or remove from several assignments. The documents have two forms, `ids` and `tags`, or
    `assignment_ids` and `tag_ids`; fields are sent as they are passed.
    """

    ids: list[int] | Unset = UNSET
    """IDs of the assignments."""
    tags: list[int] | Unset = UNSET
    """IDs of the tags."""
    action: TagAction | str | Unset = UNSET
    """Whether to add or to remove the tags."""
    assignment_ids: list[int] | Unset = UNSET
    """IDs of the assignments, in the alternative form."""
    tag_ids: list[int] | Unset = UNSET
    """IDs of the tags, in the alternative form."""
