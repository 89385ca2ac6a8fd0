# Generated from spec/synapse/resources/task_tags.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `task_tags`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

if TYPE_CHECKING:
    from synapse_sdk.resources.task_tags import AsyncTaskTags, TaskTags


class RawTaskTags(RawView):
    """Methods of `task_tags`, which return the response too."""

    def __init__(self, task_tags: TaskTags) -> None:
        """Take the methods that end with a response."""
        self.get = raw_method(task_tags.get)
        self.list = raw_pages(task_tags.list)


class AsyncRawTaskTags(RawView):
    """Methods of `task_tags`, which return the response too."""

    def __init__(self, task_tags: AsyncTaskTags) -> None:
        """Take the methods that end with a response."""
        self.get = async_raw_method(task_tags.get)
        self.list = async_raw_pages(task_tags.list)
