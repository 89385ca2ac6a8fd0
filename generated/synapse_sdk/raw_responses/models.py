# Generated from spec/synapse/resources/models.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `models`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

if TYPE_CHECKING:
    from synapse_sdk.resources.models import AsyncModels, Models


class RawModels(RawView):
    """Methods of `models`, which return the response too."""

    def __init__(self, models: Models) -> None:
        """Take the methods that end with a response."""
        self.get = raw_method(models.get)
        self.list = raw_pages(models.list)
        self.create = raw_method(models.create)


class AsyncRawModels(RawView):
    """Methods of `models`, which return the response too."""

    def __init__(self, models: AsyncModels) -> None:
        """Take the methods that end with a response."""
        self.get = async_raw_method(models.get)
        self.list = async_raw_pages(models.list)
        self.create = async_raw_method(models.create)
