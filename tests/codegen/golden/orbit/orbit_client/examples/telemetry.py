# Generated from tests/specs/orbit/resources/telemetry.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on telemetry: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "telemetry.latest": [
        {
            "name": "one",
            "arguments": {
                "orgId": "acme",
                "satelliteId": "5b7ad4a8-3c1c-4c0b-9a36-3a4f6bb0e111",
                "sensor": "thermo",
                "limit": 1,
            },
            "response": [{"at": "2025-01-01T00:00:00Z", "value": 2.725}],
            "status": 200,
        },
    ],
    "telemetry.search": [
        {
            "name": "everything",
            "arguments": {"body": {"match": "all"}},
            "response": [{"any": "thing"}],
            "status": 200,
        },
    ],
}
