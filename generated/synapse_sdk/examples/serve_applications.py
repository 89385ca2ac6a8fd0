# Generated from spec/synapse/resources/serve_applications.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on serve_applications: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "serve_applications.list": [
        {
            "name": "one page",
            "arguments": {},
            "response": {
                "count": 1,
                "next": None,
                "previous": None,
                "results": [
                    {
                        "id": 301,
                        "job": 789,
                        "status": "RUNNING",
                        "data": {"route_prefix": "/my-model"},
                        "created_at": "2025-09-08T08:00:00Z",
                    },
                ],
            },
            "status": 200,
        },
    ],
    "serve_applications.create": [
        {
            "name": "running",
            "arguments": {"job": 789, "status": "RUNNING", "data": {"route_prefix": "/my-model"}},
            "response": {
                "id": 301,
                "job": 789,
                "status": "RUNNING",
                "data": {"route_prefix": "/my-model"},
                "created_at": "2025-09-08T08:00:00Z",
            },
            "status": 201,
        },
    ],
}
