# Generated from spec/synapse/resources/uploads.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `uploads`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, raw_method

if TYPE_CHECKING:
    from synapse_sdk.resources.uploads import AsyncUploads, Uploads


class RawUploads(RawView):
    """Methods of `uploads`, which return the response too."""

    def __init__(self, uploads: Uploads) -> None:
        """Take the methods that end with a response."""
        self.create = raw_method(uploads.create)
        self.get = raw_method(uploads.get)


class AsyncRawUploads(RawView):
    """Methods of `uploads`, which return the response too."""

    def __init__(self, uploads: AsyncUploads) -> None:
        """Take the methods that end with a response."""
        self.create = async_raw_method(uploads.create)
        self.get = async_raw_method(uploads.get)
