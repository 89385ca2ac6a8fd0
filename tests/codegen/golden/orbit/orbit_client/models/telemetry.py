# Generated from tests/specs/orbit/resources/telemetry.yaml by `synapse-codegen generate`. Do not edit.
"""Models of telemetry."""

from __future__ import annotations

from datetime import datetime

from synapse_runtime import Model, model


@model
class Reading(Model):
    """One measurement."""

    at: datetime
    """When."""
    value: float
    """What was measured."""
