# Generated from spec/synapse/resources/plugins.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on plugins: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "plugins.get": [
        {
            "name": "by ID",
            "arguments": {"pk": 123},
            "response": {
                "id": 123,
                "code": "my-custom-plugin",
                "name": "My Custom Plugin",
                "description": "Processes data our way.",
                "version": "1.0.0",
                "author": "Your Name",
                "category": "data_processing",
                "configuration": {"parameters": {"threshold": {"type": "float", "default": 0.5}}},
                "created_at": "2025-08-15T08:00:00Z",
            },
            "status": 200,
        },
        {
            "name": "by code",
            "arguments": {"pk": "my-custom-plugin"},
            "response": {
                "id": 123,
                "code": "my-custom-plugin",
                "name": "My Custom Plugin",
                "description": "Processes data our way.",
                "version": "1.0.0",
                "author": "Your Name",
                "category": "data_processing",
                "configuration": {"parameters": {"threshold": {"type": "float", "default": 0.5}}},
                "created_at": "2025-08-15T08:00:00Z",
            },
            "status": 200,
        },
    ],
    "plugins.create": [
        {
            "name": "complete",
            "arguments": {
                "name": "My Custom Plugin",
                "description": "Processes data our way.",
                "version": "1.0.0",
                "author": "Your Name",
                "category": "data_processing",
                "configuration": {"parameters": {"threshold": {"type": "float", "default": 0.5}}},
            },
            "response": {
                "id": 123,
                "code": "my-custom-plugin",
                "name": "My Custom Plugin",
                "description": "Processes data our way.",
                "version": "1.0.0",
                "author": "Your Name",
                "category": "data_processing",
                "configuration": {"parameters": {"threshold": {"type": "float", "default": 0.5}}},
                "created_at": "2025-08-15T08:00:00Z",
            },
            "status": 201,
        },
    ],
    "plugins.update": [
        {
            "name": "description and version",
            "arguments": {"pk": 123, "description": "Processes data better.", "version": "1.1.0"},
            "response": {
                "id": 123,
                "code": "my-custom-plugin",
                "name": "My Custom Plugin",
                "description": "Processes data better.",
                "version": "1.1.0",
                "author": "Your Name",
                "category": "data_processing",
                "configuration": {"parameters": {"threshold": {"type": "float", "default": 0.5}}},
                "created_at": "2025-08-15T08:00:00Z",
            },
            "status": 200,
        },
    ],
    "plugins.run": [
        {
            "name": "with parameters",
            "arguments": {
                "pk": 123,
                "parameters": {"threshold": 0.8, "max_items": 150},
                "context": {"project_id": 123, "user_id": 456, "execution_mode": "batch"},
            },
            "response": {"job_id": 789},
            "status": 200,
        },
    ],
}
