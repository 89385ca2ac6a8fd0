# Generated from tests/specs/orbit/resources/telemetry.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `telemetry`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, raw_method

from orbit_client.resources.telemetry import AsyncTelemetry, Telemetry


class RawTelemetry(RawView):
    """Methods of `telemetry`, which return the response too."""

    latest = raw_method(Telemetry.latest)
    search = raw_method(Telemetry.search)


class AsyncRawTelemetry(RawView):
    """Methods of `telemetry`, which return the response too."""

    latest = async_raw_method(AsyncTelemetry.latest)
    search = async_raw_method(AsyncTelemetry.search)
