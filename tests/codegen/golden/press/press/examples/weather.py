# Generated from tests/specs/press/resources/weather.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on weather: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "weather.now": [
        {
            "name": "clear",
            "arguments": {},
            "response": "clear",
            "status": 200,
        },
    ],
    "weather.wrap": [
        {
            "name": "one",
            "arguments": {"width": 2.5, "body": "glossy"},
            "request": {"width": 2.5, "body": "glossy", "unit": "mm"},
            "response": 3,
            "status": 200,
        },
    ],
}
