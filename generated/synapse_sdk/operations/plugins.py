# Generated from spec/synapse/resources/plugins.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on plugins, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Body, Operation, Parameter

if TYPE_CHECKING:
    from synapse_sdk.models.plugins import Plugin, PluginRunResult

GET: Operation[Plugin] = Operation(
    name="plugins.get",
    method="GET",
    path="plugins/{pk}/",
    retry="safe",
    parameters=(Parameter("pk", "path", "int | str", required=True),),
    response="Plugin",
)

CREATE: Operation[Plugin] = Operation(
    name="plugins.create",
    method="POST",
    path="plugins/",
    retry="unsafe",
    parameters=(
        Parameter("name", "body", "str", required=True),
        Parameter("description", "body", "str"),
        Parameter("version", "body", "str"),
        Parameter("author", "body", "str"),
        Parameter("category", "body", "str"),
        Parameter("configuration", "body", "dict[json]"),
    ),
    body=Body("PluginCreate"),
    response="Plugin",
    status=201,
)

UPDATE: Operation[Plugin] = Operation(
    name="plugins.update",
    method="PUT",
    path="plugins/{pk}/",
    retry="idempotent",
    parameters=(
        Parameter("pk", "path", "int | str", required=True),
        Parameter("name", "body", "str"),
        Parameter("description", "body", "str"),
        Parameter("version", "body", "str"),
        Parameter("author", "body", "str"),
        Parameter("category", "body", "str"),
        Parameter("configuration", "body", "dict[json]"),
    ),
    body=Body("PluginUpdate"),
    response="Plugin",
)

RUN: Operation[PluginRunResult] = Operation(
    name="plugins.run",
    method="POST",
    path="plugins/{pk}/run/",
    retry="unsafe",
    parameters=(
        Parameter("pk", "path", "int | str", required=True),
        Parameter("parameters", "body", "dict[json]"),
        Parameter("context", "body", "dict[json]"),
        Parameter("agent", "body", "int"),
        Parameter("action", "body", "str"),
        Parameter("params", "body", "dict[json]"),
        Parameter("storage_id", "body", "int"),
        Parameter("job_id", "body", "int"),
        Parameter("debug", "body", "bool"),
        Parameter("version", "body", "str"),
        Parameter("language", "body", "str"),
    ),
    body=Body("PluginRun"),
    response="PluginRunResult",
)
