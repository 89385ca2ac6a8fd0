# Generated from spec/synapse/resources/logs.yaml by `synapse-codegen generate`. Do not edit.
"""Log entries of running plugins."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from synapse_runtime import UNSET, AsyncResource, Resource

from synapse_sdk.operations.logs import CREATE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from synapse_runtime import DataUri, Json, Unset

    from synapse_sdk.models.jobs import LogLevelLike
    from synapse_sdk.models.logs import Log, LogCreate


class Logs(Resource):
    """Log entries of running plugins."""

    @overload
    def create(self, body: LogCreate) -> Log: ...
    @overload
    def create(
        self,
        *,
        job: int | str | Unset = UNSET,
        level: LogLevelLike | Unset = UNSET,
        message: str | Unset = UNSET,
        event: str | Unset = UNSET,
        data: Json | Unset = UNSET,
        timestamp: datetime | Unset = UNSET,
        file: DataUri | Unset = UNSET,
    ) -> Log: ...
    def create(
        self,
        body: LogCreate | Unset = UNSET,
        *,
        job: int | str | Unset = UNSET,
        level: LogLevelLike | Unset = UNSET,
        message: str | Unset = UNSET,
        event: str | Unset = UNSET,
        data: Json | Unset = UNSET,
        timestamp: datetime | Unset = UNSET,
        file: DataUri | Unset = UNSET,
    ) -> Log:
        """Send one log entry, or several at once.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            job: ID of the job that it belongs to.
            level: Its severity.
            message: The message.
            event: Name of the event, for programs.
            data: Details of the event.
            timestamp: When it happened.
            file: A file to attach. It is sent inside the JSON, so it should be small.

        Returns:
            One log entry.
        """
        return self._call(
            CREATE,
            {
                "job": job,
                "level": level,
                "message": message,
                "event": event,
                "data": data,
                "timestamp": timestamp,
                "file": file,
            },
            body,
        )

    def create_many(self, items: Sequence[LogCreate]) -> list[Log]:
        """Send one log entry, or several at once.

        Args:
            items: What to send, all in one request.

        Returns:
            One result for each item, in the same order. One log entry.
        """
        return self._call_many(CREATE, {}, items)


class AsyncLogs(AsyncResource):
    """Log entries of running plugins."""

    @overload
    async def create(self, body: LogCreate) -> Log: ...
    @overload
    async def create(
        self,
        *,
        job: int | str | Unset = UNSET,
        level: LogLevelLike | Unset = UNSET,
        message: str | Unset = UNSET,
        event: str | Unset = UNSET,
        data: Json | Unset = UNSET,
        timestamp: datetime | Unset = UNSET,
        file: DataUri | Unset = UNSET,
    ) -> Log: ...
    async def create(
        self,
        body: LogCreate | Unset = UNSET,
        *,
        job: int | str | Unset = UNSET,
        level: LogLevelLike | Unset = UNSET,
        message: str | Unset = UNSET,
        event: str | Unset = UNSET,
        data: Json | Unset = UNSET,
        timestamp: datetime | Unset = UNSET,
        file: DataUri | Unset = UNSET,
    ) -> Log:
        """Send one log entry, or several at once.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            job: ID of the job that it belongs to.
            level: Its severity.
            message: The message.
            event: Name of the event, for programs.
            data: Details of the event.
            timestamp: When it happened.
            file: A file to attach. It is sent inside the JSON, so it should be small.

        Returns:
            One log entry.
        """
        return await self._call(
            CREATE,
            {
                "job": job,
                "level": level,
                "message": message,
                "event": event,
                "data": data,
                "timestamp": timestamp,
                "file": file,
            },
            body,
        )

    async def create_many(self, items: Sequence[LogCreate]) -> list[Log]:
        """Send one log entry, or several at once.

        Args:
            items: What to send, all in one request.

        Returns:
            One result for each item, in the same order. One log entry.
        """
        return await self._call_many(CREATE, {}, items)
