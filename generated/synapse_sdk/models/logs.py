# Generated from spec/synapse/resources/logs.yaml by `synapse-codegen generate`. Do not edit.
"""Models of logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import UNSET, Model, field, model

if TYPE_CHECKING:
    from datetime import datetime

    from synapse_runtime import FileContent, Json, Unset

    from synapse_sdk.models.jobs import LogLevel


@model
class Log(Model):
    """One log entry.

    Attributes:
        id: Entry ID.
        job: ID of the job that it belongs to.
        level: Its severity.
        message: The message.
        event: Name of the event, for programs.
        data: Details of the event.
        timestamp: When it happened.
        file: URL of the attached file, if any.
    """

    id: int | str | Unset = field("int | str", default=UNSET)
    job: int | str | Unset = field("int | str", default=UNSET)
    level: LogLevel | str | Unset = field("LogLevel", default=UNSET)
    message: str | Unset = field("str", default=UNSET)
    event: str | Unset = field("str", default=UNSET)
    data: Json | Unset = field("json", default=UNSET)
    timestamp: datetime | Unset = field("datetime", default=UNSET, wire="datetime")
    file: str | Unset | None = field("str?", default=UNSET, file_urls=True)


@model
class LogCreate(Model):
    """A log entry to send.

    Attributes:
        job: ID of the job that it belongs to.
        level: Its severity.
        message: The message.
        event: Name of the event, for programs.
        data: Details of the event.
        timestamp: When it happened.
        file: A file to attach. It is sent inside the JSON, so it should be small.
    """

    job: int | str | Unset = field("int | str", default=UNSET)
    level: LogLevel | str | Unset = field("LogLevel", default=UNSET)
    message: str | Unset = field("str", default=UNSET)
    event: str | Unset = field("str", default=UNSET)
    data: Json | Unset = field("json", default=UNSET)
    timestamp: datetime | Unset = field("datetime", default=UNSET, wire="datetime")
    file: FileContent | Unset = field("data_uri", default=UNSET)
