# Generated from spec/synapse/resources/data_collections.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `data_collections`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

from synapse_sdk.resources.data_collections import AsyncDataCollections, DataCollections


class RawDataCollections(RawView):
    """Methods of `data_collections`, which return the response too."""

    list = raw_pages(DataCollections.list)
    get = raw_method(DataCollections.get)
    upload = raw_method(DataCollections.upload)


class AsyncRawDataCollections(RawView):
    """Methods of `data_collections`, which return the response too."""

    list = async_raw_pages(AsyncDataCollections.list)
    get = async_raw_method(AsyncDataCollections.get)
    upload = async_raw_method(AsyncDataCollections.upload)
