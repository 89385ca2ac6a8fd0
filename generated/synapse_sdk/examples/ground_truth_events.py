# Generated from spec/synapse/resources/ground_truth_events.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on ground_truth_events: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "ground_truth_events.list": [
        {
            "name": "of one version",
            "arguments": {"ground_truth_dataset_versions": [123]},
            "response": {
                "count": 2,
                "next": None,
                "previous": None,
                "results": [
                    {
                        "id": 501,
                        "ground_truth_dataset_version": 123,
                        "data_unit": 789,
                        "category": "train",
                        "data": {"annotations": [{"type": "bbox", "coordinates": [10, 10, 100, 100]}]},
                        "files": {
                            "image": {"url": "/media/data/image.jpg", "checksum": "0d5b1c4c7f720f698946c7f6ab08f687"},
                        },
                        "metadata": {},
                        "created_at": "2025-09-07T08:00:00Z",
                    },
                    {
                        "id": 502,
                        "ground_truth_dataset_version": 123,
                        "data_unit": 790,
                        "category": "validation",
                        "data": {"annotations": []},
                        "files": {
                            "image": {"url": "/media/data/image_2.jpg", "checksum": "4e7880bcb3b97e9c3f44e89a57a10047"},
                        },
                        "metadata": {},
                        "created_at": "2025-09-07T08:01:00Z",
                    },
                ],
            },
            "status": 200,
        },
    ],
}
