# Generated from spec/synapse/resources/agents.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on agents: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "agents.health_check": [
        {
            "name": "healthy",
            "arguments": {"token": "agent-token-123"},
            "response": {"status": "connected", "checked_at": "2025-09-06T09:00:00Z"},
            "status": 200,
        },
    ],
}
