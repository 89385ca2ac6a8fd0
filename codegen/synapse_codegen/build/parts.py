"""What many parts of a spec have: docs, types, names, words of a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypedDict, TypeVar, cast

from synapse_codegen import naming
from synapse_codegen.ir.declared import NO_LIMITS, Deprecation, Doc, Limits, TypeRef
from synapse_codegen.ir.operations import ErrorResponse, ResponseHeader
from synapse_codegen.type_parser import SCALAR_TYPES, UNKNOWN, TypeSyntaxError, parse_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synapse_codegen.diagnostics import Diagnostics, SourceLocation
    from synapse_codegen.source.nodes import MappingNode

Word = TypeVar("Word", bound=str)


def read_doc(node: MappingNode) -> Doc:
    """Read the documentation of a part, in both languages."""
    return Doc(node.string("doc").strip(), node.string("doc_ko").strip())


class Evolution(TypedDict):
    """The attributes of `ir.declared.Evolving`."""

    deprecated: Deprecation | None
    was: tuple[str, ...]
    since: str


def read_evolution(node: MappingNode) -> Evolution:
    """Read what a part was called, since when it is there, and whether it will go."""
    deprecated = None
    if "deprecated" in node:
        written = node.mapping("deprecated")
        deprecated = Deprecation(
            written.string("doc").strip(), written.string("use"), written.string("since"), written.string("removed_in")
        )
    return Evolution(deprecated=deprecated, was=read_strings(node, "was"), since=node.string("since"))


def read_strings(node: MappingNode, key: str) -> tuple[str, ...]:
    """Read the strings under a key, in order."""
    return tuple(map(str, node.sequence(key)))


def read_limits(node: MappingNode) -> Limits:
    """Read what a parameter or a field may hold."""
    if node.keys().isdisjoint(_LIMITS):
        return NO_LIMITS
    minimum, maximum = (node.number(key, 0) if key in node else None for key in ("minimum", "maximum"))
    sizes = {key: int(node.number(key, 0)) for key in _SIZES if key in node}
    choices = tuple(map(str, node.sequence("choices")))
    return Limits(choices, minimum, maximum, node.string("format"), node.string("pattern"), **sizes)


_SIZES: Final = ("min_length", "max_length", "min_items", "max_items")
_LIMITS: Final = {"choices", "minimum", "maximum", "format", "pattern", *_SIZES}


def read_errors(node: MappingNode, diagnostics: Diagnostics) -> Iterator[ErrorResponse]:
    """Read the errors of an operation, or of the service."""
    for status, error in node.mappings("errors"):
        yield ErrorResponse(
            int(status) if status.isdecimal() else status,
            read_type(error, diagnostics) if "type" in error else None,
            doc=read_doc(error),
            source=node.mapping("errors").location_of_key(status),
            at=error.location_of,
        )


def read_response_headers(node: MappingNode, key: str) -> tuple[ResponseHeader, ...]:
    """Read the headers of a response, or of all responses."""
    if key not in node:
        return ()
    location_of_key = node.mapping(key).location_of_key
    return tuple(
        ResponseHeader(
            name,
            SCALAR_TYPES.get(header.string("type"), UNKNOWN),
            header.boolean("required"),
            doc=read_doc(header),
            source=location_of_key(name),
            at=header.location_of,
        )
        for name, header in node.mappings(key)
    )


def read_choice(node: MappingNode, key: str, default: Word) -> Word:
    """Read a word that the grammar allows under a key."""
    return cast("Word", node.string(key, default))


def read_python_name(node: MappingNode, wire_name: str) -> str:
    """Read the `python_name` of a field or an argument, or make it from the wire name."""
    return node.string("python_name") or naming.field_name(wire_name)


def read_type(node: MappingNode, diagnostics: Diagnostics, key: str = "type") -> TypeRef:
    """Read the type under a key, and report a string that is no type."""
    string = node.string(key)
    if scalar := SCALAR_TYPES.get(string):
        return scalar
    return parse_or_report(string, node.location_of(key), diagnostics) if key in node else UNKNOWN


def parse_or_report(string: str, location: SourceLocation, diagnostics: Diagnostics) -> TypeRef:
    """Parse a type, and report a string that is none."""
    try:
        return parse_type(string, location)
    except TypeSyntaxError as error:
        diagnostics.add(error.location, "type-syntax", str(error), error.hint)
        return UNKNOWN
