# Generated from tests/specs/orbit/resources/satellites.yaml by `synapse-codegen generate`. Do not edit.
"""Models of satellites."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

from synapse_runtime import UNSET, Discriminator, Model, field, model, required

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from synapse_runtime import Unset


class OrbitClass(StrEnum):
    """How high it flies.

    The backend may add values: one that is not known here stays a plain string.
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
    """One satellite.

    Attributes:
        satellite_id: Its ID.
        class_: How high it flies.
        from_: When it was launched.
        import_: Where it was bought, if it was.
        is_active: Whether it answers.
        mass_kg: Its mass in kilograms.
        payload: What it carries.
        parts: What it is made of.
        http_server_url: Where it can be talked to.
        attributes: Anything else.
    """

    satellite_id: UUID = required("uuid", wire="satelliteId")
    class_: OrbitClass | str = required("OrbitClass", wire="class")
    from_: date | Unset = field("date", default=UNSET, wire="from")
    import_: str | Unset | None = field("str?", default=UNSET, wire="import")
    is_active: bool = required("bool", wire="isActive")
    mass_kg: float | Unset = field("float", default=UNSET, wire="massKg")
    payload: Payload | Unset | None = field("Payload?", default=UNSET)
    parts: list[Part] | Unset = field("list[Part]", default=UNSET)
    http_server_url: str | Unset = field("str", default=UNSET, wire="HTTPServerURL")
    attributes: dict[str, str | int] | Unset = field("dict[str | int]", default=UNSET)


@model
class Part(Model):
    """A part, made of parts.

    Attributes:
        name: Its name.
        parts: What it is made of.
    """

    name: str = required("str")
    parts: list[Part] | Unset = field("list[Part]", default=UNSET)


@model
class Camera(Model):
    """It looks.

    Attributes:
        kind: Always `camera`.
        megapixels: How sharply.
    """

    kind: str = required("str")
    megapixels: int = required("int")


@model
class Radio(Model):
    """It talks.

    Attributes:
        kind: Always `radio`.
        bands: On which bands.
    """

    kind: str = required("str")
    bands: list[str] = required("list[str]")


@model
class SatelliteCreate(Model):
    """A satellite to launch.

    Attributes:
        class_: How high it shall fly.
        from_: When it shall be launched.
        payload: What it shall carry.
        mass_kg: Its mass in kilograms.
    """

    class_: OrbitClass | str = required("OrbitClass", wire="class")
    from_: date | Unset = field("date", default=UNSET, wire="from")
    payload: Payload | Unset | None = field("Payload?", default=UNSET)
    mass_kg: float = field("float", default=1.5, wire="massKg")


@model
class SatelliteChange(Model):
    """What changes; null takes a value away.

    Attributes:
        class_: How high it shall fly.
        from_: When it was launched, or null.
        import_: Where it was bought, or null.
        is_active: Whether it shall answer.
    """

    class_: OrbitClass | str | Unset = field("OrbitClass", default=UNSET, wire="class")
    from_: date | Unset | None = field("date?", default=UNSET, wire="from")
    import_: str | Unset | None = field("str?", default=UNSET, wire="import")
    is_active: bool | Unset = field("bool", default=UNSET, wire="isActive")


Payload: TypeAlias = "Camera | Radio"
"""What a satellite carries.

Told apart by `kind`."""

PayloadVariants = Discriminator("kind", {"camera": "Camera", "radio": "Radio"})
