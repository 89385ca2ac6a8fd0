# Generated from tests/specs/press/resources/weather.yaml by `synapse-codegen generate`. Do not edit.
"""Models of weather."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, TypeAlias


class Sky(StrEnum):
    """What is above.

    The backend may add values: one that is not known here is a string, an `UnknownValue`.
    """

    CLEAR = "clear"
    CLOUDY = "cloudy"


SkyLike: TypeAlias = Sky | Literal["clear", "cloudy"] | str
"""What callers may pass for `Sky`."""
