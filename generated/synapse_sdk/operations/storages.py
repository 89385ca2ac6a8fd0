# Generated from spec/synapse/resources/storages.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on storages, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Body, Composite, Operation, Parameter

if TYPE_CHECKING:
    from synapse_sdk.models.storages import Storage

GET: Operation[Storage] = Operation(
    name="storages.get",
    method="GET",
    path="storages/{pk}/",
    retry="safe",
    parameters=(
        Parameter("pk", "path", "int", required=True),
        Parameter("with_configuration", "query", "bool", const=True),
    ),
    response="Storage",
)

LIST: Operation[Storage] = Operation(
    name="storages.list",
    method="GET",
    path="storages/",
    retry="safe",
    parameters=(Parameter("category", "query", "StorageCategory"),),
    response="Storage",
    pagination="pages",
)

GET_DEFAULT: Operation[Storage] = Operation(
    name="storages.get_default",
    method="",
    path="",
    retry="unsafe",
    response="Storage",
    composite=Composite(
        kind="preferred_item",
        steps={"list": "storages.list"},
        settings={"query": {"category": "internal"}, "prefer": "is_default"},
    ),
)

CREATE: Operation[Storage] = Operation(
    name="storages.create",
    method="POST",
    path="storages/",
    retry="unsafe",
    parameters=(
        Parameter("name", "body", "str", required=True),
        Parameter("provider", "body", "StorageProvider", required=True),
        Parameter("category", "body", "StorageCategory"),
        Parameter("configuration", "body", "dict[json]"),
    ),
    body=Body("StorageCreate"),
    response="Storage",
    status=201,
)
