# Generated from tests/specs/orbit/resources/satellites.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on satellites: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "satellites.list": [
        {
            "name": "two",
            "arguments": {"orgId": "acme"},
            "response": {
                "nextCursor": None,
                "items": [
                    {
                        "satelliteId": "5b7ad4a8-3c1c-4c0b-9a36-3a4f6bb0e111",
                        "class": "LEO",
                        "from": "2024-02-29",
                        "import": None,
                        "isActive": True,
                        "massKg": 12.5,
                        "payload": {"kind": "camera", "megapixels": 40},
                        "parts": [{"name": "bus", "parts": [{"name": "battery"}]}],
                        "HTTPServerURL": "https://sat.example/1",
                        "attributes": {"colour": "black", "screws": 12},
                    },
                    {
                        "satelliteId": "5b7ad4a8-3c1c-4c0b-9a36-3a4f6bb0e222",
                        "class": "geo-stationary",
                        "isActive": False,
                        "payload": {"kind": "radio", "bands": ["S", "X"]},
                    },
                    {
                        "satelliteId": "5b7ad4a8-3c1c-4c0b-9a36-3a4f6bb0e333",
                        "class": "LEO",
                        "isActive": False,
                        "payload": None,
                    },
                ],
            },
            "status": 200,
        },
    ],
    "satellites.get": [
        {
            "name": "a camera",
            "arguments": {"orgId": "acme", "satelliteId": "5b7ad4a8-3c1c-4c0b-9a36-3a4f6bb0e111"},
            "response": {
                "satelliteId": "5b7ad4a8-3c1c-4c0b-9a36-3a4f6bb0e111",
                "class": "LEO",
                "from": "2024-02-29",
                "import": None,
                "isActive": True,
                "massKg": 12.5,
                "payload": {"kind": "camera", "megapixels": 40},
                "parts": [{"name": "bus", "parts": [{"name": "battery"}]}],
                "HTTPServerURL": "https://sat.example/1",
                "attributes": {"colour": "black", "screws": 12},
            },
            "status": 200,
        },
    ],
    "satellites.create": [
        {
            "name": "a camera",
            "arguments": {
                "orgId": "acme",
                "Idempotency-Key": "k1",
                "class": "LEO",
                "payload": {"kind": "camera", "megapixels": 40},
            },
            "response": {
                "satelliteId": "5b7ad4a8-3c1c-4c0b-9a36-3a4f6bb0e111",
                "class": "LEO",
                "from": "2024-02-29",
                "import": None,
                "isActive": True,
                "massKg": 12.5,
                "payload": {"kind": "camera", "megapixels": 40},
                "parts": [{"name": "bus", "parts": [{"name": "battery"}]}],
                "HTTPServerURL": "https://sat.example/1",
                "attributes": {"colour": "black", "screws": 12},
            },
            "status": 201,
        },
    ],
    "satellites.update": [
        {
            "name": "no longer known where it was bought",
            "arguments": {
                "orgId": "acme",
                "satelliteId": "5b7ad4a8-3c1c-4c0b-9a36-3a4f6bb0e111",
                "import": None,
                "isActive": False,
            },
            "response": {
                "satelliteId": "5b7ad4a8-3c1c-4c0b-9a36-3a4f6bb0e111",
                "class": "LEO",
                "from": "2024-02-29",
                "import": None,
                "isActive": True,
                "massKg": 12.5,
                "payload": {"kind": "camera", "megapixels": 40},
                "parts": [{"name": "bus", "parts": [{"name": "battery"}]}],
                "HTTPServerURL": "https://sat.example/1",
                "attributes": {"colour": "black", "screws": 12},
            },
            "status": 200,
        },
    ],
    "satellites.delete": [
        {
            "name": "gone",
            "arguments": {"orgId": "acme", "satelliteId": "5b7ad4a8-3c1c-4c0b-9a36-3a4f6bb0e111"},
            "response": None,
            "status": 204,
        },
    ],
}
