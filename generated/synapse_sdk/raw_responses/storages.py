# Generated from spec/synapse/resources/storages.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `storages`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

from synapse_sdk.resources.storages import AsyncStorages, Storages


class RawStorages(RawView):
    """Methods of `storages`, which return the response too."""

    get = raw_method(Storages.get)
    list = raw_pages(Storages.list)
    get_default = raw_method(Storages.get_default)
    create = raw_method(Storages.create)


class AsyncRawStorages(RawView):
    """Methods of `storages`, which return the response too."""

    get = async_raw_method(AsyncStorages.get)
    list = async_raw_pages(AsyncStorages.list)
    get_default = async_raw_method(AsyncStorages.get_default)
    create = async_raw_method(AsyncStorages.create)
