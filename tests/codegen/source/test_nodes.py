"""Nodes: plain data that knows where it stands."""

from __future__ import annotations

import json

from synapse_codegen.diagnostics import SourceLocation
from synapse_codegen.source.nodes import MappingNode, SequenceNode
from synapse_codegen.source.yaml_parser import parse_yaml

At = SourceLocation


def mapping(text: str) -> MappingNode:
    node, diagnostics = parse_yaml(text, "a.yaml")
    assert not diagnostics
    assert isinstance(node, MappingNode)
    return node


def test_nodes_are_plain_data():
    node = mapping("{a: [1, {b: null}], c: yes}")
    assert node == {"a": [1, {"b": None}], "c": "yes"}
    assert json.dumps(node) == '{"a": [1, {"b": null}], "c": "yes"}'


def test_keys_values_and_items_have_locations():
    node = mapping("a:\n  - x\n  - 'y'\nb: \"text\"\n")
    assert node.location == At("a.yaml", 1, 1)
    assert node.location_of_key("b") == At("a.yaml", 4, 1)
    assert node.location_of("b") == At("a.yaml", 4, 5), "behind the quote, where the text begins"
    items = node.sequence("a")
    assert [items.location_of(index) for index in range(2)] == [
        At("a.yaml", 2, 5),
        At("a.yaml", 3, 6),
    ]


def test_a_missing_key_has_the_location_of_the_mapping():
    node = mapping("a:\n  b: 1\n").mapping("a")
    assert node.location_of("c") == node.location_of_key("c") == node.location == At("a.yaml", 2, 3)


def test_accessors_return_the_value_or_the_default():
    node = mapping("{text: x, flag: true, number: 5, mapping: {a: {b: 1}}, sequence: [1]}")
    assert (node.string("text"), node.string("no"), node.string("no", "usual")) == ("x", "", "usual")
    assert (node.boolean("flag"), node.boolean("no"), node.boolean("no", default=True)) == (True, False, True)
    assert (node.number("number", 1), node.number("no", 1.5)) == (5, 1.5)
    assert (node.mapping("mapping"), node.mapping("no")) == ({"a": {"b": 1}}, {})
    assert (list(node.mappings("mapping")), list(node.mappings("no"))) == ([("a", {"b": 1})], [])
    assert (node.sequence("sequence"), node.sequence("no")) == ([1], [])


def test_nodes_can_be_built():
    node, items = MappingNode("a.yaml", (1, 1)), SequenceNode("a.yaml", (1, 5))
    items.put(1, (1, 6))
    node.put("a", items, (1, 2), (1, 5))
    assert node == {"a": [1]}
    assert (node.location_of_key("a"), items.location_of(0)) == (
        At("a.yaml", 1, 2),
        At("a.yaml", 1, 6),
    )
