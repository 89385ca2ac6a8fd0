# Generated from spec/synapse/resources/plugin_releases.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on plugin_releases, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Body, Operation, Parameter

if TYPE_CHECKING:
    from synapse_sdk.models.plugin_releases import PluginRelease

GET: Operation[PluginRelease] = Operation(
    name="plugin_releases.get",
    method="GET",
    path="plugin_releases/{pk}/",
    retry="safe",
    parameters=(
        Parameter("pk", "path", "int", required=True),
        Parameter("expand", "query", "str | list[str]", choices=("plugin",)),
    ),
    response="PluginRelease",
    file_fields=("file",),
)

GET_BY_LOOKUP: Operation[PluginRelease] = Operation(
    name="plugin_releases.get_by_lookup",
    method="GET",
    path="plugin_releases/{lookup}/",
    retry="safe",
    parameters=(
        Parameter("lookup", "path", "str", required=True),
        Parameter("expand", "query", "str | list[str]", choices=("plugin",)),
    ),
    response="PluginRelease",
    file_fields=("file",),
)

LIST: Operation[PluginRelease] = Operation(
    name="plugin_releases.list",
    method="GET",
    path="plugin_releases/",
    retry="safe",
    parameters=(Parameter("plugin", "query", "str", required=True),),
    response="PluginRelease",
    pagination="pages",
    file_fields=("file",),
)

CREATE: Operation[PluginRelease] = Operation(
    name="plugin_releases.create",
    method="POST",
    path="plugin_releases/",
    retry="unsafe",
    parameters=(
        Parameter("plugin", "body", "int | str", required=True),
        Parameter("version", "body", "str", required=True),
        Parameter("file", "body", "file"),
        Parameter("changelog", "body", "str"),
        Parameter("is_stable", "body", "bool"),
        Parameter("config", "body", "dict[json]"),
        Parameter("requirements", "body", "list[str]"),
        Parameter("debug", "body", "bool"),
    ),
    body=Body("PluginReleaseCreate", codec="multipart"),
    response="PluginRelease",
    status=201,
    file_fields=("file",),
)
