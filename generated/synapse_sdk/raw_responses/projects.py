# Generated from spec/synapse/resources/projects.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `projects`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, raw_method

from synapse_sdk.resources.projects import AsyncProjects, Projects


class RawProjects(RawView):
    """Methods of `projects`, which return the response too."""

    get = raw_method(Projects.get)


class AsyncRawProjects(RawView):
    """Methods of `projects`, which return the response too."""

    get = async_raw_method(AsyncProjects.get)
