# Generated from tests/specs/press/resources/bells.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on bells: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "bells.ring": [
        {
            "name": "once",
            "arguments": {},
            "response": None,
            "status": 200,
        },
    ],
    "bells.get": [
        {
            "name": "loud",
            "arguments": {"id": 1},
            "response": {"state": "ringing"},
            "status": 200,
        },
    ],
}
