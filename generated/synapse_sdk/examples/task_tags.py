# Generated from spec/synapse/resources/task_tags.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on task_tags: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "task_tags.get": [
        {
            "name": "plain",
            "arguments": {"pk": 1},
            "response": {
                "id": 1,
                "name": "quality",
                "description": "Checked twice.",
                "color": "#43a047",
                "project": 123,
                "meta": {},
            },
            "status": 200,
        },
    ],
    "task_tags.list": [
        {
            "name": "of one project",
            "arguments": {"project": 123},
            "response": {
                "count": 3,
                "next": None,
                "previous": None,
                "results": [
                    {
                        "id": 1,
                        "name": "quality",
                        "description": "Checked twice.",
                        "color": "#43a047",
                        "project": 123,
                        "meta": {},
                    },
                    {
                        "id": 2,
                        "name": "night",
                        "description": "Taken at night.",
                        "color": "#1e88e5",
                        "project": 123,
                        "meta": {},
                    },
                    {"id": 3, "name": "urgent", "description": None, "color": "#e53935", "project": 123, "meta": {}},
                ],
            },
            "status": 200,
        },
    ],
}
