# Generated from spec/synapse/resources/tasks.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on tasks: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "tasks.get": [
        {
            "name": "plain",
            "arguments": {"pk": 456},
            "response": {
                "id": 456,
                "project": 123,
                "data_unit": 789,
                "status": "pending",
                "assignee": None,
                "priority": "normal",
                "tags": [1, 2],
                "data": {},
                "files": {"image": {"url": "/media/data/image.jpg", "checksum": "0d5b1c4c7f720f698946c7f6ab08f687"}},
                "metadata": {},
                "created_at": "2025-09-01T09:00:00Z",
            },
            "status": 200,
        },
        {
            "name": "with its data unit",
            "arguments": {"pk": 456, "expand": "data_unit"},
            "response": {
                "id": 456,
                "project": 123,
                "data_unit": {
                    "id": 789,
                    "data_collection": 123,
                    "files": {
                        "image": {"url": "/media/data/image.jpg", "checksum": "0d5b1c4c7f720f698946c7f6ab08f687"},
                    },
                    "meta": {"origin_file_stem": "sample_001", "origin_file_extension": ".jpg"},
                    "created_at": "2025-09-01T08:30:00Z",
                },
                "status": "pending",
                "assignee": None,
                "priority": "normal",
                "tags": [1, 2],
                "data": {},
                "files": {"image": {"url": "/media/data/image.jpg", "checksum": "0d5b1c4c7f720f698946c7f6ab08f687"}},
                "metadata": {},
                "created_at": "2025-09-01T09:00:00Z",
            },
            "status": 200,
        },
    ],
    "tasks.list": [
        {
            "name": "of one project",
            "arguments": {"project": 123},
            "response": {
                "count": 2,
                "next": None,
                "previous": None,
                "results": [
                    {
                        "id": 456,
                        "project": 123,
                        "data_unit": 789,
                        "status": "pending",
                        "assignee": None,
                        "priority": "normal",
                        "tags": [1, 2],
                        "data": {},
                        "files": {
                            "image": {"url": "/media/data/image.jpg", "checksum": "0d5b1c4c7f720f698946c7f6ab08f687"},
                        },
                        "metadata": {},
                        "created_at": "2025-09-01T09:00:00Z",
                    },
                    {
                        "id": 457,
                        "project": 123,
                        "data_unit": 790,
                        "status": "in_progress",
                        "assignee": 42,
                        "priority": "high",
                        "tags": [3],
                        "data": {},
                        "files": {
                            "image": {"url": "/media/data/image_2.jpg", "checksum": "4e7880bcb3b97e9c3f44e89a57a10047"},
                        },
                        "metadata": {},
                        "created_at": "2025-09-02T09:00:00Z",
                    },
                ],
            },
            "status": 200,
        },
        {
            "name": "pending ones",
            "arguments": {"project": 123, "status": "pending"},
            "response": {
                "count": 1,
                "next": None,
                "previous": None,
                "results": [
                    {
                        "id": 456,
                        "project": 123,
                        "data_unit": 789,
                        "status": "pending",
                        "assignee": None,
                        "priority": "normal",
                        "tags": [1, 2],
                        "data": {},
                        "files": {
                            "image": {"url": "/media/data/image.jpg", "checksum": "0d5b1c4c7f720f698946c7f6ab08f687"},
                        },
                        "metadata": {},
                        "created_at": "2025-09-01T09:00:00Z",
                    },
                ],
            },
            "status": 200,
        },
    ],
    "tasks.create": [
        {
            "name": "one",
            "arguments": {"project": 123, "data_unit": 789},
            "response": {
                "id": 456,
                "project": 123,
                "data_unit": 789,
                "status": "pending",
                "assignee": None,
                "priority": "normal",
                "tags": [],
                "data": {},
                "files": {"image": {"url": "/media/data/image.jpg", "checksum": "0d5b1c4c7f720f698946c7f6ab08f687"}},
                "metadata": {},
                "created_at": "2025-09-01T09:00:00Z",
            },
            "status": 201,
        },
        {
            "name": "several",
            "arguments": {"items": [{"project": 123, "data_unit": 789}, {"project": 123, "data_unit": 790}]},
            "response": [
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
                {
                    "id": 457,
                    "project": 123,
                    "data_unit": 790,
                    "status": "pending",
                    "assignee": None,
                    "priority": "normal",
                    "tags": [],
                    "data": {},
                    "files": {
                        "image": {"url": "/media/data/image_2.jpg", "checksum": "4e7880bcb3b97e9c3f44e89a57a10047"},
                    },
                    "metadata": {},
                    "created_at": "2025-09-02T09:00:00Z",
                },
            ],
            "status": 201,
        },
    ],
    "tasks.annotate": [
        {
            "name": "a box",
            "arguments": {"pk": 456, "annotations": [{"type": "bbox", "coordinates": [10, 10, 100, 100]}]},
            "response": {
                "id": 456,
                "project": 123,
                "data_unit": 789,
                "status": "in_progress",
                "assignee": None,
                "priority": "normal",
                "tags": [1, 2],
                "data": {"annotations": [{"type": "bbox", "coordinates": [10, 10, 100, 100]}]},
                "files": {"image": {"url": "/media/data/image.jpg", "checksum": "0d5b1c4c7f720f698946c7f6ab08f687"}},
                "metadata": {},
                "created_at": "2025-09-01T09:00:00Z",
            },
            "status": 200,
        },
    ],
    "tasks.set_tags": [
        {
            "name": "add",
            "arguments": {"ids": [456, 457], "tags": [1, 2], "action": "add"},
            "response": {"updated": 2},
            "status": 200,
        },
        {
            "name": "the other form",
            "arguments": {"task_ids": [456, 457], "tag_ids": [1, 2, 3]},
            "response": {"updated": 2},
            "status": 200,
        },
    ],
}
