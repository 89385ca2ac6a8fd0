# Generated from tests/specs/press/resources/scans.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on scans: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "scans.create": [
        {
            "name": "one",
            "arguments": {"path": "p.png"},
            "response": {"id": "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10", "offset": 3, "status": 1},
            "status": 200,
        },
    ],
    "scans.start": [
        {
            "name": "one",
            "arguments": {"Content-Range": "bytes 0-2/3", "file": "p.png", "filename": "p.png"},
            "response": {"id": "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10", "offset": 3, "status": 1},
            "status": 200,
        },
    ],
    "scans.append": [
        {
            "name": "one",
            "arguments": {
                "id": "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10",
                "Content-Range": "bytes 0-2/3",
                "file": "p.png",
                "filename": "p.png",
            },
            "response": {"id": "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10", "offset": 3, "status": 1},
            "status": 200,
        },
    ],
    "scans.status": [
        {
            "name": "one",
            "arguments": {"id": "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10"},
            "response": {"id": "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10", "offset": 3, "status": 1},
            "status": 200,
        },
    ],
    "scans.finish": [
        {
            "name": "one",
            "arguments": {"id": "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10", "md5": "00"},
            "response": {"id": "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10", "offset": 3, "status": 1},
            "status": 200,
        },
    ],
    "scans.list": [
        {
            "name": "one",
            "arguments": {},
            "response": [{"id": "5f0c2d7e-8a41-4b0e-9c55-0f6f1d1b7a10", "offset": 3, "status": 1}],
            "status": 200,
        },
    ],
}
