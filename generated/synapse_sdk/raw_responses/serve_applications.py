# Generated from spec/synapse/resources/serve_applications.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `serve_applications`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

if TYPE_CHECKING:
    from synapse_sdk.resources.serve_applications import AsyncServeApplications, ServeApplications


class RawServeApplications(RawView):
    """Methods of `serve_applications`, which return the response too."""

    def __init__(self, serve_applications: ServeApplications) -> None:
        """Take the methods that end with a response."""
        self.list = raw_pages(serve_applications.list)
        self.create = raw_method(serve_applications.create)


class AsyncRawServeApplications(RawView):
    """Methods of `serve_applications`, which return the response too."""

    def __init__(self, serve_applications: AsyncServeApplications) -> None:
        """Take the methods that end with a response."""
        self.list = async_raw_pages(serve_applications.list)
        self.create = async_raw_method(serve_applications.create)
