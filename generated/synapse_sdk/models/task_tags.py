# Generated from spec/synapse/resources/task_tags.yaml by `synapse-codegen generate`. Do not edit.
"""Models of task_tags."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, TypeAlias

from synapse_runtime import UNSET, Json, Model, Unset, model


class TagAction(StrEnum):
    """How to change the tags of several items.

    The backend may add values: one that is not known here is a string, an `UnknownValue`.
    """

    ADD = "add"
    """Add the tags to the existing ones."""
    REMOVE = "remove"
    """Remove the tags."""


TagActionLike: TypeAlias = TagAction | Literal["add", "remove"] | str
"""What callers may pass for `TagAction`."""


@model
class TaskTag(Model):
    """One tag."""

    id: int
    """Tag ID."""
    name: str
    """Name of the tag."""
    description: str | None
    """When to use the tag."""
    color: str | None
    """Color it is shown in, such as `#e53935`."""
    project: int
    """ID of the project it belongs to."""
    meta: dict[str, Json] | Unset = UNSET
    """Other metadata stored with it."""
