# Generated from spec/synapse/resources/ground_truths.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on ground_truths, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Operation, Parameter

if TYPE_CHECKING:
    from synapse_sdk.models.ground_truths import GroundTruth

LIST: Operation[GroundTruth] = Operation(
    name="ground_truths.list",
    method="GET",
    path="ground_truths/",
    retry="safe",
    parameters=(
        Parameter("ground_truth_dataset", "query", "int"),
        Parameter("ground_truth_dataset_versions", "query", "list[int]"),
        Parameter("page_size", "query", "int"),
    ),
    response="GroundTruth",
    pagination="pages",
    file_fields=("files",),
)
