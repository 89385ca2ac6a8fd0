# Generated from spec/synapse/resources/tasks.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on tasks, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Body, Composite, Operation, Parameter

if TYPE_CHECKING:
    from synapse_runtime import Json

    from synapse_sdk.models.tasks import Task, TaskData, TaskDataResult, TaskFiles

GET: Operation[Task] = Operation(
    name="tasks.get",
    method="GET",
    path="tasks/{pk}/",
    retry="safe",
    parameters=(
        Parameter("pk", "path", "int", required=True),
        Parameter("expand", "query", "str | list[str]", choices=("data_unit", "assignment", "annotations")),
        Parameter("include_annotations", "query", "bool"),
    ),
    response="Task",
    file_fields=("files",),
)

LIST: Operation[Task] = Operation(
    name="tasks.list",
    method="GET",
    path="sdk/tasks/",
    retry="safe",
    parameters=(
        Parameter("project", "query", "int"),
        Parameter("status", "query", "TaskStatus"),
        Parameter("assignee", "query", "int"),
        Parameter("created_after", "query", "datetime"),
        Parameter("search", "query", "str"),
        Parameter("workshops", "query", "list[int]"),
        Parameter("created_gte", "query", "datetime", alias="created__gte"),
        Parameter("created_gt", "query", "datetime", alias="created__gt"),
        Parameter("created_lte", "query", "datetime", alias="created__lte"),
        Parameter("created_lt", "query", "datetime", alias="created__lt"),
        Parameter("ids", "query", "str"),
        Parameter("ids_ex", "query", "str"),
        Parameter("id_in", "query", "str", alias="id__in"),
        Parameter("id_gte", "query", "int", alias="id__gte"),
        Parameter("id_gt", "query", "int", alias="id__gt"),
        Parameter("id_lte", "query", "int", alias="id__lte"),
        Parameter("id_lt", "query", "int", alias="id__lt"),
        Parameter("ordering", "query", "str"),
        Parameter("expand", "query", "str | list[str]", choices=("data_unit",)),
        Parameter("response_mode", "query", "str", choices=("presigned",)),
    ),
    response="Task",
    pagination="sdk_pages",
    file_fields=("files",),
)

LIST_DATA: Operation[TaskData] = Operation(
    name="tasks.list_data",
    method="GET",
    path="sdk/tasks/data/",
    retry="safe",
    parameters=(
        Parameter("project", "query", "int"),
        Parameter("status", "query", "TaskStatus"),
        Parameter("assignee", "query", "int"),
        Parameter("created_after", "query", "datetime"),
        Parameter("search", "query", "str"),
        Parameter("workshops", "query", "list[int]"),
        Parameter("created_gte", "query", "datetime", alias="created__gte"),
        Parameter("created_gt", "query", "datetime", alias="created__gt"),
        Parameter("created_lte", "query", "datetime", alias="created__lte"),
        Parameter("created_lt", "query", "datetime", alias="created__lt"),
        Parameter("ids", "query", "str"),
        Parameter("ids_ex", "query", "str"),
        Parameter("id_in", "query", "str", alias="id__in"),
        Parameter("id_gte", "query", "int", alias="id__gte"),
        Parameter("id_gt", "query", "int", alias="id__gt"),
        Parameter("id_lte", "query", "int", alias="id__lte"),
        Parameter("id_lt", "query", "int", alias="id__lt"),
        Parameter("ordering", "query", "str"),
        Parameter("expand", "query", "str | list[str]", choices=("data_unit",)),
        Parameter("response_mode", "query", "str", choices=("presigned",)),
    ),
    response="TaskData",
    pagination="sdk_pages",
)

