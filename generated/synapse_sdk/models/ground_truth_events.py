# Generated from spec/synapse/resources/ground_truth_events.yaml by `synapse-codegen generate`. Do not edit.
"""Models of ground_truth_events."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from synapse_runtime import UNSET, FileUrls, Json, Model, StoredFiles, Unset, model


@model
class GroundTruthEvent(Model):
    """The ground truth of one data unit."""

    id: int
    """Event ID."""
    ground_truth_dataset_version: int | Unset = UNSET
    """ID of the dataset version it belongs to."""
    data_unit: int | Json
    """ID of the data unit, or the data unit itself if expanded."""
    category: str | Unset | None = UNSET
    """Part of the dataset it belongs to, such as `train`."""
    data: Json
    """The annotations that count as correct."""
    files: Annotated[StoredFiles, FileUrls()]
    """Its files by name."""
    metadata: dict[str, Json] | Unset = UNSET
    """Other metadata stored with it."""
    created_at: datetime
    """When it was created."""


@model
class GroundTruthEventData(Model):
    """The data of one ground truth event, without the rest of it."""

    id: int
    """Event ID."""
    data: Json
    """The annotations that count as correct."""


@model
class GroundTruthEventFiles(Model):
    """The files of one ground truth event, without the rest of it."""

    id: int
    """Event ID."""
    files: Annotated[StoredFiles, FileUrls()]
    """Its files. The backend sends no names: the keys are positions, `0`, `1` and so on."""
