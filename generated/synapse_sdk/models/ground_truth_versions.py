# Generated from spec/synapse/resources/ground_truth_versions.yaml by `synapse-codegen generate`. Do not edit.
"""Models of ground_truth_versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import UNSET, Model, field, model, required

if TYPE_CHECKING:
    from datetime import datetime

    from synapse_runtime import Json, Unset


@model
class GroundTruthVersion(Model):
    """One version of a ground truth dataset.

    Attributes:
        id: Version ID.
        version: Name of the version.
        ground_truth_dataset: The dataset it is a version of, or its ID.
        event_count: Number of its events.
        description: What is special about it.
        is_active: Whether it is active.
        statistics: Counts over its events.
        created_at: When it was created.
    """

    id: int = required("int")
    version: str | Unset = field("str", default=UNSET)
    ground_truth_dataset: int | Json | Unset = field("int | json", default=UNSET)
    event_count: int | Unset = field("int", default=UNSET)
    description: str | Unset | None = field("str?", default=UNSET)
    is_active: bool | Unset = field("bool", default=UNSET)
    statistics: Json | Unset = field("json", default=UNSET)
    created_at: datetime | Unset = field("datetime", default=UNSET)
