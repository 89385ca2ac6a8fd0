# Generated from spec/synapse/resources/ground_truth_versions.yaml by `synapse-codegen generate`. Do not edit.
"""Models of ground_truth_versions."""

from __future__ import annotations

from datetime import datetime

from synapse_runtime import UNSET, Json, Model, Unset, model


@model
class GroundTruthVersion(Model):
    """One version of a ground truth dataset."""

    id: int
    """Version ID."""
    version: str
    """Name of the version."""
    ground_truth_dataset: int | Json
    """The dataset it is a version of, or its ID."""
    event_count: int | Unset = UNSET
    """Number of its events."""
    description: str | Unset | None = UNSET
    """What is special about it."""
    is_active: bool | Unset = UNSET
    """Whether it is active."""
    statistics: Json | Unset = UNSET
    """Counts over its events."""
    created_at: datetime
    """When it was created."""
