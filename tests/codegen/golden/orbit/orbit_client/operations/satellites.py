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
        Parameter("org_id", "orgId", "path", "str", required=True),
        Parameter("class_", "class", "query", "OrbitClass"),
        Parameter("is_active", "isActive", "query", "bool"),
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
        Parameter("org_id", "orgId", "path", "str", required=True),
        Parameter("satellite_id", "satelliteId", "path", "uuid", required=True),
    ),
    response="Satellite",
)

CREATE: Operation[Satellite] = Operation(
    name="satellites.create",
    method="POST",
    path="v2/orgs/{orgId}/satellites",
    retry="idempotent",
    parameters=(
        Parameter("org_id", "orgId", "path", "str", required=True),
        Parameter("idempotency_key", "Idempotency-Key", "header", "str", required=True),
        Parameter("class_", "class", "body", "OrbitClass", required=True),
        Parameter("from_", "from", "body", "date"),
        Parameter("payload", "payload", "body", "Payload?"),
        Parameter("mass_kg", "massKg", "body", "float", default=1.5),
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
        Parameter("org_id", "orgId", "path", "str", required=True),
        Parameter("satellite_id", "satelliteId", "path", "uuid", required=True),
        Parameter("class_", "class", "body", "OrbitClass"),
        Parameter("from_", "from", "body", "date?"),
        Parameter("import_", "import", "body", "str?"),
        Parameter("is_active", "isActive", "body", "bool"),
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
        Parameter("org_id", "orgId", "path", "str", required=True),
        Parameter("satellite_id", "satelliteId", "path", "uuid", required=True),
    ),
    status=204,
)
