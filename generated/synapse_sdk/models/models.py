# Generated from spec/synapse/resources/models.yaml by `synapse-codegen generate`. Do not edit.
"""Models of models."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from synapse_runtime import UNSET, FileContent, FileUrls, Json, Model, Unset, model


@model
class MLModel(Model):
    """One machine-learning model."""

    id: int
    """Model ID."""
    name: str
    """Name of the model."""
    description: str | None
    """What it is for."""
    model_type: str | Unset | None = UNSET
    """Its task, such as `classification`, `detection` or `segmentation`."""
    project: int | Unset | None = UNSET
    """ID of the project it belongs to."""
    plugin: str | Unset | None = UNSET
    """Code of the plugin that made it."""
    version: str | Unset | None = UNSET
    """Version of that plugin."""
    checkpoint: int | Unset | None = UNSET
    """ID of the model it was trained from."""
    file: Annotated[str | None, FileUrls()]
    """URL of its file."""
    metrics: Json | Unset = UNSET
    """Its metrics, such as `accuracy`."""
    configuration: dict[str, Json] | Unset = UNSET
    """Requirements to run it."""
    is_active: bool | Unset = UNSET
    """Whether it is active."""
    created_at: datetime
    """When it was created."""


@model
class MLModelCreate(Model):
    """Fields of a new model."""

    name: str
    """Name of the model."""
    project: int | Unset = UNSET
    """ID of the project. Either this or `plugin` is needed."""
    plugin: str | Unset = UNSET
    """Code of the plugin that made it."""
    version: str | Unset = UNSET
    """Version of that plugin."""
    checkpoint: int | Unset = UNSET
    """ID of the model it was trained from."""
    file: FileContent
    """The model's file: a path, bytes, or an open binary file. It is sent in chunks."""
    description: str | Unset = UNSET
    """What it is for."""
    model_type: str | Unset = UNSET
    """Its task, such as `detection`."""
    metrics: dict[str, Json] | Unset = UNSET
    """Its metrics."""
    configuration: dict[str, Json] | Unset = UNSET
    """Requirements to run it."""
    is_active: bool | Unset = UNSET
    """Whether it is active."""
