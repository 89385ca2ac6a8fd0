# Generated from spec/synapse/resources/plugin_releases.yaml by `synapse-codegen generate`. Do not edit.
"""Models of plugin_releases."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from synapse_runtime import UNSET, FileContent, FileUrls, Json, Model, Unset, model


@model
class PluginRelease(Model):
    """One version of a plugin."""

    id: int
    """Release ID."""
    plugin: int | Json
    """ID of the plugin, or the plugin itself if expanded."""
    version: str
    """Version of the release."""
    changelog: str | Unset | None = UNSET
    """What changed in this release."""
    is_stable: bool | Unset = UNSET
    """Whether it is stable."""
    file: Annotated[str | Unset | None, FileUrls()] = UNSET
    """URL of the package."""
    created_at: datetime
    """When it was created."""


@model
class PluginReleaseCreate(Model):
    """Fields of a new release."""

    plugin: int | str
    """ID or code of the plugin."""
    version: str
    """Version of the release."""
    file: FileContent | Unset = UNSET
    """The package: a path, bytes, or an open binary file."""
    changelog: str | Unset = UNSET
    """What changed in this release."""
    is_stable: bool | Unset = UNSET
    """Whether it is stable."""
    config: dict[str, Json] | Unset = UNSET
    """Configuration of the plugin."""
    requirements: list[str] | Unset = UNSET
    """Python packages that it needs."""
    debug: bool | Unset = UNSET
    """Whether it is for debugging."""
