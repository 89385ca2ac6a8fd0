# Generated from spec/synapse/resources/task_tags.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on task_tags, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Operation, Parameter

if TYPE_CHECKING:
    from synapse_sdk.models.task_tags import TaskTag

GET: Operation[TaskTag] = Operation(
    name="task_tags.get",
    method="GET",
    path="task_tags/{pk}/",
    retry="safe",
    parameters=(Parameter("pk", "path", "int", required=True),),
    response="TaskTag",
)

LIST: Operation[TaskTag] = Operation(
    name="task_tags.list",
    method="GET",
    path="task_tags/",
    retry="safe",
    parameters=(
        Parameter("project", "query", "int"),
        Parameter("search", "query", "str"),
        Parameter("color", "query", "str"),
    ),
    response="TaskTag",
    pagination="pages",
)
