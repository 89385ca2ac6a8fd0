# Generated from tests/specs/orbit/service.yaml by `synapse-codegen generate`. Do not edit.
"""The typed methods of Orbit, returning status and headers too: `with_raw_response`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from synapse_runtime import RawClient

if TYPE_CHECKING:
    from orbit_client.raw_responses.satellites import AsyncRawSatellites, RawSatellites
    from orbit_client.raw_responses.telemetry import AsyncRawTelemetry, RawTelemetry


class RawOrbit(RawClient):
    """The resources of `Orbit`; their methods return the response too."""

    @cached_property
    def satellites(self) -> RawSatellites:
        """Methods of `satellites`."""
        from orbit_client.raw_responses.satellites import RawSatellites
        from orbit_client.resources.satellites import Satellites

        return RawSatellites(Satellites(self._client))

    @cached_property
    def telemetry(self) -> RawTelemetry:
        """Methods of `telemetry`."""
        from orbit_client.raw_responses.telemetry import RawTelemetry
        from orbit_client.resources.telemetry import Telemetry

        return RawTelemetry(Telemetry(self._client))


class AsyncRawOrbit(RawClient):
    """The resources of `AsyncOrbit`; their methods return the response too."""

    @cached_property
    def satellites(self) -> AsyncRawSatellites:
        """Methods of `satellites`."""
        from orbit_client.raw_responses.satellites import AsyncRawSatellites
        from orbit_client.resources.satellites import AsyncSatellites

        return AsyncRawSatellites(AsyncSatellites(self._client))

    @cached_property
    def telemetry(self) -> AsyncRawTelemetry:
        """Methods of `telemetry`."""
        from orbit_client.raw_responses.telemetry import AsyncRawTelemetry
        from orbit_client.resources.telemetry import AsyncTelemetry

        return AsyncRawTelemetry(AsyncTelemetry(self._client))
