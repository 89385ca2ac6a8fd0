# Generated from spec/synapse/resources/agents.yaml by `synapse-codegen generate`. Do not edit.
"""Operations on agents, as descriptors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import Operation, Parameter

if TYPE_CHECKING:
    from synapse_runtime import Json

    from synapse_sdk.models.agents import Agent

LIST: Operation[Agent] = Operation(
    name="agents.list", method="GET", path="agents/", retry="safe", response="Agent", pagination="pages"
)

HEALTH_CHECK: Operation[dict[str, Json]] = Operation(
    name="agents.health_check",
    method="POST",
    path="agents/{token}/connect/",
    retry="unsafe",
    parameters=(Parameter("token", "path", "str", required=True, secret=True),),
    response="dict[json]",
)
