# Generated from spec/synapse/resources/plugins.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `plugins`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, raw_method

from synapse_sdk.resources.plugins import AsyncPlugins, Plugins


class RawPlugins(RawView):
    """Methods of `plugins`, which return the response too."""

    get = raw_method(Plugins.get)
    create = raw_method(Plugins.create)
    update = raw_method(Plugins.update)
    run = raw_method(Plugins.run)


class AsyncRawPlugins(RawView):
    """Methods of `plugins`, which return the response too."""

    get = async_raw_method(AsyncPlugins.get)
    create = async_raw_method(AsyncPlugins.create)
    update = async_raw_method(AsyncPlugins.update)
    run = async_raw_method(AsyncPlugins.run)
