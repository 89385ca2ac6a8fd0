# Generated from spec/synapse/resources/ground_truth_events.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on ground_truth_events, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Operation, Parameter

if TYPE_CHECKING:
    from synapse_sdk.models.ground_truth_events import GroundTruthEvent, GroundTruthEventData, GroundTruthEventFiles

LIST: Operation[GroundTruthEvent] = Operation(
    name="ground_truth_events.list",
    method="GET",
    path="sdk/ground_truth_events/",
    retry="safe",
    parameters=(
        Parameter("ground_truth_dataset_versions", "query", "list[int]"),
        Parameter("project", "query", "int"),
        Parameter("created_after", "query", "datetime"),
        Parameter("data_type", "query", "str"),
        Parameter("search", "query", "str"),
        Parameter("ids", "query", "str"),
        Parameter("ids_ex", "query", "str"),
        Parameter("ordering", "query", "str"),
        Parameter("expand", "query", "str | list[str]", choices=("data_unit",)),
    ),
    response="GroundTruthEvent",
    pagination="event_pages",
    file_fields=("files",),
)

LIST_DATA: Operation[GroundTruthEventData] = Operation(
    name="ground_truth_events.list_data",
    method="GET",
    path="sdk/ground_truth_events/data/",
    retry="safe",
    parameters=(
        Parameter("ground_truth_dataset_versions", "query", "list[int]"),
        Parameter("project", "query", "int"),
        Parameter("created_after", "query", "datetime"),
        Parameter("data_type", "query", "str"),
        Parameter("search", "query", "str"),
        Parameter("ids", "query", "str"),
        Parameter("ids_ex", "query", "str"),
        Parameter("ordering", "query", "str"),
        Parameter("expand", "query", "str | list[str]", choices=("data_unit",)),
    ),
    response="GroundTruthEventData",
    pagination="event_pages",
)

LIST_FILES: Operation[GroundTruthEventFiles] = Operation(
    name="ground_truth_events.list_files",
    method="GET",
    path="sdk/ground_truth_events/files/",
    retry="safe",
    parameters=(
        Parameter("ground_truth_dataset_versions", "query", "list[int]"),
        Parameter("project", "query", "int"),
        Parameter("created_after", "query", "datetime"),
        Parameter("data_type", "query", "str"),
        Parameter("search", "query", "str"),
        Parameter("ids", "query", "str"),
        Parameter("ids_ex", "query", "str"),
        Parameter("ordering", "query", "str"),
        Parameter("expand", "query", "str | list[str]", choices=("data_unit",)),
    ),
    response="GroundTruthEventFiles",
    pagination="event_pages",
    file_fields=("files",),
)
