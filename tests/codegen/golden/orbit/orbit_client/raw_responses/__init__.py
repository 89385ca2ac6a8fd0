# Generated from tests/specs/orbit/service.yaml by `synapse-codegen generate`. Do not edit.
"""The typed methods of Orbit, returning status and headers too: `with_raw_response`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from synapse_runtime import RawView

if TYPE_CHECKING:
    from orbit_client.raw_responses.satellites import AsyncRawSatellites, RawSatellites
    from orbit_client.raw_responses.telemetry import AsyncRawTelemetry, RawTelemetry


class RawOrbit(RawView):
    """The resources of `Orbit`; their methods return the response too."""

    @cached_property
    def satellites(self) -> RawSatellites:
        """Methods of `satellites`."""
        from orbit_client.raw_responses.satellites import RawSatellites

        return RawSatellites(self._client, "satellites")

    @cached_property
    def telemetry(self) -> RawTelemetry:
        """Methods of `telemetry`."""
        from orbit_client.raw_responses.telemetry import RawTelemetry

        return RawTelemetry(self._client, "telemetry")


class AsyncRawOrbit(RawView):
    """The resources of `AsyncOrbit`; their methods return the response too."""

    @cached_property
    def satellites(self) -> AsyncRawSatellites:
        """Methods of `satellites`."""
        from orbit_client.raw_responses.satellites import AsyncRawSatellites

        return AsyncRawSatellites(self._client, "satellites")

    @cached_property
    def telemetry(self) -> AsyncRawTelemetry:
        """Methods of `telemetry`."""
        from orbit_client.raw_responses.telemetry import AsyncRawTelemetry

        return AsyncRawTelemetry(self._client, "telemetry")
