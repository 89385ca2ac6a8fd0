# Generated from spec/synapse/resources/plugin_releases.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on plugin_releases: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "plugin_releases.get": [
        {
            "name": "plain",
            "arguments": {"pk": 456},
            "response": {
                "id": 456,
                "plugin": 123,
                "version": "2.0.0",
                "changelog": "New features, and bugs fixed.",
                "is_stable": True,
                "file": "/media/plugin_releases/plugin_v2.zip",
                "created_at": "2025-09-04T08:00:00Z",
            },
            "status": 200,
        },
        {
            "name": "with its plugin",
            "arguments": {"pk": 456, "expand": "plugin"},
            "response": {
                "id": 456,
                "plugin": {
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
                "version": "2.0.0",
                "changelog": "New features, and bugs fixed.",
                "is_stable": True,
                "file": "/media/plugin_releases/plugin_v2.zip",
                "created_at": "2025-09-04T08:00:00Z",
            },
            "status": 200,
        },
    ],
    "plugin_releases.create": [
        {
            "name": "complete",
            "arguments": {
                "plugin": 123,
                "version": "2.0.0",
                "changelog": "New features, and bugs fixed.",
                "is_stable": True,
                "file": "plugin_v2.zip",
            },
            "response": {
                "id": 456,
                "plugin": 123,
                "version": "2.0.0",
                "changelog": "New features, and bugs fixed.",
                "is_stable": True,
                "file": "/media/plugin_releases/plugin_v2.zip",
                "created_at": "2025-09-04T08:00:00Z",
            },
            "status": 201,
        },
    ],
}
