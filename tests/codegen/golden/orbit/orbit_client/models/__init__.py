# Generated from tests/specs/orbit/service.yaml, tests/specs/orbit/resources/{satellites,telemetry}.yaml by `synapse-codegen generate`. Do not edit.
"""All models, enums and unions of Orbit.

They are data: they send nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import lazy_exports

if TYPE_CHECKING:
    from orbit_client.models.satellites import (
        Camera,
        OrbitClass,
        OrbitClassLike,
        Part,
        Payload,
        Radio,
        Satellite,
        SatelliteChange,
        SatelliteCreate,
    )
    from orbit_client.models.telemetry import Reading
else:
    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "orbit_client.models.satellites": (
                "Camera",
                "OrbitClass",
                "OrbitClassLike",
                "Part",
                "Payload",
                "Radio",
                "Satellite",
                "SatelliteChange",
                "SatelliteCreate",
            ),
            "orbit_client.models.telemetry": ("Reading",),
        },
    )

__all__ = [
    "Camera",
    "OrbitClass",
    "OrbitClassLike",
    "Part",
    "Payload",
    "Radio",
    "Reading",
    "Satellite",
    "SatelliteChange",
    "SatelliteCreate",
]
