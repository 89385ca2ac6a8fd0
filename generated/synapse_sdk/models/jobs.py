# Generated from spec/synapse/resources/jobs.yaml by `synapse-codegen generate`. Do not edit.
"""Models of jobs."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Literal, TypeAlias

from synapse_runtime import UNSET, AliasedEnum, Json, Model, UnknownValue, Unset, model


class JobStatus(AliasedEnum):
    """State of a job.

    The backend may add values: one that is not known here is a string, an `UnknownValue`.
    """

    QUEUED = "queued"
    """Queued."""
    RUNNING = "running"
    """Running."""
    COMPLETED = "completed"
    """Succeeded."""
    FAILED = "failed"
    """Failed."""
    STOPPED = "STOPPED"
    """Stopped by a user."""

    __aliases__ = (("PENDING", "queued"), ("RUNNING", "running"), ("SUCCEEDED", "completed"), ("FAILED", "failed"))
    """Other spellings, in which some backends send the values."""


JobStatusLike: TypeAlias = (
    JobStatus
    | Literal["queued", "PENDING", "running", "RUNNING", "completed", "SUCCEEDED", "failed", "FAILED", "STOPPED"]
    | str
)
"""What callers may pass for `JobStatus`."""


class LogLevel(StrEnum):
    """Severity of a log entry.

    The backend may add values: one that is not known here is a string, an `UnknownValue`.
    """

    DEBUG = "debug"
    """Details for debugging."""
    INFO = "info"
    """Normal operation."""
    WARNING = "warning"
    """A problem that does not stop the work."""
    ERROR = "error"
    """A failure."""
    CRITICAL = "critical"
    """The work is blocked."""


LogLevelLike: TypeAlias = LogLevel | Literal["debug", "info", "warning", "error", "critical"] | str
"""What callers may pass for `LogLevel`."""


@model
class Job(Model):
    """One run of a plugin."""

    id: int | str
    """Job ID: a number, or a UUID as a string."""
    status: JobStatus | UnknownValue
    """Its state."""
    plugin: int | str
    """ID of the plugin that runs."""
    user: int | None
    """ID of the user who started it."""
    progress: float | Unset | None = UNSET
    """Progress in percent, from 0 to 100."""
    result: Json | Unset = UNSET
    """Its result, in the plugin's own format."""
    metadata: dict[str, Json] | Unset = UNSET
    """Other metadata stored with it."""
    logs: list[ConsoleLog] | Unset = UNSET
    """Its console log; only if expanded."""
    metrics: Json | Unset = UNSET
    """Its metrics; only if expanded."""
    progress_record: Json | Unset = UNSET
    """Progress of its steps, as the plugin reports it."""
    metrics_record: Json | Unset = UNSET
    """Metrics, as the plugin reports them."""
    console_logs: Json | Unset = UNSET
    """Its console log, as the plugin reports it."""
    meta: JobMeta | Unset | None = UNSET
    """Further details."""
    created_at: datetime
    """When it was created."""


@model
class JobMeta(Model):
    """Further details of a job."""

    queue: JobQueue | Unset | None = UNSET
    """Its place in the queue, while it waits for its turn."""


@model
class JobQueue(Model):
    """The place of a job in the queue."""

    position: int | Unset | None = UNSET
    """Its position."""
    reason: str | Unset | None = UNSET
    """Why it waits."""


@model
class ConsoleLog(Model):
    """One entry of a job's console log."""

    timestamp: datetime
    """When it was logged."""
    level: LogLevel | UnknownValue
    """Its severity."""
    message: str
    """The message."""


@model
class JobUpdate(Model):
    """Changes to a job. Omitted fields stay as they are."""

    status: JobStatus | str | Unset = UNSET
    """Its state."""
    progress: float | Unset = UNSET
    """Progress in percent, from 0 to 100."""
    result: Json | Unset = UNSET
    """Its result."""
    metadata: dict[str, Json] | Unset = UNSET
    """Other metadata to store with it."""
    progress_record: Json | Unset = UNSET
    """Progress of its steps, as the plugin reports it."""
    metrics_record: Json | Unset = UNSET
    """Metrics, as the plugin reports them."""
    console_logs: Json | Unset = UNSET
    """Its console log, as the plugin reports it."""
    meta: dict[str, Json] | Unset = UNSET
    """Further details, such as `queue`."""
