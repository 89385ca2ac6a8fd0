"""What all parts of a spec have: docs, types, words, names."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from synapse_codegen import naming
from synapse_codegen.ir import Doc, TypeRef
from synapse_codegen.type_parser import SCALARS, UNKNOWN, TypeSyntaxError, parse_type

if TYPE_CHECKING:
    from synapse_codegen.diagnostics import Findings
    from synapse_codegen.nodes import MappingNode

Word = TypeVar("Word", bound=str)


def doc(node: MappingNode) -> Doc:
    """Read the text about a thing, in both languages."""
    return Doc(node.text("doc").strip(), node.text("doc_ko").strip())


def word(node: MappingNode, key: str, default: Word) -> Word:
    """Read one of the words that the form allows under a key."""
    return cast("Word", node.text(key, default))


def python_name(node: MappingNode, wire: str) -> str:
    """Name a member or an argument: as the spec says, or else as its wire name reads in Python."""
    return node.text("python_name") or naming.field_name(wire)


def type_of(node: MappingNode, findings: Findings, key: str = "type") -> TypeRef:
    """Read the type under a key, and tell of a text that is no type."""
    text = node.text(key)
    if known := SCALARS.get(text):
        return known
    try:
        return parse_type(text, node.place_of(key)) if key in node else UNKNOWN
    except TypeSyntaxError as error:
        findings.add(error.place, "type-syntax", str(error), error.hint)
        return UNKNOWN
