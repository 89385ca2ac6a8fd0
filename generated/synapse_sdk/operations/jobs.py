# Generated from spec/synapse/resources/jobs.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on jobs, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Body, Operation, Parameter, Waiter

if TYPE_CHECKING:
    from synapse_sdk.models.jobs import ConsoleLog, Job

GET: Operation[Job] = Operation(
    name="jobs.get",
    method="GET",
    path="jobs/{pk}/",
    retry="safe",
    parameters=(
        Parameter("pk", "path", "int | str", required=True),
        Parameter("expand", "query", "str | list[str]", choices=("logs", "metrics", "result")),
    ),
    response="Job",
    waiter=Waiter(
        field="status",
        success=("completed", "SUCCEEDED"),
        failure=("failed", "FAILED", "STOPPED"),
        log="jobs.list_console_logs",
        log_field="message",
    ),
)

LIST: Operation[Job] = Operation(
    name="jobs.list",
    method="GET",
    path="jobs/",
    retry="safe",
    parameters=(
        Parameter("status", "query", "JobStatus"),
        Parameter("plugin", "query", "int | str"),
        Parameter("created_after", "query", "datetime"),
        Parameter("user", "query", "int"),
    ),
    response="Job",
    pagination="pages",
)

UPDATE: Operation[Job] = Operation(
    name="jobs.update",
    method="PATCH",
    path="jobs/{pk}/",
    retry="unsafe",
    parameters=(
        Parameter("pk", "path", "int | str", required=True),
        Parameter("status", "body", "JobStatus"),
        Parameter("progress", "body", "float", minimum=0, maximum=100),
        Parameter("result", "body", "json"),
        Parameter("metadata", "body", "dict[json]"),
        Parameter("progress_record", "body", "json"),
        Parameter("metrics_record", "body", "json"),
        Parameter("console_logs", "body", "json"),
        Parameter("meta", "body", "dict[json]"),
    ),
    body=Body("JobUpdate"),
    response="Job",
)

LIST_CONSOLE_LOGS: Operation[list[ConsoleLog]] = Operation(
    name="jobs.list_console_logs",
    method="GET",
    path="jobs/{pk}/console_logs/",
    retry="safe",
    parameters=(Parameter("pk", "path", "int | str", required=True),),
    response="list[ConsoleLog]",
)

TAIL_LOGS: Operation[str] = Operation(
    name="jobs.tail_logs",
    method="GET",
    path="jobs/{pk}/tail_console_logs/",
    retry="safe",
    parameters=(Parameter("pk", "path", "int | str", required=True),),
    response="str",
    stream="lines",
)
