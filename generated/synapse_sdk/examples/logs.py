# Generated from spec/synapse/resources/logs.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on logs: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "logs.create": [
        {
            "name": "one",
            "arguments": {"job": 789, "level": "info", "message": "Training complete."},
            "response": {"id": 1, "job": 789, "level": "info", "message": "Training complete.", "file": None},
            "status": 201,
        },
        {
            "name": "with a file",
            "arguments": {"job": 789, "level": "info", "message": "The result.", "file": "result.png"},
            "request": {
                "job": 789,
                "level": "info",
                "message": "The result.",
                "file": "data:image/png;base64,cmVzdWx0LnBuZw==",
            },
            "response": {
                "id": 2,
                "job": 789,
                "level": "info",
                "message": "The result.",
                "file": "/media/logs/result.png",
            },
            "status": 201,
        },
        {
            "name": "several",
            "arguments": {"items": [{"job": 789, "level": "info", "message": "Training complete."}]},
            "response": [{"id": 1, "job": 789, "level": "info", "message": "Training complete.", "file": None}],
            "status": 201,
        },
    ],
}
