# Generated from spec/synapse/resources/task_tags.yaml by `synapse-codegen generate`. Do not edit.
"""Models of task_tags."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

from synapse_runtime import UNSET, Model, field, model, required

if TYPE_CHECKING:
    from synapse_runtime import Json, Unset


class TagAction(StrEnum):
    """How to change the tags of several items.

    The backend may add values: one that is not known here stays a plain string.
    """

    ADD = "add"
    """Add the tags to the existing ones."""
    REMOVE = "remove"
    """Remove the tags."""


TagActionLike: TypeAlias = TagAction | Literal["add", "remove"] | str
"""What callers may pass for `TagAction`."""


@model
class TaskTag(Model):
    """One tag.

    Attributes:
        id: Tag ID.
        name: Name of the tag.
        description: When to use the tag.
        color: Color it is shown in, such as `#e53935`.
        project: ID of the project it belongs to.
        meta: Other metadata stored with it.
    """

    id: int = required("int")
    name: str = required("str")
    description: str | Unset | None = field("str?", default=UNSET)
    color: str | Unset | None = field("str?", default=UNSET)
    project: int | Unset = field("int", default=UNSET)
    meta: dict[str, Json] | Unset = field("dict[json]", default=UNSET)
