# Generated from spec/synapse/resources/tasks.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `tasks`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

if TYPE_CHECKING:
    from synapse_sdk.resources.tasks import AsyncTasks, Tasks


class RawTasks(RawView):
    """Methods of `tasks`, which return the response too."""

    def __init__(self, tasks: Tasks) -> None:
        """Take the methods that end with a response."""
        self.get = raw_method(tasks.get)
        self.list = raw_pages(tasks.list)
        self.list_data = raw_pages(tasks.list_data)
        self.list_files = raw_pages(tasks.list_files)
        self.create = raw_method(tasks.create)
        self.create_many = raw_method(tasks.create_many)
        self.create_bulk = raw_method(tasks.create_bulk)
        self.annotate = raw_method(tasks.annotate)
        self.annotate_batch = raw_method(tasks.annotate_batch)
        self.set_tags = raw_method(tasks.set_tags)


class AsyncRawTasks(RawView):
    """Methods of `tasks`, which return the response too."""

    def __init__(self, tasks: AsyncTasks) -> None:
        """Take the methods that end with a response."""
        self.get = async_raw_method(tasks.get)
        self.list = async_raw_pages(tasks.list)
        self.list_data = async_raw_pages(tasks.list_data)
        self.list_files = async_raw_pages(tasks.list_files)
        self.create = async_raw_method(tasks.create)
        self.create_many = async_raw_method(tasks.create_many)
        self.create_bulk = async_raw_method(tasks.create_bulk)
        self.annotate = async_raw_method(tasks.annotate)
        self.annotate_batch = async_raw_method(tasks.annotate_batch)
        self.set_tags = async_raw_method(tasks.set_tags)
