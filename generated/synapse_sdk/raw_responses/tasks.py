# Generated from spec/synapse/resources/tasks.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `tasks`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

from synapse_sdk.resources.tasks import AsyncTasks, Tasks


class RawTasks(RawView):
    """Methods of `tasks`, which return the response too."""

    get = raw_method(Tasks.get)
    list = raw_pages(Tasks.list)
    list_data = raw_pages(Tasks.list_data)
    list_files = raw_pages(Tasks.list_files)
    create = raw_method(Tasks.create)
    create_many = raw_method(Tasks.create_many)
    create_bulk = raw_method(Tasks.create_bulk)
    annotate = raw_method(Tasks.annotate)
    annotate_batch = raw_method(Tasks.annotate_batch)
    set_tags = raw_method(Tasks.set_tags)


class AsyncRawTasks(RawView):
    """Methods of `tasks`, which return the response too."""

    get = async_raw_method(AsyncTasks.get)
    list = async_raw_pages(AsyncTasks.list)
    list_data = async_raw_pages(AsyncTasks.list_data)
    list_files = async_raw_pages(AsyncTasks.list_files)
    create = async_raw_method(AsyncTasks.create)
    create_many = async_raw_method(AsyncTasks.create_many)
    create_bulk = async_raw_method(AsyncTasks.create_bulk)
    annotate = async_raw_method(AsyncTasks.annotate)
    annotate_batch = async_raw_method(AsyncTasks.annotate_batch)
    set_tags = async_raw_method(AsyncTasks.set_tags)
