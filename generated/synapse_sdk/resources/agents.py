# Generated from spec/synapse/resources/agents.yaml by `synapse-codegen generate`. Do not edit.
"""Agents, the programs that run plugins for the backend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime import AsyncResource, Resource

from synapse_sdk.operations.agents import HEALTH_CHECK, LIST

if TYPE_CHECKING:
    from synapse_runtime import AsyncPager, Json, Pager

    from synapse_sdk.models.agents import Agent


class Agents(Resource):
    """Agents, the programs that run plugins for the backend."""

    def list(self, *, page_size: int | None = None) -> Pager[Agent]:
        """List all agents.

        Args:
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One agent.
        """
        return self._pages(LIST, {}, page_size)

    def health_check(self, token: str) -> dict[str, Json]:
        """Check that the backend can reach an agent, and its state.

        Args:
            token: The agent's token. It is a secret, and hidden in logs and errors.
        """
        return self._call(HEALTH_CHECK, {"token": token})


class AsyncAgents(AsyncResource):
    """Agents, the programs that run plugins for the backend."""

    def list(self, *, page_size: int | None = None) -> AsyncPager[Agent]:
        """List all agents.

        Args:
            page_size: Items of a page. Default: 100.

        Returns:
            A lazy list: nothing is sent until it is read. Each item: One agent.
        """
        return self._pages(LIST, {}, page_size)

    async def health_check(self, token: str) -> dict[str, Json]:
        """Check that the backend can reach an agent, and its state.

        Args:
            token: The agent's token. It is a secret, and hidden in logs and errors.
        """
        return await self._call(HEALTH_CHECK, {"token": token})
