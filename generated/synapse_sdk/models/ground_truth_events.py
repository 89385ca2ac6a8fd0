# Generated from spec/synapse/resources/ground_truth_events.yaml by `synapse-codegen generate`. Do not edit.
"""Models of ground_truth_events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import UNSET, Model, field, model, required

if TYPE_CHECKING:
    from datetime import datetime

    from synapse_runtime import Json, Unset


@model
class GroundTruthEvent(Model):
    """The ground truth of one data unit.

    Attributes:
        id: Event ID.
        ground_truth_dataset_version: ID of the dataset version it belongs to.
        data_unit: ID of the data unit, or the data unit itself if expanded.
        category: Part of the dataset it belongs to, such as `train`.
        data: The annotations that count as correct.
        files: Its files: name to URL, or name to `{url, checksum}`.
        metadata: Other metadata stored with it.
        created_at: When it was created.
    """

    id: int = required("int")
    ground_truth_dataset_version: int | Unset = field("int", default=UNSET)
    data_unit: int | Json | Unset = field("int | json", default=UNSET)
    category: str | Unset | None = field("str?", default=UNSET)
    data: Json | Unset = field("json", default=UNSET)
    files: Json | Unset = field("json", default=UNSET, file_urls=True)
    metadata: dict[str, Json] | Unset = field("dict[json]", default=UNSET)
    created_at: datetime | Unset = field("datetime", default=UNSET)
