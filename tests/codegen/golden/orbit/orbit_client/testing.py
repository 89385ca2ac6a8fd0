# Generated from tests/specs/orbit/service.yaml by `synapse-codegen generate`. Do not edit.
"""Models of Orbit for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import UNSET
from synapse_runtime.testing import ModelFactory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from synapse_runtime import Unset

    from orbit_client.models.satellites import (
        Camera,
        OrbitClassLike,
        Part,
        Payload,
        Radio,
        Satellite,
        SatelliteChange,
        SatelliteCreate,
    )
    from orbit_client.models.telemetry import Reading


class Build(ModelFactory):
    """Makes models of Orbit. What is not given is made up, and nothing is stored."""

    def satellite(
        self,
        *,
        satellite_id: UUID | str | Unset = UNSET,
        class_: OrbitClassLike | Unset = UNSET,
        from_: date | Unset = UNSET,
        import_: str | Unset | None = UNSET,
        is_active: bool | Unset = UNSET,
        mass_kg: float | Unset = UNSET,
        payload: Payload | Unset | None = UNSET,
        parts: Sequence[Part] | Unset = UNSET,
        http_server_url: str | Unset = UNSET,
        attributes: Mapping[str, str | int] | Unset = UNSET,
    ) -> Satellite:
        """Make a model `Satellite`: one satellite."""
        from orbit_client.models.satellites import Satellite

        return self._make(
            Satellite,
            {
                "satellite_id": satellite_id,
                "class_": class_,
                "from_": from_,
                "import_": import_,
                "is_active": is_active,
                "mass_kg": mass_kg,
                "payload": payload,
                "parts": parts,
                "http_server_url": http_server_url,
                "attributes": attributes,
            },
        )

    def part(self, *, name: str | Unset = UNSET, parts: Sequence[Part] | Unset = UNSET) -> Part:
        """Make a model `Part`: a part, made of parts."""
        from orbit_client.models.satellites import Part

        return self._make(Part, {"name": name, "parts": parts})

    def camera(self, *, kind: str | Unset = UNSET, megapixels: int | Unset = UNSET) -> Camera:
        """Make a model `Camera`: it looks."""
        from orbit_client.models.satellites import Camera

        return self._make(Camera, {"kind": kind, "megapixels": megapixels})

    def radio(self, *, kind: str | Unset = UNSET, bands: Sequence[str] | Unset = UNSET) -> Radio:
        """Make a model `Radio`: it talks."""
        from orbit_client.models.satellites import Radio

        return self._make(Radio, {"kind": kind, "bands": bands})

    def satellite_create(
        self,
        *,
        class_: OrbitClassLike | Unset = UNSET,
        from_: date | Unset = UNSET,
        payload: Payload | Unset | None = UNSET,
        mass_kg: float | Unset = UNSET,
    ) -> SatelliteCreate:
        """Make a model `SatelliteCreate`: a satellite to launch."""
        from orbit_client.models.satellites import SatelliteCreate

        return self._make(SatelliteCreate, {"class_": class_, "from_": from_, "payload": payload, "mass_kg": mass_kg})

    def satellite_change(
        self,
        *,
        class_: OrbitClassLike | Unset = UNSET,
        from_: date | Unset | None = UNSET,
        import_: str | Unset | None = UNSET,
        is_active: bool | Unset = UNSET,
    ) -> SatelliteChange:
        """Make a model `SatelliteChange`: what changes; null takes a value away."""
        from orbit_client.models.satellites import SatelliteChange

        return self._make(
            SatelliteChange,
            {"class_": class_, "from_": from_, "import_": import_, "is_active": is_active},
        )

    def reading(self, *, at: datetime | Unset = UNSET, value: float | Unset = UNSET) -> Reading:
        """Make a model `Reading`: one measurement."""
        from orbit_client.models.telemetry import Reading

        return self._make(Reading, {"at": at, "value": value})
