# Generated from spec/synapse/resources/plugins.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `plugins`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, raw_method

if TYPE_CHECKING:
    from synapse_sdk.resources.plugins import AsyncPlugins, Plugins


class RawPlugins(RawView):
    """Methods of `plugins`, which return the response too."""

    def __init__(self, plugins: Plugins) -> None:
        """Take the methods that end with a response."""
        self.get = raw_method(plugins.get)
        self.create = raw_method(plugins.create)
        self.update = raw_method(plugins.update)
        self.run = raw_method(plugins.run)


class AsyncRawPlugins(RawView):
    """Methods of `plugins`, which return the response too."""

    def __init__(self, plugins: AsyncPlugins) -> None:
        """Take the methods that end with a response."""
        self.get = async_raw_method(plugins.get)
        self.create = async_raw_method(plugins.create)
        self.update = async_raw_method(plugins.update)
        self.run = async_raw_method(plugins.run)
