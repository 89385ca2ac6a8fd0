# Generated from spec/synapse/resources/models.yaml by `synapse-codegen generate`. Do not edit.
"""Models of models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import UNSET, Model, field, model, required

if TYPE_CHECKING:
    from datetime import datetime

    from synapse_runtime import FileContent, Json, Unset


@model
class MLModel(Model):
    """One machine-learning model.

    Attributes:
        id: Model ID.
        name: Name of the model.
        description: What it is for.
        model_type: Its task, such as `classification`, `detection` or `segmentation`.
        project: ID of the project it belongs to.
        file: URL of its file.
        metrics: Its metrics, such as `accuracy`.
        configuration: Requirements to run it.
        is_active: Whether it is active.
        created_at: When it was created.
    """

    id: int = required("int")
    name: str = required("str")
    description: str | Unset | None = field("str?", default=UNSET)
    model_type: str | Unset | None = field("str?", default=UNSET)
    project: int | Unset | None = field("int?", default=UNSET)
    file: str | Unset | None = field("str?", default=UNSET, file_urls=True)
    metrics: Json | Unset = field("json", default=UNSET)
    configuration: dict[str, Json] | Unset = field("dict[json]", default=UNSET)
    is_active: bool | Unset = field("bool", default=UNSET)
    created_at: datetime | Unset = field("datetime", default=UNSET)


@model
class MLModelCreate(Model):
    """Fields of a new model.

    Attributes:
        name: Name of the model.
        project: ID of the project.
        file: The model's file: a path, bytes, or an open binary file. It is sent in chunks.
        description: What it is for.
        model_type: Its task, such as `detection`.
        metrics: Its metrics.
        configuration: Requirements to run it.
        is_active: Whether it is active.
    """

    name: str = required("str")
    project: int = required("int")
    file: FileContent = required("file")
    description: str | Unset = field("str", default=UNSET)
    model_type: str | Unset = field("str", default=UNSET)
    metrics: dict[str, Json] | Unset = field("dict[json]", default=UNSET)
    configuration: dict[str, Json] | Unset = field("dict[json]", default=UNSET)
    is_active: bool | Unset = field("bool", default=UNSET)
