# Generated from spec/synapse/resources/models.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on models: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "models.get": [
        {
            "name": "plain",
            "arguments": {"pk": 456},
            "response": {
                "id": 456,
                "name": "My Model",
                "description": None,
                "model_type": "detection",
                "project": 123,
                "file": "/media/models/model.pkl",
                "metrics": {"accuracy": 0.92},
                "configuration": {},
                "is_active": True,
                "created_at": "2025-09-05T10:00:00Z",
            },
            "status": 200,
        },
    ],
    "models.list": [
        {
            "name": "of one project",
            "arguments": {"project": 123},
            "response": {
                "count": 1,
                "next": None,
                "previous": None,
                "results": [
                    {
                        "id": 456,
                        "name": "My Model",
                        "description": None,
                        "model_type": "detection",
                        "project": 123,
                        "file": "/media/models/model.pkl",
                        "metrics": {"accuracy": 0.92},
                        "configuration": {},
                        "is_active": True,
                        "created_at": "2025-09-05T10:00:00Z",
                    },
                ],
            },
            "status": 200,
        },
    ],
    "models.create": [
        {
            "name": "with metrics",
            "arguments": {
                "name": "My Model",
                "project": 123,
                "file": "model.pkl",
                "model_type": "detection",
                "metrics": {"accuracy": 0.92},
            },
            "request": {
                "name": "My Model",
                "project": 123,
                "model_type": "detection",
                "metrics": {"accuracy": 0.92},
                "chunked_upload": "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10",
            },
            "response": {
                "id": 456,
                "name": "My Model",
                "description": None,
                "model_type": "detection",
                "project": 123,
                "file": "/media/models/model.pkl",
                "metrics": {"accuracy": 0.92},
                "configuration": {},
                "is_active": True,
                "created_at": "2025-09-05T10:00:00Z",
            },
            "status": 201,
        },
    ],
}
