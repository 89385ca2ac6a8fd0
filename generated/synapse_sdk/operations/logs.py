# Generated from spec/synapse/resources/logs.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on logs, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Body, Operation, Parameter

if TYPE_CHECKING:
    from synapse_sdk.models.logs import Log

CREATE: Operation[Log] = Operation(
    name="logs.create",
    method="POST",
    path="logs/",
    retry="unsafe",
    parameters=(
        Parameter("job", "body", "int | str"),
        Parameter("level", "body", "LogLevel"),
        Parameter("message", "body", "str"),
        Parameter("event", "body", "str"),
        Parameter("data", "body", "json"),
        Parameter("timestamp", "body", "datetime", alias="datetime"),
        Parameter("file", "body", "data_uri"),
    ),
    body=Body("LogCreate", batch="optional"),
    response="Log",
    status=201,
    file_fields=("file",),
)
