# Generated from tests/specs/press/resources/articles.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of the operations on articles: what is passed, what travels, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synapse_runtime import JsonObject

EXAMPLES: dict[str, list[JsonObject]] = {
    "articles.list": [
        {
            "name": "none",
            "arguments": {},
            "response": {"count": 0, "next": None, "previous": None, "rows": []},
            "status": 200,
        },
    ],
    "articles.all": [
        {
            "name": "none",
            "arguments": {},
            "response": {"count": 0, "next": None, "previous": None, "rows": []},
            "status": 200,
        },
    ],
    "articles.page": [
        {
            "name": "none",
            "arguments": {},
            "response": {"count": 0, "next": None, "previous": None, "rows": []},
            "status": 200,
        },
    ],
    "articles.get": [
        {
            "name": "one",
            "arguments": {"id": 1, "language": "ko"},
            "response": {"id": 1, "type": "front"},
            "status": 200,
        },
    ],
    "articles.create": [
        {
            "name": "one",
            "arguments": {"title": "T"},
            "response": {"id": 1, "type": "front"},
            "status": 201,
        },
    ],
    "articles.import_all": [
        {
            "name": "one",
            "arguments": {"items": [{"title": "T"}]},
            "response": [{"id": 1, "type": "front"}],
            "status": 200,
        },
    ],
    "articles.receive": [
        {
            "name": "a letter",
            "arguments": {"id": 1, "body": {"kind": "letter", "text": "Dear editor"}},
            "response": {"kind": "letter", "text": "Dear editor"},
            "status": 200,
        },
    ],
    "articles.judge": [
        {
            "name": "words",
            "arguments": {"body": [1]},
            "response": [1],
            "status": 200,
        },
    ],
    "articles.burn": [
        {
            "name": "gone",
            "arguments": {"id": 1},
            "response": None,
            "status": 204,
        },
    ],
    "articles.read": [
        {
            "name": "two lines",
            "arguments": {"id": 1},
            "response": ["one", "two"],
            "status": 200,
        },
    ],
}
