# Generated from spec/synapse/resources/storages.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on storages: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "storages.get": [
        {
            "name": "plain",
            "arguments": {"pk": 123},
            "response": {
                "id": 123,
                "name": "My S3 Storage",
                "provider": "amazon_s3",
                "category": "external",
                "configuration": {"bucket_name": "my-bucket", "region": "us-west-2"},
                "created_at": "2025-08-10T08:00:00Z",
            },
            "status": 200,
        },
    ],
    "storages.list": [
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
                        "name": "My S3 Storage",
                        "provider": "amazon_s3",
                        "category": "external",
                        "created_at": "2025-08-10T08:00:00Z",
                    },
                    {
                        "id": 124,
                        "name": "Local Storage",
                        "provider": "file_system",
                        "category": "internal",
                        "created_at": "2025-08-11T08:00:00Z",
                    },
                ],
            },
            "status": 200,
        },
    ],
    "storages.create": [
        {
            "name": "Amazon S3",
            "arguments": {
                "name": "My S3 Storage",
                "provider": "amazon_s3",
                "category": "external",
                "configuration": {"bucket_name": "my-bucket", "region": "us-west-2"},
            },
            "response": {
                "id": 123,
                "name": "My S3 Storage",
                "provider": "amazon_s3",
                "category": "external",
                "configuration": {"bucket_name": "my-bucket", "region": "us-west-2"},
                "created_at": "2025-08-10T08:00:00Z",
            },
            "status": 201,
        },
    ],
}
