# Generated from spec/synapse/resources/jobs.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `jobs`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

from synapse_sdk.resources.jobs import AsyncJobs, Jobs


class RawJobs(RawView):
    """Methods of `jobs`, which return the response too."""

    get = raw_method(Jobs.get)
    wait = raw_method(Jobs.wait)
    list = raw_pages(Jobs.list)
    update = raw_method(Jobs.update)
    list_console_logs = raw_method(Jobs.list_console_logs)


class AsyncRawJobs(RawView):
    """Methods of `jobs`, which return the response too."""

    get = async_raw_method(AsyncJobs.get)
    wait = async_raw_method(AsyncJobs.wait)
    list = async_raw_pages(AsyncJobs.list)
    update = async_raw_method(AsyncJobs.update)
    list_console_logs = async_raw_method(AsyncJobs.list_console_logs)
