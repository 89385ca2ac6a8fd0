"""JSON Schema for editors, kind by kind."""

from __future__ import annotations

import json

import pytest
from synapse_codegen.grammar.editor_schema import render_json_schema
from synapse_codegen.grammar.schema import (
    Anything,
    Boolean,
    Choice,
    Condition,
    MappingOf,
    Number,
    Schema,
    SequenceOf,
    String,
)

NAME = String(definition="name", doc="A name.", pattern="[a-z]+")
PART = Schema(definition="part", subject="a part", keys={"name": NAME}, required=("name",), shorthand="name")


def properties_of(**keys):
    schema = Schema(definition="file", subject="a file", keys=keys)
    return json.loads(render_json_schema({}, {"file": schema}))["$defs"]["file"]["properties"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (String(), {"type": "string"}),
        (String(doc="Text.", pattern="a+"), {"description": "Text.", "type": "string", "pattern": "^a+$"}),
        (String(for_editors={"minLength": 1}), {"type": "string", "minLength": 1}),
        (NAME, {"$ref": "#/$defs/name"}),
        (NAME.described("Its name."), {"description": "Its name.", "$ref": "#/$defs/name"}),
        (Choice(words={"a": "First."}), {"oneOf": [{"const": "a", "description": "First."}]}),
        (Boolean(), {"type": "boolean"}),
        (Number(), {"type": "integer", "minimum": 1}),
        (Number(integer=False), {"type": "number", "exclusiveMinimum": 0}),
        (Number(between=(2, 5)), {"type": "integer", "minimum": 2, "maximum": 5}),
        (Anything(doc="Any."), {"description": "Any."}),
        (SequenceOf(item=NAME), {"type": "array", "items": {"$ref": "#/$defs/name"}}),
        (
            SequenceOf(item=Boolean(), or_one=True),
            {"anyOf": [{"type": "boolean"}, {"type": "array", "items": {"type": "boolean"}}]},
        ),
        (
            MappingOf(value=Boolean(), names=NAME, not_empty=True),
            {
                "type": "object",
                "minProperties": 1,
                "propertyNames": {"$ref": "#/$defs/name"},
                "additionalProperties": {"type": "boolean"},
            },
        ),
        (PART, {"oneOf": [{"$ref": "#/$defs/name"}, {"$ref": "#/$defs/part"}]}),
        (
            PART.described("A part."),
            {"description": "A part.", "oneOf": [{"$ref": "#/$defs/name"}, {"$ref": "#/$defs/part"}]},
        ),
    ],
)
def test_each_kind_is_written_in_its_keywords(kind, expected):
    assert properties_of(key=kind) == {"key": expected}


def test_conditions_become_if_and_then():
    schema = Schema(
        definition="file",
        subject="a file",
        keys={"form": NAME, "part": PART, "other": NAME},
        required_for_editors=("part",),
        conditions=(
            Condition(key="form", value="round", subject="…", required={"part": "…"}, then={"other": PART}),
            Condition(key="form", absent=True, subject="…", required_for_editors=("other",), forbidden=("part",)),
            Condition(key="other", subject="…"),
        ),
    )
    file = json.loads(render_json_schema({}, {"file": schema}))["$defs"]["file"]
    assert file["required"] == ["part"]
    part = {"oneOf": [{"$ref": "#/$defs/name"}, {"$ref": "#/$defs/part"}]}
    assert file["allOf"] == [
        {
            "if": {"required": ["form"], "properties": {"form": {"const": "round"}}},
            "then": {"required": ["part"], "properties": {"other": part}},
        },
        {
            "if": {"not": {"required": ["form"]}},
            "then": {"required": ["other"], "properties": {"part": False}},
        },
        {"if": {"required": ["other"]}, "then": {}},
    ]


def test_a_key_says_of_which_kind_a_file_is():
    other = Schema(definition="other", subject="another file", keys={})
    whole = json.loads(render_json_schema({"title": "Files"}, {"part": PART, "other": other}))
    assert whole["title"] == "Files"
    assert (whole["if"], whole["then"], whole["else"]) == (
        {"required": ["part"]},
        {"$ref": "#/$defs/part"},
        {"$ref": "#/$defs/other"},
    )


def test_what_is_short_stands_on_one_line():
    text = render_json_schema({}, {"file": Schema(definition="file", subject="a file", keys={"name": NAME})})
    assert '    "name": {"description": "A name.", "type": "string", "pattern": "^[a-z]+$"}\n' in text
