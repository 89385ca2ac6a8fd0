# Generated from spec/synapse/resources/jobs.yaml by `synapse-codegen generate`. Do not edit.
"""Models of jobs."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

from synapse_runtime import UNSET, Model, field, model, required

if TYPE_CHECKING:
    from datetime import datetime

    from synapse_runtime import Json, Unset


class JobStatus(StrEnum):
    """State of a job.

    The backend may add values: one that is not known here stays a plain string.
    """

    QUEUED = "queued"
    """Queued."""
    RUNNING = "running"
    """Running."""
    COMPLETED = "completed"
    """Succeeded."""
    FAILED = "failed"
    """Failed."""


JobStatusLike: TypeAlias = JobStatus | Literal["queued", "running", "completed", "failed"] | str
"""What callers may pass for `JobStatus`."""


class LogLevel(StrEnum):
    """Severity of a log entry.

    The backend may add values: one that is not known here stays a plain string.
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
    """One run of a plugin.

    Attributes:
        id: Job ID: a number, or a UUID as a string.
        status: Its state.
        plugin: ID of the plugin that runs.
        user: ID of the user who started it.
        progress: Progress in percent, from 0 to 100.
        result: Its result, in the plugin's own format.
        metadata: Other metadata stored with it.
        logs: Its console log; only if expanded.
        metrics: Its metrics; only if expanded.
        created_at: When it was created.
    """

    id: int | str = required("int | str")
    status: JobStatus | str = required("JobStatus")
    plugin: int | str | Unset = field("int | str", default=UNSET)
    user: int | Unset | None = field("int?", default=UNSET)
    progress: float | Unset | None = field("float?", default=UNSET)
    result: Json | Unset = field("json", default=UNSET)
    metadata: dict[str, Json] | Unset = field("dict[json]", default=UNSET)
    logs: list[ConsoleLog] | Unset = field("list[ConsoleLog]", default=UNSET)
    metrics: Json | Unset = field("json", default=UNSET)
    created_at: datetime | Unset = field("datetime", default=UNSET)


@model
class ConsoleLog(Model):
    """One entry of a job's console log.

    Attributes:
        timestamp: When it was logged.
        level: Its severity.
        message: The message.
    """

    timestamp: datetime = required("datetime")
    level: LogLevel | str = required("LogLevel")
    message: str = required("str")


@model
class JobUpdate(Model):
    """Changes to a job. Omitted fields stay as they are.

    Attributes:
        status: Its state.
        progress: Progress in percent, from 0 to 100.
        result: Its result.
        metadata: Other metadata to store with it.
    """

    status: JobStatus | str | Unset = field("JobStatus", default=UNSET)
    progress: float | Unset = field("float", default=UNSET)
    result: Json | Unset = field("json", default=UNSET)
    metadata: dict[str, Json] | Unset = field("dict[json]", default=UNSET)
