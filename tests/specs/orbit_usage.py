"""A consumer's program for the second service. Type checkers read it, and a test runs it on a mock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import assert_type
from uuid import UUID

from orbit_client import UNSET, AsyncOrbit, AsyncPager, Json, Orbit, Pager, UnknownValue, Unset
from orbit_client.models import Camera, OrbitClass, Part, Payload, Radio, Reading, Satellite, SatelliteChange

FIRST = UUID("5b7ad4a8-3c1c-4c0b-9a36-3a4f6bb0e111")


def describe(payload: Payload) -> str:
    assert_type(payload, Camera | Radio)
    if isinstance(payload, Camera):
        assert_type(payload.megapixels, int)
        return f"{payload.megapixels} megapixels"
    assert_type(payload, Radio)
    return ", ".join(payload.bands)


def rows(orbit: Orbit) -> list[str]:
    pager = orbit.satellites.list("acme", class_="LEO", is_active=True)
    assert_type(pager, Pager[Satellite])
    return [describe(one.payload) for one in pager if one.payload]


def members(satellite: Satellite) -> None:
    assert_type(satellite.satellite_id, UUID)
    assert_type(satellite.class_, OrbitClass | UnknownValue)
    assert_type(satellite.from_, date | Unset)
    assert_type(satellite.import_, str | Unset | None)
    assert_type(satellite.payload, Camera | Radio | Unset | None)
    for part in satellite.parts or []:
        assert_type(part, Part)
        assert_type(part.parts, list[Part] | Unset)


def changes(orbit: Orbit) -> None:
    made = orbit.satellites.create("acme", class_=OrbitClass.GEO, from_=date(2026, 1, 1), idempotency_key="k1")
    assert_type(made, Satellite)
    assert_type(orbit.satellites.update("acme", FIRST, import_=None, from_=UNSET), Satellite)
    assert_type(orbit.satellites.update("acme", str(FIRST), SatelliteChange(is_active=False)), Satellite)
    assert_type(orbit.telemetry.search({"match": "all"}), list[Json])
    orbit.satellites.delete("acme", made.satellite_id)


async def waits(orbit: AsyncOrbit) -> None:
    assert_type(orbit.satellites.list("acme"), AsyncPager[Satellite])
    async for satellite in orbit.satellites.list("acme"):
        members(satellite)
    readings = await orbit.telemetry.latest(
        "acme", FIRST, "thermo", limit=1, since_time=datetime(2024, 1, 1, tzinfo=UTC)
    )
    assert_type(readings, list[Reading])
