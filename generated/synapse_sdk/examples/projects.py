# Generated from spec/synapse/resources/projects.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on projects: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "projects.get": [
        {
            "name": "plain",
            "arguments": {"pk": 123},
            "response": {
                "id": 123,
                "name": "Street scenes",
                "description": "Cars and people on city streets.",
                "configuration": {"classes": ["person", "vehicle"]},
                "settings": {"review_required": True},
                "metadata": {},
                "created_at": "2025-08-25T08:00:00Z",
            },
            "status": 200,
        },
    ],
}