LIST_FILES: Operation[TaskFiles] = Operation(
    name="tasks.list_files",
    method="GET",
    path="sdk/tasks/files/",
    retry="safe",
    parameters=(
        Parameter("project", "query", "int"),
        Parameter("status", "query", "TaskStatus"),
        Parameter("assignee", "query", "int"),
        Parameter("created_after", "query", "datetime"),
        Parameter("search", "query", "str"),
        Parameter("workshops", "query", "list[int]"),
        Parameter("created_gte", "query", "datetime", alias="created__gte"),
        Parameter("created_gt", "query", "datetime", alias="created__gt"),
        Parameter("created_lte", "query", "datetime", alias="created__lte"),
        Parameter("created_lt", "query", "datetime", alias="created__lt"),
        Parameter("ids", "query", "str"),
        Parameter("ids_ex", "query", "str"),
        Parameter("id_in", "query", "str", alias="id__in"),
        Parameter("id_gte", "query", "int", alias="id__gte"),
        Parameter("id_gt", "query", "int", alias="id__gt"),
        Parameter("id_lte", "query", "int", alias="id__lte"),
        Parameter("id_lt", "query", "int", alias="id__lt"),
        Parameter("ordering", "query", "str"),
        Parameter("expand", "query", "str | list[str]", choices=("data_unit",)),
        Parameter("response_mode", "query", "str", choices=("presigned",)),
    ),
    response="TaskFiles",
    pagination="sdk_pages",
    file_fields=("files",),
)

CREATE: Operation[Task] = Operation(
    name="tasks.create",
    method="POST",
    path="tasks/",
    retry="unsafe",
    parameters=(
        Parameter("project", "body", "int", required=True),
        Parameter("data_unit", "body", "int", required=True),
        Parameter("priority", "body", "Priority"),
        Parameter("assignee", "body", "int?"),
        Parameter("metadata", "body", "dict[json]"),
    ),
    body=Body("TaskCreate", batch="optional"),
    response="Task",
    status=201,
    file_fields=("files",),
)

CREATE_BULK: Operation[Json] = Operation(
    name="tasks.create_bulk",
    method="POST",
    path="tasks/",
    retry="unsafe",
    parameters=(
        Parameter("project", "body", "int", required=True),
        Parameter("data", "body", "list[TaskBulkItem]", required=True),
    ),
    body=Body("TaskBulkCreate"),
    response="json?",
    status=201,
)

ANNOTATE: Operation[Task] = Operation(
    name="tasks.annotate",
    method="PUT",
    path="tasks/{pk}/annotate_task_data/",
    retry="idempotent",
    parameters=(
        Parameter("pk", "path", "int", required=True),
        Parameter("schema", "query", "str"),
        Parameter("annotations", "body", "list[json]"),
        Parameter("metadata", "body", "dict[json]"),
    ),
    body=Body("TaskAnnotation"),
    response="Task",
    file_fields=("files",),
)

ANNOTATE_BATCH: Operation[list[TaskDataResult]] = Operation(
    name="tasks.annotate_batch",
    method="",
    path="",
    retry="unsafe",
    parameters=(
        Parameter("items", "argument", "list[TaskDataItem]", required=True),
        Parameter("max_workers", "argument", "int"),
    ),
    response="list[TaskDataResult]",
    composite=Composite(
        kind="for_each",
        steps={"call": "tasks.annotate"},
        settings={
            "items": "items",
            "workers": "max_workers",
            "key": "task_id",
            "body": "data",
            "fields": {"task_id": "pk", "schema": "schema"},
        },
    ),
)

SET_TAGS: Operation[dict[str, Json]] = Operation(
    name="tasks.set_tags",
    method="POST",
    path="tasks/set_tags/",
    retry="unsafe",
    parameters=(
        Parameter("replace", "query", "bool"),
        Parameter("ids", "body", "list[int]"),
        Parameter("tags", "body", "list[int]"),
        Parameter("action", "body", "TagAction"),
        Parameter("task_ids", "body", "list[int]"),
        Parameter("tag_ids", "body", "list[int]"),
    ),
    body=Body("TaskTagChange"),
    response="dict[json]",
)
