# Generated from spec/synapse/resources/serve_applications.yaml by `synapse-codegen generate`. Do not edit.
"""Models of serve_applications."""

from __future__ import annotations

from datetime import datetime

from synapse_runtime import UNSET, Json, Model, Unset, model


@model
class ServeApplication(Model):
    """One deployed application."""

    id: int
    """Application ID."""
    job: int | str
    """ID of the job that deployed it."""
    status: str
    """Its state in the serving system, such as `RUNNING`."""
    data: dict[str, Json]
    """Other details from the serving system."""
    created_at: datetime
    """When it was created."""


@model
class ServeApplicationCreate(Model):
    """Fields of a new application."""

    job: int | str | Unset = UNSET
    """ID of the job that deployed it."""
    status: str | Unset = UNSET
    """Its state in the serving system, such as `RUNNING`."""
    data: dict[str, Json] | Unset = UNSET
    """Other details from the serving system."""
