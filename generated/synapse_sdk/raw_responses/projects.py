# Generated from spec/synapse/resources/projects.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `projects`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, raw_method

if TYPE_CHECKING:
    from synapse_sdk.resources.projects import AsyncProjects, Projects


class RawProjects(RawView):
    """Methods of `projects`, which return the response too."""

    def __init__(self, projects: Projects) -> None:
        """Take the methods that end with a response."""
        self.get = raw_method(projects.get)


class AsyncRawProjects(RawView):
    """Methods of `projects`, which return the response too."""

    def __init__(self, projects: AsyncProjects) -> None:
        """Take the methods that end with a response."""
        self.get = async_raw_method(projects.get)
