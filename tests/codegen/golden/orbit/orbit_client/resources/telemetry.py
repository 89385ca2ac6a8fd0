# Generated from tests/specs/orbit/resources/telemetry.yaml by `synapse-codegen generate`. Do not edit.
"""What satellites say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import AsyncResource, Resource

from orbit_client.operations.telemetry import LATEST, SEARCH

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from synapse_runtime import Json

    from orbit_client.models.telemetry import Reading


class Telemetry(Resource):
    """What satellites say."""

    def latest(
        self, org_id: str, satellite_id: UUID | str, sensor: str, *, since_time: datetime | None = None, limit: int
    ) -> list[Reading]:
        """The last readings of one sensor.

        Args:
            org_id: The organisation.
            satellite_id: The satellite.
            sensor: The sensor; its name is nobody's business.
            since_time: Only those after this moment.
            limit: How many at the most.

        Returns:
            A list. Each item: One measurement.
        """
        return self._call(
            LATEST,
            {
                "org_id": org_id,
                "satellite_id": satellite_id,
                "sensor": sensor,
                "since_time": since_time,
                "limit": limit,
            },
        )

    def search(self, body: Json) -> list[Json]:
        """Search by a query too long for a URL.

        Args:
            body: What to send.
        """
        return self._call(SEARCH, {}, body)


class AsyncTelemetry(AsyncResource):
    """What satellites say."""

    async def latest(
        self, org_id: str, satellite_id: UUID | str, sensor: str, *, since_time: datetime | None = None, limit: int
    ) -> list[Reading]:
        """The last readings of one sensor.

        Args:
            org_id: The organisation.
            satellite_id: The satellite.
            sensor: The sensor; its name is nobody's business.
            since_time: Only those after this moment.
            limit: How many at the most.

        Returns:
            A list. Each item: One measurement.
        """
        return await self._call(
            LATEST,
            {
                "org_id": org_id,
                "satellite_id": satellite_id,
                "sensor": sensor,
                "since_time": since_time,
                "limit": limit,
            },
        )

    async def search(self, body: Json) -> list[Json]:
        """Search by a query too long for a URL.

        Args:
            body: What to send.
        """
        return await self._call(SEARCH, {}, body)
