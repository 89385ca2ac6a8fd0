# Generated from spec/synapse/resources/serve_applications.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `serve_applications`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

from synapse_sdk.resources.serve_applications import AsyncServeApplications, ServeApplications


class RawServeApplications(RawView):
    """Methods of `serve_applications`, which return the response too."""

    list = raw_pages(ServeApplications.list)
    create = raw_method(ServeApplications.create)


class AsyncRawServeApplications(RawView):
    """Methods of `serve_applications`, which return the response too."""

    list = async_raw_pages(AsyncServeApplications.list)
    create = async_raw_method(AsyncServeApplications.create)
