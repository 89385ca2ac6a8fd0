# Generated from spec/synapse/resources/projects.yaml by `synapse-codegen generate`. Do not edit.
"""Models of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import UNSET, Model, field, model, required

if TYPE_CHECKING:
    from datetime import datetime

    from synapse_runtime import Json, Unset


@model
class Project(Model):
    """One project with its configuration.

    Attributes:
        id: Project ID.
        name: Name shown to its members.
        description: Purpose of the project.
        configuration: How its data is annotated, such as the available classes.
        settings: Options of the project itself.
        metadata: Other metadata stored with it.
        created_at: When it was created.
    """

    id: int = required("int")
    name: str = required("str")
    description: str | Unset | None = field("str?", default=UNSET)
    configuration: dict[str, Json] | Unset = field("dict[json]", default=UNSET)
    settings: dict[str, Json] | Unset = field("dict[json]", default=UNSET)
    metadata: dict[str, Json] | Unset = field("dict[json]", default=UNSET)
    created_at: datetime | Unset = field("datetime", default=UNSET)
