# Generated from spec/synapse/resources/jobs.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `jobs`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

if TYPE_CHECKING:
    from synapse_sdk.resources.jobs import AsyncJobs, Jobs


class RawJobs(RawView):
    """Methods of `jobs`, which return the response too."""

    def __init__(self, jobs: Jobs) -> None:
        """Take the methods that end with a response."""
        self.get = raw_method(jobs.get)
        self.wait = raw_method(jobs.wait)
        self.list = raw_pages(jobs.list)
        self.update = raw_method(jobs.update)
        self.list_console_logs = raw_method(jobs.list_console_logs)


class AsyncRawJobs(RawView):
    """Methods of `jobs`, which return the response too."""

    def __init__(self, jobs: AsyncJobs) -> None:
        """Take the methods that end with a response."""
        self.get = async_raw_method(jobs.get)
        self.wait = async_raw_method(jobs.wait)
        self.list = async_raw_pages(jobs.list)
        self.update = async_raw_method(jobs.update)
        self.list_console_logs = async_raw_method(jobs.list_console_logs)
