# Generated from spec/synapse/resources/storages.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `storages`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

if TYPE_CHECKING:
    from synapse_sdk.resources.storages import AsyncStorages, Storages


class RawStorages(RawView):
    """Methods of `storages`, which return the response too."""

    def __init__(self, storages: Storages) -> None:
        """Take the methods that end with a response."""
        self.get = raw_method(storages.get)
        self.list = raw_pages(storages.list)
        self.get_default = raw_method(storages.get_default)
        self.create = raw_method(storages.create)


class AsyncRawStorages(RawView):
    """Methods of `storages`, which return the response too."""

    def __init__(self, storages: AsyncStorages) -> None:
        """Take the methods that end with a response."""
        self.get = async_raw_method(storages.get)
        self.list = async_raw_pages(storages.list)
        self.get_default = async_raw_method(storages.get_default)
        self.create = async_raw_method(storages.create)
