# Generated from spec/synapse/resources/data_units.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `data_units`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

if TYPE_CHECKING:
    from synapse_sdk.resources.data_units import AsyncDataUnits, DataUnits


class RawDataUnits(RawView):
    """Methods of `data_units`, which return the response too."""

    def __init__(self, data_units: DataUnits) -> None:
        """Take the methods that end with a response."""
        self.get = raw_method(data_units.get)
        self.list = raw_pages(data_units.list)
        self.create = raw_method(data_units.create)
        self.create_many = raw_method(data_units.create_many)


class AsyncRawDataUnits(RawView):
    """Methods of `data_units`, which return the response too."""

    def __init__(self, data_units: AsyncDataUnits) -> None:
        """Take the methods that end with a response."""
        self.get = async_raw_method(data_units.get)
        self.list = async_raw_pages(data_units.list)
        self.create = async_raw_method(data_units.create)
        self.create_many = async_raw_method(data_units.create_many)
