"""Write a schema of `schema` as JSON Schema, which editors complete and check by."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from .schema import (
    RELEASE_PATTERN,
    Anything,
    Boolean,
    Choice,
    Condition,
    MappingOf,
    MappingOrList,
    Number,
    Release,
    Schema,
    SequenceOf,
    String,
    ValueKind,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from synapse_codegen.ir.declared import Json

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
WIDTH: Final = 120
_encode: Final = json.JSONEncoder(ensure_ascii=False).encode


def render_json_schema(header: Mapping[str, Any], files: Mapping[str, Schema]) -> str:
    """Write the JSON Schema of several kinds of files.

    Args:
        header: Keywords of the whole: `$id`, `title`, `description`.
        files: The key that a file of each kind has, to its schema. The last kind is
            assumed if a file has none of the keys.

    Returns:
        The content of the file.
    """
    definitions: dict[str, Any] = {}
    *known, (_, default) = [(key, _reference(schema, definitions)) for key, schema in files.items()]
    root: dict[str, Any] = default
    for key, reference in known:
        root = {"if": {"required": [key]}, "then": reference, "else": root}
    whole = {"$schema": DIALECT, **header, "type": "object", **root, "$defs": definitions}
    return _layout(whole) + "\n"


def _reference(kind: ValueKind, definitions: dict[str, Any]) -> dict[str, Any]:
    """Write a kind where it is used: a reference, if it has a name."""
    if not kind.definition:
        return {**_description(kind.key_doc or kind.doc), **_keywords(kind, definitions)}
    if kind.definition not in definitions:
        definitions[kind.definition] = {}  # reserves its position before those it refers to
        definitions[kind.definition] = {**_description(kind.doc), **_keywords(kind, definitions)}
    return {**_description(kind.key_doc), "$ref": f"#/$defs/{kind.definition}"}


def _description(doc: str) -> dict[str, Any]:
    return {"description": doc} if doc else {}


def _value(kind: ValueKind, definitions: dict[str, Any]) -> dict[str, Any]:
    """Write what may stand under a key: a kind, or the shorthand of a mapping."""
    if not isinstance(kind, Schema) or not kind.shorthand:
        return _reference(kind, definitions)
    shorthand = _reference(kind.keys[kind.shorthand].described(kind.shorthand_doc), definitions)
    return {**_description(kind.key_doc), "oneOf": [shorthand, _reference(kind.described(""), definitions)]}


def _keywords(kind: ValueKind, definitions: dict[str, Any]) -> dict[str, Any]:
    return {**_checked_keywords(kind, definitions), **kind.for_editors}


def _checked_keywords(kind: ValueKind, definitions: dict[str, Any]) -> dict[str, Any]:
    match kind:
        case String():
            return {"type": "string", **({"pattern": f"^{kind.pattern}$"} if kind.pattern else {})}
        case Choice():
            return {"oneOf": [{"const": word, "description": doc} for word, doc in kind.words.items()]}
        case Boolean():
            return {"type": "boolean"}
        case Release():
            return {"type": ["string", "number"], "pattern": f"^{RELEASE_PATTERN}$"}
        case Number():
            return {"type": "integer" if kind.integer else "number", **_range(kind)}
        case SequenceOf():
            item = _value(kind.item, definitions)
            several = {"type": "array", "items": item}
            return {"anyOf": [item, several]} if kind.or_one else several
        case MappingOf():
            return _free_keys(kind, definitions)
        case MappingOrList():
            return {"anyOf": [_reference(kind.mapping, definitions), _reference(kind.sequence, definitions)]}
        case Schema():
            return _known_keys(kind, definitions)
        case _:
            assert isinstance(kind, Anything)
            return {}


def _range(number: Number) -> dict[str, Any]:
    if number.between:
        low, high = number.between
        return {"minimum": low, "maximum": high}
    if number.signed:
        return {}
    return {"minimum": 1} if number.integer else {"exclusiveMinimum": 0}


def _free_keys(mapping: MappingOf, definitions: dict[str, Any]) -> dict[str, Any]:
    keywords: dict[str, Any] = {"type": "object"}
    if mapping.not_empty:
        keywords["minProperties"] = 1
    if mapping.names:
        keywords["propertyNames"] = _reference(mapping.names, definitions)
    return {**keywords, "additionalProperties": _value(mapping.value, definitions)}


def _known_keys(schema: Schema, definitions: dict[str, Any]) -> dict[str, Any]:
    required = [*schema.required, *schema.required_for_editors]
    return {
        "type": "object",
        **({"required": required} if required else {}),
        "additionalProperties": False,
        "properties": {key: _value(kind, definitions) for key, kind in schema.keys.items()},
        **_conditions(schema.conditions, definitions),
    }


def _conditions(conditions: Sequence[Condition], definitions: dict[str, Any]) -> dict[str, Any]:
    return {"allOf": [_condition(condition, definitions) for condition in conditions]} if conditions else {}


def _condition(condition: Condition, definitions: dict[str, Any]) -> dict[str, Any]:
    applies: dict[str, Any] = {"required": [condition.key]}
    if condition.value:
        applies["properties"] = {condition.key: {"const": condition.value}}
    consequence: dict[str, Any] = {}
    if required := [*condition.required, *condition.required_for_editors]:
        consequence["required"] = required
    properties: dict[str, Any] = dict.fromkeys(condition.forbidden, False)
    properties |= {key: _value(schema, definitions) for key, schema in condition.then.items()}
    if properties:
        consequence["properties"] = properties
    return {"if": {"not": applies} if condition.absent else applies, "then": consequence}


def _layout(value: Json, indent: str = "", start: str = "") -> str:
    """Write JSON with a value on the line of its key if it fits there.

    `json.dumps(indent=2)` takes three times the lines, which makes a diff hard to read.

    Args:
        value: What to write.
        indent: What the line begins with.
        start: What stands before the value on it.
    """
    inner = f"{indent}  "
    if isinstance(value, dict):
        opening, closing = "{}"
        parts = [_layout(item, inner, f"{_encode(name)}: ") for name, item in value.items()]
    elif isinstance(value, list):
        opening, closing = "[]"
        parts = [_layout(item, inner) for item in value]
    else:
        return start + _encode(value)
    # What is on several lines makes this line too long, too: no part needs to be written again.
    line = f"{start}{opening}{', '.join(parts)}{closing}"
    if len(indent) + len(line) < WIDTH:
        return line
    lines = f",\n{inner}".join(parts)
    return f"{start}{opening}\n{inner}{lines}\n{indent}{closing}"
