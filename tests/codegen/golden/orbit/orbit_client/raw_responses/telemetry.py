# Generated from tests/specs/orbit/resources/telemetry.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `telemetry`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, raw_method

if TYPE_CHECKING:
    from orbit_client.resources.telemetry import AsyncTelemetry, Telemetry


class RawTelemetry(RawView):
    """Methods of `telemetry`, which return the response too."""

    def __init__(self, telemetry: Telemetry) -> None:
        """Take the methods that end with a response."""
        self.latest = raw_method(telemetry.latest)
        self.search = raw_method(telemetry.search)


class AsyncRawTelemetry(RawView):
    """Methods of `telemetry`, which return the response too."""

    def __init__(self, telemetry: AsyncTelemetry) -> None:
        """Take the methods that end with a response."""
        self.latest = async_raw_method(telemetry.latest)
        self.search = async_raw_method(telemetry.search)
