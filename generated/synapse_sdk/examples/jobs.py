# Generated from spec/synapse/resources/jobs.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on jobs: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "jobs.get": [
        {
            "name": "plain",
            "arguments": {"pk": 789},
            "response": {
                "id": 789,
                "status": "running",
                "plugin": 123,
                "user": 42,
                "progress": 50,
                "result": None,
                "metadata": {},
                "created_at": "2025-09-06T08:00:00Z",
            },
            "status": 200,
        },
        {
            "name": "with its logs",
            "arguments": {"pk": 789, "expand": "logs"},
            "response": {
                "id": 789,
                "status": "running",
                "plugin": 123,
                "user": 42,
                "progress": 50,
                "result": None,
                "metadata": {},
                "logs": [
                    {"timestamp": "2025-09-06T08:00:01Z", "level": "info", "message": "Started."},
                    {"timestamp": "2025-09-06T08:00:09Z", "level": "warning", "message": "One image was skipped."},
                ],
                "created_at": "2025-09-06T08:00:00Z",
            },
            "status": 200,
        },
    ],
    "jobs.list": [
        {
            "name": "of one plugin",
            "arguments": {"plugin": 123},
            "response": {
                "count": 2,
                "next": None,
                "previous": None,
                "results": [
                    {
                        "id": 789,
                        "status": "running",
                        "plugin": 123,
                        "user": 42,
                        "progress": 50,
                        "result": None,
                        "metadata": {},
                        "created_at": "2025-09-06T08:00:00Z",
                    },
                    {
                        "id": "0b4bf6a2-53d6-4a5c-8a0e-2f2b8f4a9c11",
                        "status": "completed",
                        "plugin": 123,
                        "user": 42,
                        "progress": 100,
                        "result": {"output_files": ["file1.txt", "file2.txt"]},
                        "metadata": {},
                        "created_at": "2025-09-05T08:00:00Z",
                    },
                ],
            },
            "status": 200,
        },
        {
            "name": "running ones",
            "arguments": {"status": "running"},
            "response": {
                "count": 1,
                "next": None,
                "previous": None,
                "results": [
                    {
                        "id": 789,
                        "status": "running",
                        "plugin": 123,
                        "user": 42,
                        "progress": 50,
                        "result": None,
                        "metadata": {},
                        "created_at": "2025-09-06T08:00:00Z",
                    },
                ],
            },
            "status": 200,
        },
    ],
    "jobs.update": [
        {
            "name": "progress",
            "arguments": {
                "pk": 789,
                "progress": 75,
                "status": "running",
                "metadata": {"current_step": "processing_images"},
            },
            "response": {
                "id": 789,
                "status": "running",
                "plugin": 123,
                "user": 42,
                "progress": 75,
                "result": None,
                "metadata": {"current_step": "processing_images"},
                "created_at": "2025-09-06T08:00:00Z",
            },
            "status": 200,
        },
    ],
    "jobs.list_console_logs": [
        {
            "name": "two entries",
            "arguments": {"pk": 789},
            "response": [
                {"timestamp": "2025-09-06T08:00:01Z", "level": "info", "message": "Started."},
                {"timestamp": "2025-09-06T08:00:09Z", "level": "warning", "message": "One image was skipped."},
            ],
            "status": 200,
        },
    ],
    "jobs.tail_logs": [
        {
            "name": "two lines",
            "arguments": {"pk": 789},
            "response": ["Started.", "One image was skipped."],
            "status": 200,
        },
    ],
}
