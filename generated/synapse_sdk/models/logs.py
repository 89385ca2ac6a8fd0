# Generated from spec/synapse/resources/logs.yaml by `synapse-codegen generate`. Do not edit.
"""Models of logs."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from synapse_runtime import UNSET, DataUri, FileUrls, Json, Model, UnknownValue, Unset, WireName, model

if TYPE_CHECKING:
    from synapse_sdk.models.jobs import LogLevel


@model
class Log(Model):
    """One log entry."""

    id: int | str
    """Entry ID."""
    job: int | str | Unset = UNSET
    """ID of the job that it belongs to."""
    level: LogLevel | UnknownValue | Unset = UNSET
    """Its severity."""
    message: str | Unset = UNSET
    """The message."""
    event: str | Unset = UNSET
    """Name of the event, for programs."""
    data: Json | Unset = UNSET
    """Details of the event."""
    timestamp: Annotated[datetime | Unset, WireName("datetime")] = UNSET
    """When it happened."""
    file: Annotated[str | Unset | None, FileUrls()] = UNSET
    """URL of the attached file, if any."""


@model
class LogCreate(Model):
    """A log entry to send."""

    job: int | str | Unset = UNSET
    """ID of the job that it belongs to."""
    level: LogLevel | str | Unset = UNSET
    """Its severity."""
    message: str | Unset = UNSET
    """The message."""
    event: str | Unset = UNSET
    """Name of the event, for programs."""
    data: Json | Unset = UNSET
    """Details of the event."""
    timestamp: Annotated[datetime | Unset, WireName("datetime")] = UNSET
    """When it happened."""
    file: DataUri | Unset = UNSET
    """A file to attach. It is sent inside the JSON, so it should be small."""
