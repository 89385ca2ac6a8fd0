"""Models, unions and enums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_codegen import naming
from synapse_codegen.ir import Enum, EnumValue, Field, Model, Named, UnionModel

from .parts import doc, python_name, type_of

if TYPE_CHECKING:
    from synapse_codegen.diagnostics import Findings, Place
    from synapse_codegen.nodes import MappingNode


def build_model(name: str, node: MappingNode, place: Place, findings: Findings) -> Model:
    """Make a model of its entry in a resource file."""
    at = node.mapping("fields").place_of_key
    fields = tuple(_field(wire, field, at(wire), findings) for wire, field in node.mappings("fields"))
    return Model(name, fields, doc(node), place=place)


def _field(wire: str, node: MappingNode, place: Place, findings: Findings) -> Field:
    return Field(
        name=wire,
        python_name=python_name(node, wire),
        type=type_of(node, findings),
        required=node.flag("required"),
        default=node.get("default"),
        has_default="default" in node,
        file_urls=node.flag("file_urls"),
        secret=node.flag("secret"),
        doc=doc(node),
        place=place,
        at=node.place_of,
    )


def build_union(name: str, node: MappingNode, place: Place) -> UnionModel:
    """Make a union of its entry in a resource file."""
    variants = node.mapping("variants")
    named = tuple((value, Named(variants.text(value), place=variants.place_of(value))) for value in variants)
    return UnionModel(name, node.text("discriminator"), named, doc(node), place=place)


def build_enum(name: str, node: MappingNode, place: Place) -> Enum:
    """Make an enum of its entry in a resource file."""
    at = node.mapping("values").place_of_key
    values = tuple(
        EnumValue(
            wire, value.text("python_name") or naming.enum_name(wire), doc(value), place=at(wire), at=value.place_of
        )
        for wire, value in node.mappings("values")
    )
    return Enum(name, values, doc(node), place=place)
