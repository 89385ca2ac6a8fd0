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
    """Where a job stands.

    The backend may add values: one that is not known here stays a plain string.
    """

    QUEUED = "queued"
    """Waiting for its turn."""
    RUNNING = "running"
    """At work."""
    COMPLETED = "completed"
    """Ended well."""
    FAILED = "failed"
    """Ended with an error."""


JobStatusLike: TypeAlias = JobStatus | Literal["queued", "running", "completed", "failed"] | str
"""What callers may pass for `JobStatus`."""


class LogLevel(StrEnum):
    """How serious a log entry is.

    The backend may add values: one that is not known here stays a plain string.
    """

    DEBUG = "debug"
    """For those who look for a fault."""
    INFO = "info"
    """All goes as it should."""
    WARNING = "warning"
    """Something is not as it should be; the work goes on."""
    ERROR = "error"
    """Something failed."""
    CRITICAL = "critical"
    """The work cannot go on."""


LogLevelLike: TypeAlias = LogLevel | Literal["debug", "info", "warning", "error", "critical"] | str
"""What callers may pass for `LogLevel`."""


@model
class Job(Model):
    """One run of a plugin.

    Attributes:
        id: Job ID, a number or the text of a UUID.
        status: Where it stands.
        plugin: ID of the plugin that runs.
        user: ID of the user who started it.
        progress: How much is done, in percent, from 0 to 100.
        result: What came out of it, in the plugin's own form.
        metadata: Anything else that was stored with it.
        logs: What it printed; only where expanded.
        metrics: What it measured; only where expanded.
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
    """One entry of what a job printed.

    Attributes:
        timestamp: When it was printed.
        level: How serious it is.
        message: The text.
    """

    timestamp: datetime = required("datetime")
    level: LogLevel | str = required("LogLevel")
    message: str = required("str")


@model
class JobUpdate(Model):
    """What shall change about a job. What is left out stays.

    Attributes:
        status: Where it stands.
        progress: How much is done, in percent, from 0 to 100.
        result: What came out of it.
        metadata: Anything else to store with it.
    """

    status: JobStatus | str | Unset = field("JobStatus", default=UNSET)
    progress: float | Unset = field("float", default=UNSET)
    result: Json | Unset = field("json", default=UNSET)
    metadata: dict[str, Json] | Unset = field("dict[json]", default=UNSET)
