# Generated from spec/synapse/resources/data_collections.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `data_collections`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

if TYPE_CHECKING:
    from synapse_sdk.resources.data_collections import AsyncDataCollections, DataCollections


class RawDataCollections(RawView):
    """Methods of `data_collections`, which return the response too."""

    def __init__(self, data_collections: DataCollections) -> None:
        """Take the methods that end with a response."""
        self.list = raw_pages(data_collections.list)
        self.get = raw_method(data_collections.get)
        self.upload = raw_method(data_collections.upload)


class AsyncRawDataCollections(RawView):
    """Methods of `data_collections`, which return the response too."""

    def __init__(self, data_collections: AsyncDataCollections) -> None:
        """Take the methods that end with a response."""
        self.list = async_raw_pages(data_collections.list)
        self.get = async_raw_method(data_collections.get)
        self.upload = async_raw_method(data_collections.upload)
