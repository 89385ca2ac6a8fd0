# Generated from spec/synapse/resources/plugin_releases.yaml by `synapse-codegen generate`. Do not edit.
"""Versions of plugins, each with the package that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from synapse_runtime import UNSET, AsyncResource, Resource

from synapse_sdk.operations.plugin_releases import CREATE, GET, GET_BY_LOOKUP, LIST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from synapse_runtime import AsyncPager, FileContent, Json, Pager, Unset

    from synapse_sdk.models.plugin_releases import PluginRelease, PluginReleaseCreate


class PluginReleases(Resource):
    """Versions of plugins, each with the package that runs."""

    def get(self, pk: int, *, expand: str | Sequence[str] | None = None) -> PluginRelease:
        """Fetch one plugin release.

        Args:
            pk: Release ID.
            expand: Related objects to embed instead of their IDs: `plugin`.

        Returns:
            One version of a plugin.
        """
        return self._call(GET, {"pk": pk, "expand": expand})

    def get_by_lookup(self, lookup: str, *, expand: str | Sequence[str] | None = None) -> PluginRelease:
        """Fetch one plugin release by its plugin's code and its version.

        Args:
            lookup: `<code>@<version>`, or the release ID as a string.
            expand: Related objects to embed instead of their IDs: `plugin`.

        Returns:
            One version of a plugin.
        """
        return self._call(GET_BY_LOOKUP, {"lookup": lookup, "expand": expand})

    def list(self, *, plugin: str, page_size: int | None = None) -> Pager[PluginRelease]:
        """List all releases of a plugin.

        Args:
            plugin: Code of the plugin.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One version of a plugin.
        """
        return self._pages(LIST, {"plugin": plugin}, page_size)

    @overload
    def create(self, body: PluginReleaseCreate) -> PluginRelease: ...
    @overload
    def create(
        self,
        *,
        plugin: int | str,
        version: str,
        file: FileContent | Unset = UNSET,
        changelog: str | Unset = UNSET,
        is_stable: bool | Unset = UNSET,
        config: Mapping[str, Json] | Unset = UNSET,
        requirements: Sequence[str] | Unset = UNSET,
        debug: bool | Unset = UNSET,
    ) -> PluginRelease: ...
    def create(
        self,
        body: PluginReleaseCreate | Unset = UNSET,
        *,
        plugin: int | str | Unset = UNSET,
        version: str | Unset = UNSET,
        file: FileContent | Unset = UNSET,
        changelog: str | Unset = UNSET,
        is_stable: bool | Unset = UNSET,
        config: Mapping[str, Json] | Unset = UNSET,
        requirements: Sequence[str] | Unset = UNSET,
        debug: bool | Unset = UNSET,
    ) -> PluginRelease:
        """Publish a new version of a plugin.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            plugin: ID or code of the plugin.
            version: Version of the release.
            file: The package: a path, bytes, or an open binary file.
            changelog: What changed in this release.
            is_stable: Whether it is stable.
            config: Configuration of the plugin.
            requirements: Python packages that it needs.
            debug: Whether it is for debugging.

        Returns:
            One version of a plugin.
        """
        return self._call(
            CREATE,
            {
                "plugin": plugin,
                "version": version,
                "file": file,
                "changelog": changelog,
                "is_stable": is_stable,
                "config": config,
                "requirements": requirements,
                "debug": debug,
            },
            body,
        )


class AsyncPluginReleases(AsyncResource):
    """Versions of plugins, each with the package that runs."""

    async def get(self, pk: int, *, expand: str | Sequence[str] | None = None) -> PluginRelease:
        """Fetch one plugin release.

        Args:
            pk: Release ID.
            expand: Related objects to embed instead of their IDs: `plugin`.

        Returns:
            One version of a plugin.
        """
        return await self._call(GET, {"pk": pk, "expand": expand})

    async def get_by_lookup(self, lookup: str, *, expand: str | Sequence[str] | None = None) -> PluginRelease:
        """Fetch one plugin release by its plugin's code and its version.

        Args:
            lookup: `<code>@<version>`, or the release ID as a string.
            expand: Related objects to embed instead of their IDs: `plugin`.

        Returns:
            One version of a plugin.
        """
        return await self._call(GET_BY_LOOKUP, {"lookup": lookup, "expand": expand})

    def list(self, *, plugin: str, page_size: int | None = None) -> AsyncPager[PluginRelease]:
        """List all releases of a plugin.

        Args:
            plugin: Code of the plugin.
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One version of a plugin.
        """
        return self._pages(LIST, {"plugin": plugin}, page_size)

    @overload
    async def create(self, body: PluginReleaseCreate) -> PluginRelease: ...
    @overload
    async def create(
        self,
        *,
        plugin: int | str,
        version: str,
        file: FileContent | Unset = UNSET,
        changelog: str | Unset = UNSET,
        is_stable: bool | Unset = UNSET,
        config: Mapping[str, Json] | Unset = UNSET,
        requirements: Sequence[str] | Unset = UNSET,
        debug: bool | Unset = UNSET,
    ) -> PluginRelease: ...
    async def create(
        self,
        body: PluginReleaseCreate | Unset = UNSET,
        *,
        plugin: int | str | Unset = UNSET,
        version: str | Unset = UNSET,
        file: FileContent | Unset = UNSET,
        changelog: str | Unset = UNSET,
        is_stable: bool | Unset = UNSET,
        config: Mapping[str, Json] | Unset = UNSET,
        requirements: Sequence[str] | Unset = UNSET,
        debug: bool | Unset = UNSET,
    ) -> PluginRelease:
        """Publish a new version of a plugin.

        Args:
            body: The whole body, as a model. Pass either this or the keywords below.
            plugin: ID or code of the plugin.
            version: Version of the release.
            file: The package: a path, bytes, or an open binary file.
            changelog: What changed in this release.
            is_stable: Whether it is stable.
            config: Configuration of the plugin.
            requirements: Python packages that it needs.
            debug: Whether it is for debugging.

        Returns:
            One version of a plugin.
        """
        return await self._call(
            CREATE,
            {
                "plugin": plugin,
                "version": version,
                "file": file,
                "changelog": changelog,
                "is_stable": is_stable,
                "config": config,
                "requirements": requirements,
                "debug": debug,
            },
            body,
        )
