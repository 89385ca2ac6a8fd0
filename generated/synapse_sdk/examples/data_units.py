# Generated from spec/synapse/resources/data_units.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on data_units: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "data_units.get": [
        {
            "name": "plain",
            "arguments": {"id": 789},
            "response": {
                "id": 789,
                "data_collection": 123,
                "files": {"image": {"url": "/media/data/image.jpg", "checksum": "0d5b1c4c7f720f698946c7f6ab08f687"}},
                "meta": {"origin_file_stem": "sample_001", "origin_file_extension": ".jpg"},
                "created_at": "2025-09-01T08:30:00Z",
            },
            "status": 200,
        },
    ],
    "data_units.list": [
        {
            "name": "one page",
            "arguments": {},
            "response": {
                "count": 2,
                "next": None,
                "previous": None,
                "results": [
                    {
                        "id": 789,
                        "data_collection": 123,
                        "files": {
                            "image": {"url": "/media/data/image.jpg", "checksum": "0d5b1c4c7f720f698946c7f6ab08f687"},
                        },
                        "meta": {"origin_file_stem": "sample_001", "origin_file_extension": ".jpg"},
                        "created_at": "2025-09-01T08:30:00Z",
                    },
                    {
                        "id": 790,
                        "data_collection": 123,
                        "files": {
                            "image": {"url": "/media/data/image_2.jpg", "checksum": "4e7880bcb3b97e9c3f44e89a57a10047"},
                        },
                        "meta": {"origin_file_stem": "sample_002", "origin_file_extension": ".jpg"},
                        "created_at": "2025-09-01T08:31:00Z",
                    },
                ],
            },
            "status": 200,
        },
    ],
    "data_units.create": [
        {
            "name": "from an upload",
            "arguments": {
                "items": [
                    {
                        "files": {"image": {"checksum": "0d5b1c4c7f720f698946c7f6ab08f687", "path": "image.jpg"}},
                        "data_collection": 123,
                        "meta": {"origin_file_stem": "sample_001", "origin_file_extension": ".jpg"},
                    },
                ],
            },
            "response": [
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
            "status": 201,
        },
        {
            "name": "from data files",
            "arguments": {"items": [{"id": 1, "file": {"image": 1001}, "meta": {"batch": "batch_001"}}]},
            "response": [
                {
                    "id": 791,
                    "data_collection": 123,
                    "files": {
                        "image": {"url": "/media/data/image.jpg", "checksum": "0d5b1c4c7f720f698946c7f6ab08f687"},
                    },
                    "meta": {"batch": "batch_001"},
                    "created_at": "2025-09-01T08:32:00Z",
                },
            ],
            "status": 201,
        },
    ],
}
