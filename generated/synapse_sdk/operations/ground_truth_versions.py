# Generated from spec/synapse/resources/ground_truth_versions.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on ground_truth_versions, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Operation, Parameter

if TYPE_CHECKING:
    from synapse_sdk.models.ground_truth_versions import GroundTruthVersion

GET: Operation[GroundTruthVersion] = Operation(
    name="ground_truth_versions.get",
    method="GET",
    path="ground_truth_dataset_versions/{pk}/",
    retry="safe",
    parameters=(Parameter("pk", "path", "int", required=True),),
    response="GroundTruthVersion",
)

LIST: Operation[GroundTruthVersion] = Operation(
    name="ground_truth_versions.list",
    method="GET",
    path="ground_truth_dataset_versions/",
    retry="safe",
    parameters=(Parameter("ground_truth_dataset", "query", "int"), Parameter("is_archived", "query", "bool")),
    response="GroundTruthVersion",
    pagination="pages",
)
