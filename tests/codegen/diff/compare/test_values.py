"""Values: which type takes more than which."""

from __future__ import annotations

import pytest
from synapse_codegen.diff.compare.values import relate
from synapse_codegen.type_parser import parse_type

ENUMS = frozenset({"Mood"})
OPPOSITE = {"widened": "narrowed", "narrowed": "widened"}


@pytest.mark.parametrize(
    ("old", "new", "relation"),
    [
        ("int", "int", "same"),
        ("Beast", "Animal", "same"),  # renamed
        ("list[Beast?]", "list[Animal?]", "same"),
        ("dict[Beast | int]", "dict[Animal | int]", "same"),
        ("int", "int?", "widened"),
        ("int", "float", "widened"),
        ("int", "int | str", "widened"),
        ("Mood", "str", "widened"),
        ("Mood", "json", "widened"),
        ("list[int]", "list[int?]", "widened"),
        ("dict[int]", "dict[json]", "widened"),
        ("list[int]", "json", "widened"),
        ("dict[int]", "json", "widened"),
        ("int?", "json", "widened"),
        ("int | str", "str | int", "rewritten"),
        ("json", "json?", "rewritten"),
        ("int", "str", "changed"),
        ("str", "datetime", "changed"),
        ("json", "Animal", "changed"),  # a dict is no model
        ("json", "list[Animal]", "changed"),
        ("json", "datetime", "changed"),
        ("int", "list[int]", "changed"),
        ("list[int]", "dict[int]", "changed"),
    ],
)
def test_a_type_is_related_to_another(old, new, relation):
    renamed = {"Beast": "Animal"}
    before, after = parse_type(old), parse_type(new)
    assert relate(before, after, renamed, ENUMS) == relation
    if relation != "same":
        assert relate(after, before, {}, ENUMS) == OPPOSITE.get(relation, relation)
