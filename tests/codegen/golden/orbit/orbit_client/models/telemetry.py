# Generated from tests/specs/orbit/resources/telemetry.yaml by `synapse-codegen generate`. Do not edit.
"""Models of telemetry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Model, model, required

if TYPE_CHECKING:
    from datetime import datetime


@model
class Reading(Model):
    """One measurement.

    Attributes:
        at: When.
        value: What was measured.
    """

    at: datetime = required("datetime")
    value: float = required("float")
