# Generated from spec/synapse/resources/assignments.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on assignments, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Body, Operation, Parameter

if TYPE_CHECKING:
    from synapse_runtime import Json

    from synapse_sdk.models.assignments import Assignment, AssignmentData, AssignmentFiles

GET: Operation[Assignment] = Operation(
    name="assignments.get",
    method="GET",
    path="assignments/{pk}/",
    retry="safe",
    parameters=(Parameter("pk", "path", "int", required=True),),
    response="Assignment",
    file_fields=("file", "files"),
)

LIST: Operation[Assignment] = Operation(
    name="assignments.list",
    method="GET",
    path="sdk/assignments/",
    retry="safe",
    parameters=(
        Parameter("project", "query", "int"),
        Parameter("status", "query", "AssignmentStatus"),
        Parameter("assignee", "query", "int"),
        Parameter("created_after", "query", "datetime"),
        Parameter("updated_after", "query", "datetime"),
        Parameter("priority", "query", "Priority"),
        Parameter("search", "query", "str"),
        Parameter("workshop", "query", "int"),
        Parameter("tasks", "query", "list[int]"),
        Parameter("ids", "query", "str"),
        Parameter("ids_ex", "query", "str"),
        Parameter("id_in", "query", "str", alias="id__in"),
        Parameter("id_gte", "query", "int", alias="id__gte"),
        Parameter("id_gt", "query", "int", alias="id__gt"),
        Parameter("id_lte", "query", "int", alias="id__lte"),
        Parameter("id_lt", "query", "int", alias="id__lt"),
        Parameter("ordering", "query", "str"),
        Parameter("expand", "query", "str | list[str]", choices=("data_unit",)),
    ),
    response="Assignment",
    pagination="sdk_pages",
    file_fields=("file", "files"),
)

LIST_DATA: Operation[AssignmentData] = Operation(
    name="assignments.list_data",
    method="GET",
    path="sdk/assignments/data/",
    retry="safe",
    parameters=(
        Parameter("project", "query", "int"),
        Parameter("status", "query", "AssignmentStatus"),
        Parameter("assignee", "query", "int"),
        Parameter("created_after", "query", "datetime"),
        Parameter("updated_after", "query", "datetime"),
        Parameter("priority", "query", "Priority"),
        Parameter("search", "query", "str"),
        Parameter("workshop", "query", "int"),
        Parameter("tasks", "query", "list[int]"),
        Parameter("ids", "query", "str"),
        Parameter("ids_ex", "query", "str"),
        Parameter("id_in", "query", "str", alias="id__in"),
        Parameter("id_gte", "query", "int", alias="id__gte"),
        Parameter("id_gt", "query", "int", alias="id__gt"),
        Parameter("id_lte", "query", "int", alias="id__lte"),
        Parameter("id_lt", "query", "int", alias="id__lt"),
        Parameter("ordering", "query", "str"),
        Parameter("expand", "query", "str | list[str]", choices=("data_unit",)),
    ),
    response="AssignmentData",
    pagination="sdk_pages",
)

LIST_FILES: Operation[AssignmentFiles] = Operation(
    name="assignments.list_files",
    method="GET",
    path="sdk/assignments/files/",
    retry="safe",
    parameters=(
        Parameter("project", "query", "int"),
        Parameter("status", "query", "AssignmentStatus"),
        Parameter("assignee", "query", "int"),
        Parameter("created_after", "query", "datetime"),
        Parameter("updated_after", "query", "datetime"),
        Parameter("priority", "query", "Priority"),
        Parameter("search", "query", "str"),
        Parameter("workshop", "query", "int"),
        Parameter("tasks", "query", "list[int]"),
        Parameter("ids", "query", "str"),
        Parameter("ids_ex", "query", "str"),
        Parameter("id_in", "query", "str", alias="id__in"),
        Parameter("id_gte", "query", "int", alias="id__gte"),
        Parameter("id_gt", "query", "int", alias="id__gt"),
        Parameter("id_lte", "query", "int", alias="id__lte"),
        Parameter("id_lt", "query", "int", alias="id__lt"),
        Parameter("ordering", "query", "str"),
        Parameter("expand", "query", "str | list[str]", choices=("data_unit",)),
    ),
    response="AssignmentFiles",
    pagination="sdk_pages",
    file_fields=("files",),
)

SET_TAGS: Operation[dict[str, Json]] = Operation(
    name="assignments.set_tags",
    method="POST",
    path="assignments/set_tags/",
    retry="unsafe",
    parameters=(
        Parameter("replace", "query", "bool"),
        Parameter("notify", "query", "bool"),
        Parameter("ids", "body", "list[int]"),
        Parameter("tags", "body", "list[int]"),
        Parameter("action", "body", "TagAction"),
        Parameter("assignment_ids", "body", "list[int]"),
        Parameter("tag_ids", "body", "list[int]"),
    ),
    body=Body("AssignmentTagChange"),
    response="dict[json]",
)
