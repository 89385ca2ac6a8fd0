# Generated from spec/synapse/resources/uploads.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on uploads: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "uploads.create": [
        {
            "name": "a small file",
            "arguments": {"file_path": "large_file.zip"},
            "response": {
                "id": "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10",
                "url": "http://backend/chunked_upload/5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10/",
                "file": "/media/chunked_uploads/5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10.done",
                "filename": "large_file.zip",
                "offset": 14,
                "status": 2,
                "created_at": "2025-09-05T09:00:00Z",
                "completed_at": "2025-09-05T09:00:02Z",
            },
            "status": 200,
        },
    ],
    "uploads.start": [
        {
            "name": "the only chunk",
            "arguments": {"Content-Range": "bytes 0-13/14", "file": "large_file.zip", "filename": "large_file.zip"},
            "response": {
                "id": "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10",
                "url": "http://backend/chunked_upload/5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10/",
                "file": "/media/chunked_uploads/5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10.part",
                "filename": "large_file.zip",
                "offset": 14,
                "status": 1,
                "created_at": "2025-09-05T09:00:00Z",
                "completed_at": None,
            },
            "status": 200,
        },
    ],
    "uploads.append": [
        {
            "name": "the second half",
            "arguments": {
                "id": "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10",
                "Content-Range": "bytes 7-13/14",
                "file": "large_file.zip",
                "filename": "large_file.zip",
            },
            "response": {
                "id": "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10",
                "url": "http://backend/chunked_upload/5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10/",
                "file": "/media/chunked_uploads/5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10.part",
                "filename": "large_file.zip",
                "offset": 14,
                "status": 1,
                "created_at": "2025-09-05T09:00:00Z",
                "completed_at": None,
            },
            "status": 200,
        },
    ],
    "uploads.status": [
        {
            "name": "open",
            "arguments": {"id": "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10"},
            "response": {
                "id": "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10",
                "url": "http://backend/chunked_upload/5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10/",
                "file": "/media/chunked_uploads/5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10.part",
                "filename": "large_file.zip",
                "offset": 14,
                "status": 1,
                "created_at": "2025-09-05T09:00:00Z",
                "completed_at": None,
            },
            "status": 200,
        },
    ],
    "uploads.finish": [
        {
            "name": "whole",
            "arguments": {"id": "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10", "md5": "2906d3f8c9db23457f8842eea58186a4"},
            "response": {
                "id": "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10",
                "url": "http://backend/chunked_upload/5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10/",
                "file": "/media/chunked_uploads/5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10.done",
                "filename": "large_file.zip",
                "offset": 14,
                "status": 2,
                "created_at": "2025-09-05T09:00:00Z",
                "completed_at": "2025-09-05T09:00:02Z",
            },
            "status": 200,
        },
    ],
    "uploads.list": [
        {
            "name": "one open",
            "arguments": {},
            "response": [
                {
                    "id": "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10",
                    "url": "http://backend/chunked_upload/5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10/",
                    "file": "/media/chunked_uploads/5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10.part",
                    "filename": "large_file.zip",
                    "offset": 14,
                    "status": 1,
                    "created_at": "2025-09-05T09:00:00Z",
                    "completed_at": None,
                },
            ],
            "status": 200,
        },
    ],
}
