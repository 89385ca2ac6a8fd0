# Generated from spec/synapse/resources/data_files.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on data_files: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "data_files.create": [
        {
            "name": "in one request",
            "arguments": {"file": "image.jpg"},
            "response": {
                "id": 1001,
                "checksum": "0d5b1c4c7f720f698946c7f6ab08f687",
                "size": 9,
                "file": "/media/data/image.jpg",
                "created_at": "2025-09-01T08:00:00Z",
            },
            "status": 201,
        },
        {
            "name": "in chunks",
            "arguments": {"file": "large_file.zip", "use_chunked_upload": True},
            "request": {
                "chunked_upload": "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10",
                "meta": {"filename": "large_file.zip"},
            },
            "response": {
                "id": 1002,
                "checksum": "2906d3f8c9db23457f8842eea58186a4",
                "size": 14,
                "file": "/media/data/large_file.zip",
                "created_at": "2025-09-05T09:00:05Z",
            },
            "status": 201,
        },
    ],
    "data_files.upload": [
        {
            "name": "one image",
            "arguments": {
                "organized_file": {
                    "files": {"image": "image.jpg"},
                    "meta": {"origin_file_stem": "sample_001", "origin_file_extension": ".jpg"},
                },
                "collection_id": 123,
            },
            "response": {
                "files": {"image": {"checksum": "0d5b1c4c7f720f698946c7f6ab08f687", "path": "image.jpg"}},
                "data_collection": 123,
                "meta": {"origin_file_stem": "sample_001", "origin_file_extension": ".jpg"},
            },
            "status": 200,
        },
    ],
    "data_files.verify_checksums": [
        {
            "name": "one known, one not",
            "arguments": {"checksums": ["0d5b1c4c7f720f698946c7f6ab08f687", "d41d8cd98f00b204e9800998ecf8427e"]},
            "response": {"0d5b1c4c7f720f698946c7f6ab08f687": True, "d41d8cd98f00b204e9800998ecf8427e": False},
            "status": 200,
        },
    ],
}
