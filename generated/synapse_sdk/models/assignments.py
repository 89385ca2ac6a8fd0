# Generated from spec/synapse/resources/assignments.yaml by `synapse-codegen generate`. Do not edit.
"""Models of assignments."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

from synapse_runtime import UNSET, Model, field, model, required

if TYPE_CHECKING:
    from datetime import datetime

    from synapse_runtime import Json, Unset

    from synapse_sdk.models.task_tags import TagAction
    from synapse_sdk.models.tasks import Priority


class AssignmentStatus(StrEnum):
    """State of an assignment.

    The backend may add values: one that is not known here stays a plain string.
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
    """One piece of work, assigned to one person.

    Attributes:
        id: Assignment ID.
        project: ID of the project it belongs to.
        task: ID of the task that was assigned.
        status: State of the work.
        assignee: User ID of the assignee.
        priority: Its priority.
        tags: IDs of its tags.
        data: The work itself, annotations included.
        file: File the result is stored in, if any.
        files: Its files: name to URL, or name to `{url, checksum}`.
        metadata: Other metadata stored with it.
        created_at: When it was created.
        updated_at: When it last changed.
    """

    id: int = required("int")
    project: int = required("int")
    task: int | Unset = field("int", default=UNSET)
    status: AssignmentStatus | str | Unset = field("AssignmentStatus", default=UNSET)
    assignee: int | Unset | None = field("int?", default=UNSET)
    priority: Priority | str | Unset = field("Priority", default=UNSET)
    tags: list[int] | Unset = field("list[int]", default=UNSET)
    data: Json | Unset = field("json", default=UNSET)
    file: Json | Unset = field("json", default=UNSET, file_urls=True)
    files: Json | Unset = field("json", default=UNSET, file_urls=True)
    metadata: dict[str, Json] | Unset = field("dict[json]", default=UNSET)
    created_at: datetime | Unset = field("datetime", default=UNSET)
    updated_at: datetime | Unset = field("datetime", default=UNSET)


@model
class AssignmentTagChange(Model):
    """Tags to add to or remove from several assignments. The documents have two forms, `ids` and `tags`, or
    `assignment_ids` and `tag_ids`; fields are sent as they are passed.

    Attributes:
        ids: IDs of the assignments.
        tags: IDs of the tags.
        action: Whether to add or to remove the tags.
        assignment_ids: IDs of the assignments, in the alternative form.
        tag_ids: IDs of the tags, in the alternative form.
    """

    ids: list[int] | Unset = field("list[int]", default=UNSET)
    tags: list[int] | Unset = field("list[int]", default=UNSET)
    action: TagAction | str | Unset = field("TagAction", default=UNSET)
    assignment_ids: list[int] | Unset = field("list[int]", default=UNSET)
    tag_ids: list[int] | Unset = field("list[int]", default=UNSET)
