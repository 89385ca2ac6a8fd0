# Generated from spec/synapse/resources/models.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on models, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Body, Operation, Parameter, UploadFirst

if TYPE_CHECKING:
    from synapse_sdk.models.models import MLModel

GET: Operation[MLModel] = Operation(
    name="models.get",
    method="GET",
    path="models/{pk}/",
    retry="safe",
    parameters=(
        Parameter("pk", "path", "int", required=True),
        Parameter("expand", "query", "str | list[str]", choices=("metrics", "evaluations", "versions")),
        Parameter("include_file", "query", "bool"),
    ),
    response="MLModel",
    file_fields=("file",),
)

LIST: Operation[MLModel] = Operation(
    name="models.list",
    method="GET",
    path="models/",
    retry="safe",
    parameters=(
        Parameter("project", "query", "int"),
        Parameter("model_type", "query", "str"),
        Parameter("is_active", "query", "bool"),
        Parameter("created_after", "query", "datetime"),
        Parameter("search", "query", "str"),
    ),
    response="MLModel",
    pagination="pages",
    file_fields=("file",),
)

CREATE: Operation[MLModel] = Operation(
    name="models.create",
    method="POST",
    path="models/",
    retry="unsafe",
    parameters=(
        Parameter("name", "body", "str", required=True),
        Parameter("project", "body", "int"),
        Parameter("plugin", "body", "str"),
        Parameter("version", "body", "str"),
        Parameter("checkpoint", "body", "int"),
        Parameter("file", "body", "file", required=True),
        Parameter("description", "body", "str"),
        Parameter("model_type", "body", "str"),
        Parameter("metrics", "body", "dict[json]"),
        Parameter("configuration", "body", "dict[json]"),
        Parameter("is_active", "body", "bool"),
    ),
    body=Body("MLModelCreate"),
    response="MLModel",
    status=201,
    file_fields=("file",),
    chunked=UploadFirst(field="file", operation="uploads.create", send_as="chunked_upload"),
)
