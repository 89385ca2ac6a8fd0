# Generated from spec/synapse/resources/plugins.yaml by `synapse-codegen generate`. Do not edit.
"""Models of plugins."""

from __future__ import annotations

from datetime import datetime

from synapse_runtime import UNSET, Json, Model, Unset, model


@model
class Plugin(Model):
    """One plugin."""

    id: int
    """Plugin ID."""
    code: str
    """Short name that can replace the ID."""
    name: str
    """Name of the plugin."""
    description: str | None
    """What it does."""
    version: str | None
    """Its current version."""
    author: str | None
    """Its author."""
    category: str | None
    """Category of its work, such as `data_processing`."""
    configuration: dict[str, Json]
    """Its configuration schema, with the parameters that a run can set."""
    created_at: datetime
    """When it was created."""


@model
class PluginCreate(Model):
    """Fields of a new plugin."""

    name: str
    """Name of the plugin."""
    description: str | Unset = UNSET
    """What it does."""
    version: str | Unset = UNSET
    """Its version."""
    author: str | Unset = UNSET
    """Its author."""
    category: str | Unset = UNSET
    """Category of its work."""
    configuration: dict[str, Json] | Unset = UNSET
    """Its configuration schema."""


@model
class PluginUpdate(Model):
    """Changes to a plugin. Omitted fields stay as they are."""

    name: str | Unset = UNSET
    """Name of the plugin."""
    description: str | Unset = UNSET
    """What it does."""
    version: str | Unset = UNSET
    """Its version."""
    author: str | Unset = UNSET
    """Its author."""
    category: str | Unset = UNSET
    """Category of its work."""
    configuration: dict[str, Json] | Unset = UNSET
    """Its configuration schema."""


@model
class PluginRun(Model):
    """Input of a plugin run."""

    parameters: dict[str, Json] | Unset = UNSET
    """Values of the plugin's own parameters."""
    context: dict[str, Json] | Unset = UNSET
    """What the run belongs to, such as a project or a user."""
    agent: int | Unset = UNSET
    """ID of the agent to run it on."""
    action: str | Unset = UNSET
    """Name of the action to run."""
    params: dict[str, Json] | Unset = UNSET
    """Parameters of the action."""
    storage_id: int | Unset = UNSET
    """ID of the storage to work on."""
    job_id: int | Unset = UNSET
    """ID of a job to run it as."""
    debug: bool | Unset = UNSET
    """Whether to run it for debugging."""
    version: str | Unset = UNSET
    """Version of the plugin to run."""
    language: str | Unset = UNSET
    """Language of its messages, such as `ko`."""


@model
class PluginRunResult(Model):
    """The job that runs the plugin."""

    job_id: int | str
    """ID of the job that runs it."""
