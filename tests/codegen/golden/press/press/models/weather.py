# Generated from tests/specs/press/resources/weather.yaml by `synapse-codegen generate`. Do not edit.
"""Models of weather."""

from __future__ import annotations

from typing import Literal, TypeAlias

from synapse_runtime import AliasedEnum


class Sky(AliasedEnum):
    """What is above.

    The backend may add values: one that is not known here is a string, an `UnknownValue`.
    """

    CLEAR = "clear"
    CLOUDY = "cloudy"

    __aliases__ = (("CLEAR", "clear"), ("sunny", "clear"))
    """Other spellings, in which some backends send the values."""


SkyLike: TypeAlias = Sky | Literal["clear", "CLEAR", "sunny", "cloudy"] | str
"""What callers may pass for `Sky`."""
