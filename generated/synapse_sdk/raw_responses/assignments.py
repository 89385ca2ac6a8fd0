# Generated from spec/synapse/resources/assignments.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `assignments`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

from synapse_sdk.resources.assignments import Assignments, AsyncAssignments


class RawAssignments(RawView):
    """Methods of `assignments`, which return the response too."""

    get = raw_method(Assignments.get)
    list = raw_pages(Assignments.list)
    list_data = raw_pages(Assignments.list_data)
    list_files = raw_pages(Assignments.list_files)
    set_tags = raw_method(Assignments.set_tags)


class AsyncRawAssignments(RawView):
    """Methods of `assignments`, which return the response too."""

    get = async_raw_method(AsyncAssignments.get)
    list = async_raw_pages(AsyncAssignments.list)
    list_data = async_raw_pages(AsyncAssignments.list_data)
    list_files = async_raw_pages(AsyncAssignments.list_files)
    set_tags = async_raw_method(AsyncAssignments.set_tags)
