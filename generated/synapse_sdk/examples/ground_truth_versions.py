# Generated from spec/synapse/resources/ground_truth_versions.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on ground_truth_versions: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "ground_truth_versions.get": [
        {
            "name": "plain",
            "arguments": {"pk": 123},
            "response": {
                "id": 123,
                "version": "1.0",
                "ground_truth_dataset": {"id": 12, "name": "Street scenes"},
                "event_count": 2,
                "description": "First reviewed set.",
                "is_active": True,
                "statistics": {"train": 1, "validation": 1},
                "created_at": "2025-09-07T09:00:00Z",
            },
            "status": 200,
        },
    ],
}
