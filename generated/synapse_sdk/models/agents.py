# Generated from spec/synapse/resources/agents.yaml by `synapse-codegen generate`. Do not edit.
"""Models of agents."""

from __future__ import annotations

from typing import Annotated

from synapse_runtime import Model, Secret, model


@model
class Agent(Model):
    """One agent."""

    id: int
    """Agent ID."""
    name: str
    """Name of the agent."""
    url: str | None
    """Where the agent listens."""
    status: str | None
    """State of its connection."""
    token: Annotated[str | None, Secret()]
    """Its token. If it is null, the install script has it."""
    node_install_script: Annotated[str | None, Secret()]
    """Command that installs the agent on a machine. It has the token, after `agents/`."""
