# Generated from spec/synapse/resources/assignments.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on assignments: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "assignments.get": [
        {
            "name": "plain",
            "arguments": {"pk": 789},
            "response": {
                "id": 789,
                "project": 123,
                "task": 456,
                "status": "pending",
                "assignee": 42,
                "priority": "normal",
                "tags": [1],
                "data": {},
                "file": None,
                "files": {"image": {"url": "/media/data/image.jpg", "checksum": "0d5b1c4c7f720f698946c7f6ab08f687"}},
                "metadata": {},
                "created_at": "2025-09-03T09:00:00Z",
                "updated_at": "2025-09-03T09:00:00Z",
            },
            "status": 200,
        },
    ],
    "assignments.list": [
        {
            "name": "of one project",
            "arguments": {"project": 123},
            "response": {
                "count": 2,
                "next": None,
                "previous": None,
                "results": [
                    {
                        "id": 789,
                        "project": 123,
                        "task": 456,
                        "status": "pending",
                        "assignee": 42,
                        "priority": "normal",
                        "tags": [1],
                        "data": {},
                        "file": None,
                        "files": {
                            "image": {"url": "/media/data/image.jpg", "checksum": "0d5b1c4c7f720f698946c7f6ab08f687"},
                        },
                        "metadata": {},
                        "created_at": "2025-09-03T09:00:00Z",
                        "updated_at": "2025-09-03T09:00:00Z",
                    },
                    {
                        "id": 790,
                        "project": 123,
                        "task": 457,
                        "status": "in_progress",
                        "assignee": 42,
                        "priority": "high",
                        "tags": [],
                        "data": {"annotations": [{"type": "bbox", "coordinates": [10, 10, 100, 100]}]},
                        "file": "/media/assignments/790.json",
                        "files": {
                            "image": {"url": "/media/data/image_2.jpg", "checksum": "4e7880bcb3b97e9c3f44e89a57a10047"},
                        },
                        "metadata": {},
                        "created_at": "2025-09-03T09:05:00Z",
                        "updated_at": "2025-09-04T10:00:00Z",
                    },
                ],
            },
            "status": 200,
        },
    ],
    "assignments.set_tags": [
        {
            "name": "add",
            "arguments": {"ids": [789, 790], "tags": [1, 2], "action": "add"},
            "response": {"updated": 2},
            "status": 200,
        },
        {
            "name": "the other form",
            "arguments": {"assignment_ids": [789, 790], "tag_ids": [1, 2]},
            "response": {"updated": 2},
            "status": 200,
        },
    ],
}
