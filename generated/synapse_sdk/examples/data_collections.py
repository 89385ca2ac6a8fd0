# Generated from spec/synapse/resources/data_collections.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on data_collections: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "data_collections.list": [
        {
            "name": "all",
            "arguments": {},
            "response": {
                "count": 2,
                "next": None,
                "previous": None,
                "results": [
                    {
                        "id": 123,
                        "name": "Street images",
                        "description": "Photos with their annotations.",
                        "project": 123,
                        "created_at": "2025-08-20T08:00:00Z",
                    },
                    {
                        "id": 124,
                        "name": "Lidar scans",
                        "description": None,
                        "project": None,
                        "created_at": "2025-08-21T08:00:00Z",
                    },
                ],
            },
            "status": 200,
        },
    ],
    "data_collections.get": [
        {
            "name": "plain",
            "arguments": {"pk": 123},
            "response": {
                "id": 123,
                "name": "Street images",
                "description": "Photos with their annotations.",
                "file_specifications": [
                    {"name": "image", "is_required": True, "file_type": "image"},
                    {"name": "annotation", "is_required": False, "file_type": "data"},
                    {"name": "metadata", "is_required": False, "file_type": "data"},
                ],
                "project": 123,
                "created_at": "2025-08-20T08:00:00Z",
            },
            "status": 200,
        },
    ],
    "data_collections.upload": [
        {
            "name": "one unit with a task",
            "arguments": {
                "collection_id": 123,
                "data": [
                    {
                        "files": {"image": "image.jpg"},
                        "meta": {"origin_file_stem": "sample_001", "origin_file_extension": ".jpg"},
                    },
                ],
                "project_id": 123,
            },
            "response": {
                "units": [
                    {
                        "id": 789,
                        "data_collection": 123,
                        "files": {
                            "image": {"url": "/media/data/image.jpg", "checksum": "0d5b1c4c7f720f698946c7f6ab08f687"},
                        },
                        "meta": {"origin_file_stem": "sample_001", "origin_file_extension": ".jpg"},
                        "created_at": "2025-09-01T08:30:00Z",
                    },
                ],
                "tasks": [
                    {
                        "id": 456,
                        "project": 123,
                        "data_unit": 789,
                        "status": "pending",
                        "assignee": None,
                        "priority": "normal",
                        "tags": [],
                        "data": {},
                        "files": {
                            "image": {"url": "/media/data/image.jpg", "checksum": "0d5b1c4c7f720f698946c7f6ab08f687"},
                        },
                        "metadata": {},
                        "created_at": "2025-09-01T09:00:00Z",
                    },
                ],
                "items": [{"index": 0, "status": "created", "unit": 789, "task": 456, "error": None}],
            },
            "status": 200,
        },
    ],
}
