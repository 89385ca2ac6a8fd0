# Generated from spec/synapse/resources/models.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `models`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

from synapse_sdk.resources.models import AsyncModels, Models


class RawModels(RawView):
    """Methods of `models`, which return the response too."""

    get = raw_method(Models.get)
    list = raw_pages(Models.list)
    create = raw_method(Models.create)


class AsyncRawModels(RawView):
    """Methods of `models`, which return the response too."""

    get = async_raw_method(AsyncModels.get)
    list = async_raw_pages(AsyncModels.list)
    create = async_raw_method(AsyncModels.create)
