# Generated from spec/synapse/resources/data_units.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on data_units, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Body, Operation, Parameter

if TYPE_CHECKING:
    from synapse_sdk.models.data_units import DataUnit

GET: Operation[DataUnit] = Operation(
    name="data_units.get",
    method="GET",
    path="data_units/{id}/",
    retry="safe",
    parameters=(Parameter("id", "path", "int", required=True), Parameter("expand", "query", "str | list[str]")),
    response="DataUnit",
    file_fields=("files",),
)

LIST: Operation[DataUnit] = Operation(
    name="data_units.list",
    method="GET",
    path="data_units/",
    retry="safe",
    response="DataUnit",
    pagination="pages",
    file_fields=("files",),
)

CREATE: Operation[DataUnit] = Operation(
    name="data_units.create",
    method="POST",
    path="data_units/",
    retry="unsafe",
    parameters=(
        Parameter("files", "body", "dict[UploadedFile]"),
        Parameter("data_collection", "body", "int"),
        Parameter("meta", "body", "dict[json]"),
        Parameter("groups", "body", "list[str]"),
        Parameter("id", "body", "int"),
        Parameter("file", "body", "dict[int | str]"),
    ),
    body=Body("DataUnitCreate", batch="optional"),
    response="DataUnit",
    status=201,
    file_fields=("files",),
)
