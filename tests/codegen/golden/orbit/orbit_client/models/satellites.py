# Generated from tests/specs/orbit/resources/satellites.yaml by `synapse-codegen generate`. Do not edit.
"""Models of satellites."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from synapse_runtime import UNSET, Discriminator, Model, UnknownValue, Unset, WireName, model


class OrbitClass(StrEnum):
    """How high it flies.

    The backend may add values: one that is not known here is a string, an `UnknownValue`.
    """

    LEO = "LEO"
    """Low."""
    GEO = "geo-stationary"
    """Above one place."""
    VALUE_2_AXIS = "2-axis"
    """Tumbling."""


OrbitClassLike: TypeAlias = OrbitClass | Literal["LEO", "geo-stationary", "2-axis"] | str
"""What callers may pass for `OrbitClass`."""


@model
class Satellite(Model):
    """One satellite."""

    satellite_id: Annotated[UUID, WireName("satelliteId")]
    """Its ID."""
    class_: Annotated[OrbitClass | UnknownValue, WireName("class")]
    """How high it flies."""
    from_: Annotated[date | Unset, WireName("from")] = UNSET
    """When it was launched."""
    import_: Annotated[str | Unset | None, WireName("import")] = UNSET
    """Where it was bought, if it was."""
    is_active: Annotated[bool, WireName("isActive")]
    """Whether it answers."""
    mass_kg: Annotated[float | Unset, WireName("massKg")] = UNSET
    """Its mass in kilograms."""
    payload: Payload | Unset | None = UNSET
    """What it carries."""
    parts: list[Part] | Unset = UNSET
    """What it is made of."""
    http_server_url: Annotated[str | Unset, WireName("HTTPServerURL")] = UNSET
    """Where it can be talked to."""
    attributes: dict[str, str | int] | Unset = UNSET
    """Anything else."""


@model
class Part(Model):
    """A part, made of parts."""

    name: str
    """Its name."""
    parts: list[Part] | Unset = UNSET
    """What it is made of."""


@model
class Camera(Model):
    """It looks."""

    kind: str
    """Always `camera`."""
    megapixels: int
    """How sharply."""


@model
class Radio(Model):
    """It talks."""

    kind: str
    """Always `radio`."""
    bands: list[str]
    """On which bands."""


@model
class SatelliteCreate(Model):
    """A satellite to launch."""

    class_: Annotated[OrbitClass | str, WireName("class")]
    """How high it shall fly."""
    from_: Annotated[date | Unset, WireName("from")] = UNSET
    """When it shall be launched."""
    payload: Payload | Unset | None = UNSET
    """What it shall carry."""
    mass_kg: Annotated[float, WireName("massKg")] = 1.5
    """Its mass in kilograms."""


@model
class SatelliteChange(Model):
    """What changes; null takes a value away."""

    class_: Annotated[OrbitClass | str | Unset, WireName("class")] = UNSET
    """How high it shall fly."""
    from_: Annotated[date | Unset | None, WireName("from")] = UNSET
    """When it was launched, or null."""
    import_: Annotated[str | Unset | None, WireName("import")] = UNSET
    """Where it was bought, or null."""
    is_active: Annotated[bool | Unset, WireName("isActive")] = UNSET
    """Whether it shall answer."""


Payload: TypeAlias = Annotated[
    "Camera | Radio", Discriminator("Payload", "kind", {"camera": "Camera", "radio": "Radio"})
]
"""What a satellite carries.

Told apart by `kind`."""
