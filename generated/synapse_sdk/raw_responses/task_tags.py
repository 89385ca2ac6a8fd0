# Generated from spec/synapse/resources/task_tags.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `task_tags`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

from synapse_sdk.resources.task_tags import AsyncTaskTags, TaskTags


class RawTaskTags(RawView):
    """Methods of `task_tags`, which return the response too."""

    get = raw_method(TaskTags.get)
    list = raw_pages(TaskTags.list)


class AsyncRawTaskTags(RawView):
    """Methods of `task_tags`, which return the response too."""

    get = async_raw_method(AsyncTaskTags.get)
    list = async_raw_pages(AsyncTaskTags.list)
