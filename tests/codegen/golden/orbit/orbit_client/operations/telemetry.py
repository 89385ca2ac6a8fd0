# Generated from tests/specs/orbit/resources/telemetry.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on telemetry, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Body, Operation, Parameter

if TYPE_CHECKING:
    from synapse_runtime import Json

    from orbit_client.models.telemetry import Reading

LATEST: Operation[list[Reading]] = Operation(
    name="telemetry.latest",
    method="GET",
    path="v2/orgs/{orgId}/satellites/{satelliteId}/sensors/{sensor}/readings",
    retry="safe",
    parameters=(
        Parameter("org_id", "path", "str", alias="orgId", required=True),
        Parameter("satellite_id", "path", "uuid", alias="satelliteId", required=True),
        Parameter("sensor", "path", "str", required=True, secret=True),
        Parameter("since_time", "query", "datetime", alias="sinceTime"),
        Parameter("limit", "query", "int", required=True),
        Parameter("units", "query", "str", const="si"),
    ),
    response="list[Reading]",
)

SEARCH: Operation[list[Json]] = Operation(
    name="telemetry.search",
    method="POST",
    path="v2/telemetry/search",
    retry="safe",
    body=Body("json"),
    response="list[json]",
)
