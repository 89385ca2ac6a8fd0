# Generated from spec/synapse/resources/plugin_releases.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `plugin_releases`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

from synapse_sdk.resources.plugin_releases import AsyncPluginReleases, PluginReleases


class RawPluginReleases(RawView):
    """Methods of `plugin_releases`, which return the response too."""

    get = raw_method(PluginReleases.get)
    get_by_lookup = raw_method(PluginReleases.get_by_lookup)
    list = raw_pages(PluginReleases.list)
    create = raw_method(PluginReleases.create)


class AsyncRawPluginReleases(RawView):
    """Methods of `plugin_releases`, which return the response too."""

    get = async_raw_method(AsyncPluginReleases.get)
    get_by_lookup = async_raw_method(AsyncPluginReleases.get_by_lookup)
    list = async_raw_pages(AsyncPluginReleases.list)
    create = async_raw_method(AsyncPluginReleases.create)
