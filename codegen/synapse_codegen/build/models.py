"""Build models, unions and enums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_codegen import naming
from synapse_codegen.ir.declared import Named
from synapse_codegen.ir.models import Enum, EnumValue, Field, Model, UnionModel

from .parts import (
    parse_or_report,
    read_choice,
    read_doc,
    read_evolution,
    read_limits,
    read_python_name,
    read_strings,
    read_type,
)

if TYPE_CHECKING:
    from synapse_codegen.diagnostics import Diagnostics, SourceLocation
    from synapse_codegen.source.nodes import MappingNode


def build_model(name: str, node: MappingNode, source: SourceLocation, diagnostics: Diagnostics) -> Model:
    """Build a model from its entry in a resource file."""
    location_of_key = node.mapping("fields").location_of_key
    fields = tuple(
        _build_field(wire_name, field, location_of_key(wire_name), diagnostics)
        for wire_name, field in node.mappings("fields")
    )
    return Model(name, fields, doc=read_doc(node), source=source, at=node.location_of, **read_evolution(node))


def _build_field(wire_name: str, node: MappingNode, source: SourceLocation, diagnostics: Diagnostics) -> Field:
    return Field(
        name=wire_name,
        python_name=read_python_name(node, wire_name),
        type=read_type(node, diagnostics),
        required=node.boolean("required"),
        default=node.get("default"),
        has_default="default" in node,
        file_urls=node.boolean("file_urls"),
        secret=node.boolean("secret"),
        const=node.get("const"),
        has_const="const" in node,
        only="read" if "read" in node else "sent" if "write" in node else "",
        limits=read_limits(node),
        doc=read_doc(node),
        source=source,
        at=node.location_of,
        **read_evolution(node),
    )


def build_union(name: str, node: MappingNode, source: SourceLocation, diagnostics: Diagnostics) -> UnionModel:
    """Build a union from its entry in a resource file."""
    variants, listed = node.mapping("variants"), node.sequence("variants")
    named = tuple((value, Named(variants.string(value), source=variants.location_of(value))) for value in variants)
    options = tuple(
        parse_or_report(str(type), listed.location_of(index), diagnostics) for index, type in enumerate(listed)
    )
    return UnionModel(
        name,
        node.string("discriminator"),
        named,
        options,
        doc=read_doc(node),
        source=source,
        at=node.location_of,
        **read_evolution(node),
    )


def build_enum(name: str, node: MappingNode, source: SourceLocation) -> Enum:
    """Build an enum from its entry in a resource file."""
    location_of_key = node.mapping("values").location_of_key
    values = tuple(
        EnumValue(
            value,
            entry.string("python_name") or naming.enum_value_name(value),
            read_strings(entry, "aliases"),
            doc=read_doc(entry),
            source=location_of_key(value),
            at=entry.location_of,
            **read_evolution(entry),
        )
        for value, entry in node.mappings("values")
    )
    return Enum(
        name,
        values,
        read_choice(node, "type", "str"),
        doc=read_doc(node),
        source=source,
        at=node.location_of,
        **read_evolution(node),
    )
