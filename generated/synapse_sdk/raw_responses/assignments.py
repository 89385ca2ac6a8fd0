# Generated from spec/synapse/resources/assignments.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `assignments`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

if TYPE_CHECKING:
    from synapse_sdk.resources.assignments import Assignments, AsyncAssignments


class RawAssignments(RawView):
    """Methods of `assignments`, which return the response too."""

    def __init__(self, assignments: Assignments) -> None:
        """Take the methods that end with a response."""
        self.get = raw_method(assignments.get)
        self.list = raw_pages(assignments.list)
        self.list_data = raw_pages(assignments.list_data)
        self.list_files = raw_pages(assignments.list_files)
        self.set_tags = raw_method(assignments.set_tags)


class AsyncRawAssignments(RawView):
    """Methods of `assignments`, which return the response too."""

    def __init__(self, assignments: AsyncAssignments) -> None:
        """Take the methods that end with a response."""
        self.get = async_raw_method(assignments.get)
        self.list = async_raw_pages(assignments.list)
        self.list_data = async_raw_pages(assignments.list_data)
        self.list_files = async_raw_pages(assignments.list_files)
        self.set_tags = async_raw_method(assignments.set_tags)
