# Generated from spec/synapse/resources/serve_applications.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on serve_applications, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Body, Operation, Parameter

if TYPE_CHECKING:
    from synapse_sdk.models.serve_applications import ServeApplication

LIST: Operation[ServeApplication] = Operation(
    name="serve_applications.list",
    method="GET",
    path="serve_applications/",
    retry="safe",
    parameters=(Parameter("plugin_code", "query", "str"), Parameter("job_agent", "query", "int", alias="job__agent")),
    response="ServeApplication",
    pagination="pages",
)

CREATE: Operation[ServeApplication] = Operation(
    name="serve_applications.create",
    method="POST",
    path="serve_applications/",
    retry="unsafe",
    parameters=(
        Parameter("job", "body", "int | str"),
        Parameter("status", "body", "str"),
        Parameter("data", "body", "dict[json]"),
    ),
    body=Body("ServeApplicationCreate"),
    response="ServeApplication",
    status=201,
)
