# Generated from spec/synapse/resources/plugin_releases.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `plugin_releases`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

if TYPE_CHECKING:
    from synapse_sdk.resources.plugin_releases import AsyncPluginReleases, PluginReleases


class RawPluginReleases(RawView):
    """Methods of `plugin_releases`, which return the response too."""

    def __init__(self, plugin_releases: PluginReleases) -> None:
        """Take the methods that end with a response."""
        self.get = raw_method(plugin_releases.get)
        self.get_by_lookup = raw_method(plugin_releases.get_by_lookup)
        self.list = raw_pages(plugin_releases.list)
        self.create = raw_method(plugin_releases.create)


class AsyncRawPluginReleases(RawView):
    """Methods of `plugin_releases`, which return the response too."""

    def __init__(self, plugin_releases: AsyncPluginReleases) -> None:
        """Take the methods that end with a response."""
        self.get = async_raw_method(plugin_releases.get)
        self.get_by_lookup = async_raw_method(plugin_releases.get_by_lookup)
        self.list = async_raw_pages(plugin_releases.list)
        self.create = async_raw_method(plugin_releases.create)
