# Generated from spec/synapse/resources/agents.yaml by `synapse-codegen generate`. Do not edit.
"""Methods of `agents`, which return the response too."""

from __future__ import annotations

from synapse_runtime import RawView, async_raw_method, async_raw_pages, raw_method, raw_pages

from synapse_sdk.resources.agents import Agents, AsyncAgents


class RawAgents(RawView):
    """Methods of `agents`, which return the response too."""

    list = raw_pages(Agents.list)
    health_check = raw_method(Agents.health_check)


class AsyncRawAgents(RawView):
    """Methods of `agents`, which return the response too."""

    list = async_raw_pages(AsyncAgents.list)
    health_check = async_raw_method(AsyncAgents.health_check)
