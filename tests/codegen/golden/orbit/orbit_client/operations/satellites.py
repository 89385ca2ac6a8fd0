# Generated from tests/specs/orbit/resources/satellites.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on satellites, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Body, Operation, Parameter

if TYPE_CHECKING:
    from orbit_client.models.satellites import Satellite

LIST: Operation[Satellite] = Operation(
    name="satellites.list",
    method="GET",
    path="v2/orgs/{orgId}/satellites",
    retry="safe",
    parameters=(
        Parameter("org_id", "path", "str", alias="orgId", required=True),
        Parameter("class_", "query", "OrbitClass", alias="class"),
        Parameter("is_active", "query", "bool", alias="isActive"),
    ),
    response="Satellite",
    pagination="cursor",
)

GET: Operation[Satellite] = Operation(
    name="satellites.get",
    method="GET",
    path="v2/orgs/{orgId}/satellites/{satelliteId}",
    retry="safe",
    parameters=(
        Parameter("org_id", "path", "str", alias="orgId", required=True),
        Parameter("satellite_id", "path", "uuid", alias="satelliteId", required=True),
    ),
    response="Satellite",
)

CREATE: Operation[Satellite] = Operation(
    name="satellites.create",
    method="POST",
    path="v2/orgs/{orgId}/satellites",
    retry="idempotent",
    parameters=(
        Parameter("org_id", "path", "str", alias="orgId", required=True),
        Parameter("idempotency_key", "header", "str", alias="Idempotency-Key", required=True),
        Parameter("class_", "body", "OrbitClass", alias="class", required=True),
        Parameter("from_", "body", "date", alias="from"),
        Parameter("payload", "body", "Payload?"),
        Parameter("mass_kg", "body", "float", alias="massKg", default=1.5),
    ),
    body=Body("SatelliteCreate"),
    response="Satellite",
    status=201,
)

UPDATE: Operation[Satellite] = Operation(
    name="satellites.update",
    method="PATCH",
    path="v2/orgs/{orgId}/satellites/{satelliteId}",
    retry="unsafe",
    parameters=(
        Parameter("org_id", "path", "str", alias="orgId", required=True),
        Parameter("satellite_id", "path", "uuid", alias="satelliteId", required=True),
        Parameter("class_", "body", "OrbitClass", alias="class"),
        Parameter("from_", "body", "date?", alias="from"),
        Parameter("import_", "body", "str?", alias="import"),
        Parameter("is_active", "body", "bool", alias="isActive"),
    ),
    body=Body("SatelliteChange"),
    response="Satellite",
)

DELETE: Operation[None] = Operation(
    name="satellites.delete",
    method="DELETE",
    path="v2/orgs/{orgId}/satellites/{satelliteId}",
    retry="idempotent",
    parameters=(
        Parameter("org_id", "path", "str", alias="orgId", required=True),
        Parameter("satellite_id", "path", "uuid", alias="satelliteId", required=True),
    ),
    status=204,
)
