# Generated from spec/synapse/resources/plugin_releases.yaml by `synapse-codegen generate`. Do not edit.
"""Models of plugin_releases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import UNSET, Model, field, model, required

if TYPE_CHECKING:
    from datetime import datetime

    from synapse_runtime import FileContent, Json, Unset


@model
class PluginRelease(Model):
    """One version of a plugin.

    Attributes:
        id: Release ID.
        plugin: ID of the plugin, or the plugin itself if expanded.
        version: Version of the release.
        changelog: What changed in this release.
        is_stable: Whether it is stable.
        file: URL of the package.
        created_at: When it was created.
    """

    id: int = required("int")
    plugin: int | Json = required("int | json")
    version: str = required("str")
    changelog: str | Unset | None = field("str?", default=UNSET)
    is_stable: bool | Unset = field("bool", default=UNSET)
    file: str | Unset | None = field("str?", default=UNSET, file_urls=True)
    created_at: datetime | Unset = field("datetime", default=UNSET)


@model
class PluginReleaseCreate(Model):
    """Fields of a new release.

    Attributes:
        plugin: ID of the plugin.
        version: Version of the release.
        file: The package: a path, bytes, or an open binary file.
        changelog: What changed in this release.
        is_stable: Whether it is stable.
    """

    plugin: int = required("int")
    version: str = required("str")
    file: FileContent = required("file")
    changelog: str | Unset = field("str", default=UNSET)
    is_stable: bool | Unset = field("bool", default=UNSET)
