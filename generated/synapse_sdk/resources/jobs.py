# Generated from spec/synapse/resources/jobs.yaml by `synapse-codegen generate`. Do not edit.
"""Jobs, the runs of plugins."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from synapse_runtime import UNSET, AsyncResource, Resource

from synapse_sdk.operations.jobs import GET, LIST, LIST_CONSOLE_LOGS, TAIL_LOGS, UPDATE

if TYPE_CHECKING:
    import builtins
    from collections.abc import AsyncGenerator, Generator, Mapping, Sequence
    from datetime import datetime

    from synapse_runtime import AsyncPager, Json, Pager, Unset

    from synapse_sdk.models.jobs import ConsoleLog, Job, JobStatusLike, JobUpdate


class Jobs(Resource):
    """Jobs, the runs of plugins."""

    def get(self, pk: int | str, *, expand: str | Sequence[str] | None = None) -> Job:
        """Fetch one job.

        Args:
            pk: Job ID: a number, or a UUID as a string.
            expand: What else to include: `logs`, `metrics`, `result`.

        Returns:
            One run of a plugin.
        """
        return self._call(GET, {"pk": pk, "expand": expand})

    def wait(self, pk: int | str, *, timeout: float | None = None) -> Job:
        """Wait until a job has ended.

        Args:
            pk: Job ID: a number, or a UUID as a string.
            timeout: Seconds to wait at most. None: no limit.

        Returns:
            One run of a plugin.

        Raises:
            WaiterError: The final state is a failure; the error shows the last lines of the log, if there
                is one.
            WaiterTimeoutError: No final state was reached in time.
        """
        return self._wait(GET, {"pk": pk}, timeout)

    def list(
        self,
        *,
        status: JobStatusLike | None = None,
        plugin: int | str | None = None,
        created_after: datetime | None = None,
        user: int | None = None,
        page_size: int | None = None,
    ) -> Pager[Job]:
        """List jobs.

        Args:
            status: Only jobs in this state.
            plugin: Only runs of this plugin.
            created_after: Only jobs created after this time.
            user: Only jobs started by this user.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One run of a plugin.
        """
        return self._pages(
            LIST, {"status": status, "plugin": plugin, "created_after": created_after, "user": user}, page_size
        )

    @overload
    def update(self, pk: int | str, body: JobUpdate) -> Job: ...
    @overload
    def update(
        self,
        pk: int | str,
        *,
        status: JobStatusLike | Unset = UNSET,
        progress: float | Unset = UNSET,
        result: Json | Unset = UNSET,
        metadata: Mapping[str, Json] | Unset = UNSET,
        progress_record: Json | Unset = UNSET,
        metrics_record: Json | Unset = UNSET,
        console_logs: Json | Unset = UNSET,
        meta: Mapping[str, Json] | Unset = UNSET,
    ) -> Job: ...
    def update(
        self,
        pk: int | str,
        body: JobUpdate | Unset = UNSET,
        *,
        status: JobStatusLike | Unset = UNSET,
        progress: float | Unset = UNSET,
        result: Json | Unset = UNSET,
        metadata: Mapping[str, Json] | Unset = UNSET,
        progress_record: Json | Unset = UNSET,
        metrics_record: Json | Unset = UNSET,
        console_logs: Json | Unset = UNSET,
        meta: Mapping[str, Json] | Unset = UNSET,
    ) -> Job:
        """Change the state, progress or result of a job.

        Args:
            pk: Job ID: a number, or a UUID as a string.
            body: The whole body, as a model. Pass either this or the keywords below.
            status: Its state.
            progress: Progress in percent, from 0 to 100.
            result: Its result.
            metadata: Other metadata to store with it.
            progress_record: Progress of its steps, as the plugin reports it.
            metrics_record: Metrics, as the plugin reports them.
            console_logs: Its console log, as the plugin reports it.
            meta: Further details, such as `queue`.

        Returns:
            One run of a plugin.
        """
        return self._call(
            UPDATE,
            {
                "pk": pk,
                "status": status,
                "progress": progress,
                "result": result,
                "metadata": metadata,
                "progress_record": progress_record,
                "metrics_record": metrics_record,
                "console_logs": console_logs,
                "meta": meta,
            },
            body,
        )

    def list_console_logs(self, pk: int | str) -> builtins.list[ConsoleLog]:
        """Fetch the console log of a job so far.

        Args:
            pk: Job ID: a number, or a UUID as a string.

        Returns:
            A list. Each item: One entry of a job's console log.
        """
        return self._call(LIST_CONSOLE_LOGS, {"pk": pk})

    def tail_logs(self, pk: int | str) -> Generator[str]:
        """Follow the console log of a job, line by line, while it runs.

        Args:
            pk: Job ID: a number, or a UUID as a string.

        Returns:
            The lines, as they come. Close them if you leave early: `with closing(…)`.
        """
        return self._lines(TAIL_LOGS, {"pk": pk})


class AsyncJobs(AsyncResource):
    """Jobs, the runs of plugins."""

    async def get(self, pk: int | str, *, expand: str | Sequence[str] | None = None) -> Job:
        """Fetch one job.

        Args:
            pk: Job ID: a number, or a UUID as a string.
            expand: What else to include: `logs`, `metrics`, `result`.

        Returns:
            One run of a plugin.
        """
        return await self._call(GET, {"pk": pk, "expand": expand})

    async def wait(self, pk: int | str, *, timeout: float | None = None) -> Job:
        """Wait until a job has ended.

        Args:
            pk: Job ID: a number, or a UUID as a string.
            timeout: Seconds to wait at most. None: no limit.

        Returns:
            One run of a plugin.

        Raises:
            WaiterError: The final state is a failure; the error shows the last lines of the log, if there
                is one.
            WaiterTimeoutError: No final state was reached in time.
        """
        return await self._wait(GET, {"pk": pk}, timeout)

    def list(
        self,
        *,
        status: JobStatusLike | None = None,
        plugin: int | str | None = None,
        created_after: datetime | None = None,
        user: int | None = None,
        page_size: int | None = None,
    ) -> AsyncPager[Job]:
        """List jobs.

        Args:
            status: Only jobs in this state.
            plugin: Only runs of this plugin.
            created_after: Only jobs created after this time.
            user: Only jobs started by this user.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One run of a plugin.
        """
        return self._pages(
            LIST, {"status": status, "plugin": plugin, "created_after": created_after, "user": user}, page_size
        )

    @overload
    async def update(self, pk: int | str, body: JobUpdate) -> Job: ...
    @overload
    async def update(
        self,
        pk: int | str,
        *,
        status: JobStatusLike | Unset = UNSET,
        progress: float | Unset = UNSET,
        result: Json | Unset = UNSET,
        metadata: Mapping[str, Json] | Unset = UNSET,
        progress_record: Json | Unset = UNSET,
        metrics_record: Json | Unset = UNSET,
        console_logs: Json | Unset = UNSET,
        meta: Mapping[str, Json] | Unset = UNSET,
    ) -> Job: ...
    async def update(
        self,
        pk: int | str,
        body: JobUpdate | Unset = UNSET,
        *,
        status: JobStatusLike | Unset = UNSET,
        progress: float | Unset = UNSET,
        result: Json | Unset = UNSET,
        metadata: Mapping[str, Json] | Unset = UNSET,
        progress_record: Json | Unset = UNSET,
        metrics_record: Json | Unset = UNSET,
        console_logs: Json | Unset = UNSET,
        meta: Mapping[str, Json] | Unset = UNSET,
    ) -> Job:
        """Change the state, progress or result of a job.

        Args:
            pk: Job ID: a number, or a UUID as a string.
            body: The whole body, as a model. Pass either this or the keywords below.
            status: Its state.
            progress: Progress in percent, from 0 to 100.
            result: Its result.
            metadata: Other metadata to store with it.
            progress_record: Progress of its steps, as the plugin reports it.
            metrics_record: Metrics, as the plugin reports them.
            console_logs: Its console log, as the plugin reports it.
            meta: Further details, such as `queue`.

        Returns:
            One run of a plugin.
        """
        return await self._call(
            UPDATE,
            {
                "pk": pk,
                "status": status,
                "progress": progress,
                "result": result,
                "metadata": metadata,
                "progress_record": progress_record,
                "metrics_record": metrics_record,
                "console_logs": console_logs,
                "meta": meta,
            },
            body,
        )

    async def list_console_logs(self, pk: int | str) -> builtins.list[ConsoleLog]:
        """Fetch the console log of a job so far.

        Args:
            pk: Job ID: a number, or a UUID as a string.

        Returns:
            A list. Each item: One entry of a job's console log.
        """
        return await self._call(LIST_CONSOLE_LOGS, {"pk": pk})

    def tail_logs(self, pk: int | str) -> AsyncGenerator[str]:
        """Follow the console log of a job, line by line, while it runs.

        Args:
            pk: Job ID: a number, or a UUID as a string.

        Returns:
            The lines, as they come. Close them if you leave early: `async with aclosing(…)`.
        """
        return self._lines(TAIL_LOGS, {"pk": pk})
