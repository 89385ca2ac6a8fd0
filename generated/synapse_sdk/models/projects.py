# Generated from spec/synapse/resources/projects.yaml by `synapse-codegen generate`. Do not edit.
"""Models of projects."""

from __future__ import annotations

from datetime import datetime

from synapse_runtime import UNSET, Json, Model, Unset, model


@model
class Project(Model):
    """One project with its configuration."""

    id: int
    """Project ID."""
    name: str
    """Name shown to its members."""
    description: str | None
    """Purpose of the project."""
    configuration: dict[str, Json]
    """How its data is annotated, such as the available classes."""
    settings: dict[str, Json] | Unset = UNSET
    """Options of the project itself."""
    metadata: dict[str, Json] | Unset = UNSET
    """Other metadata stored with it."""
    created_at: datetime
    """When it was created."""
