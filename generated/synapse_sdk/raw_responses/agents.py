# Generated from spec/synapse/resources/agents.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `agents`, which return the response too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

if TYPE_CHECKING:
    from synapse_sdk.resources.agents import Agents, AsyncAgents


class RawAgents(RawView):
    """Methods of `agents`, which return the response too."""

    def __init__(self, agents: Agents) -> None:
        """Take the methods that end with a response."""
        self.list = raw_pages(agents.list)
        self.health_check = raw_method(agents.health_check)


class AsyncRawAgents(RawView):
    """Methods of `agents`, which return the response too."""

    def __init__(self, agents: AsyncAgents) -> None:
        """Take the methods that end with a response."""
        self.list = async_raw_pages(agents.list)
        self.health_check = async_raw_method(agents.health_check)
