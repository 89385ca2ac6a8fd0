# Generated from spec/synapse/resources/plugins.yaml by `synapse-codegen generate`. Do not edit.
"""Models of plugins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import UNSET, Model, field, model, required

if TYPE_CHECKING:
    from datetime import datetime

    from synapse_runtime import Json, Unset


@model
class Plugin(Model):
    """One plugin.

    Attributes:
        id: Plugin ID.
        code: Short name that can replace the ID.
        name: Name of the plugin.
        description: What it does.
        version: Its current version.
        author: Its author.
        category: Category of its work, such as `data_processing`.
        configuration: Its configuration schema, with the parameters that a run can set.
        created_at: When it was created.
    """

    id: int = required("int")
    code: str | Unset = field("str", default=UNSET)
    name: str = required("str")
    description: str | Unset | None = field("str?", default=UNSET)
    version: str | Unset | None = field("str?", default=UNSET)
    author: str | Unset | None = field("str?", default=UNSET)
    category: str | Unset | None = field("str?", default=UNSET)
    configuration: dict[str, Json] | Unset = field("dict[json]", default=UNSET)
    created_at: datetime | Unset = field("datetime", default=UNSET)


@model
class PluginCreate(Model):
    """Fields of a new plugin.

    Attributes:
        name: Name of the plugin.
        description: What it does.
        version: Its version.
        author: Its author.
        category: Category of its work.
        configuration: Its configuration schema.
    """

    name: str = required("str")
    description: str | Unset = field("str", default=UNSET)
    version: str | Unset = field("str", default=UNSET)
    author: str | Unset = field("str", default=UNSET)
    category: str | Unset = field("str", default=UNSET)
    configuration: dict[str, Json] | Unset = field("dict[json]", default=UNSET)


@model
class PluginUpdate(Model):
    """Changes to a plugin. Omitted fields stay as they are.

    Attributes:
        name: Name of the plugin.
        description: What it does.
        version: Its version.
        author: Its author.
        category: Category of its work.
        configuration: Its configuration schema.
    """

    name: str | Unset = field("str", default=UNSET)
    description: str | Unset = field("str", default=UNSET)
    version: str | Unset = field("str", default=UNSET)
    author: str | Unset = field("str", default=UNSET)
    category: str | Unset = field("str", default=UNSET)
    configuration: dict[str, Json] | Unset = field("dict[json]", default=UNSET)


@model
class PluginRun(Model):
    """Input of a plugin run.

    Attributes:
        parameters: Values of the plugin's own parameters.
        context: What the run belongs to, such as a project or a user.
    """

    parameters: dict[str, Json] | Unset = field("dict[json]", default=UNSET)
    context: dict[str, Json] | Unset = field("dict[json]", default=UNSET)


@model
class PluginRunResult(Model):
    """The job that runs the plugin.

    Attributes:
        job_id: ID of the job that runs it.
    """

    job_id: int | str = required("int | str")
