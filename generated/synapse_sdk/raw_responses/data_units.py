# Generated from spec/synapse/resources/data_units.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `data_units`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

from synapse_sdk.resources.data_units import AsyncDataUnits, DataUnits


class RawDataUnits(RawView):
    """Methods of `data_units`, which return the response too."""

    get = raw_method(DataUnits.get)
    list = raw_pages(DataUnits.list)
    create = raw_method(DataUnits.create)
    create_many = raw_method(DataUnits.create_many)


class AsyncRawDataUnits(RawView):
    """Methods of `data_units`, which return the response too."""

    get = async_raw_method(AsyncDataUnits.get)
    list = async_raw_pages(AsyncDataUnits.list)
    create = async_raw_method(AsyncDataUnits.create)
    create_many = async_raw_method(AsyncDataUnits.create_many)
