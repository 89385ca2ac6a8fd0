# Generated from spec/synapse/resources/uploads.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `uploads`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, raw_method

from synapse_sdk.resources.uploads import AsyncUploads, Uploads


class RawUploads(RawView):
    """Methods of `uploads`, which return the response too."""

    create = raw_method(Uploads.create)
    get = raw_method(Uploads.get)


class AsyncRawUploads(RawView):
    """Methods of `uploads`, which return the response too."""

    create = async_raw_method(AsyncUploads.create)
    get = async_raw_method(AsyncUploads.get)
