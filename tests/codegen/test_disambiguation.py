"""Types of a union told apart by structure: which tests are made, and what cannot be told apart."""

from __future__ import annotations

import pytest
from support.small_specs import built
from synapse_codegen.disambiguation import Disambiguation, describe_ambiguity, disambiguate
from synapse_codegen.type_parser import format_type

MODELS = """
enums:
  Shape: { values: { round: Round., oval: Oval. } }
  Size: { values: { small: Small. } }
  Rank: { type: int, values: { 1: First. } }
models:
  Box: { fields: { kind: { type: str, const: box }, width: { type: int, required: true } } }
  Bag: { fields: { kind: { type: str, const: bag }, volume: int } }
  Ball: { fields: { kind: { type: Shape, required: true } } }
  First: { fields: { kind: { type: Rank, required: true } } }
  Wide: { fields: { width: { type: int, required: true }, depth: { type: int, required: true } } }
  Flat: { fields: { width: { type: int, required: true } } }
  Sent: { fields: { width: { type: int, required: true, write: only }, color: str } }
  Plain: { fields: { color: str } }
  Same: { fields: { color: str } }
  Ring: { fields: { one: { type: int, required: true }, two: int } }
  Rung: { fields: { two: { type: int, required: true }, three: int } }
  Rang: { fields: { three: { type: int, required: true }, one: int } }
"""


def disambiguation_of(folder, variants: str) -> Disambiguation:
    """Tell the variants of a union apart."""
    service = built(folder, animals=f"{MODELS}unions:\n  Any: {{ variants: [{variants}] }}\n")
    declared = {part.name: part for part in (*service.resources[0].models, *service.resources[0].enums)}
    return disambiguate(declared["Any"], declared)


@pytest.mark.parametrize(
    ("variants", "tests"),
    [
        ("Box, int", {}),
        ("Box, Bag", {"Box": {"kind": ("box",)}, "Bag": {"kind": ("bag",)}}),
        ("Box, Ball", {"Box": {"kind": ("box",)}, "Ball": {"kind": ("round", "oval")}}),
        ("Ball, First", {"Ball": {"kind": ("round", "oval")}, "First": {"kind": (1,)}}),
        ("Flat, Wide", {"Wide": {"depth": ()}, "Flat": {}}),
        ("Plain, Flat", {"Flat": {"width": ()}, "Plain": {}}),
        ("Plain, Bag", {"Bag": {"kind": ("bag",)}, "Plain": {}}),
        ("Plain, Flat, Bag", {"Flat": {"width": ()}, "Bag": {"kind": ("bag",)}, "Plain": {}}),
    ],
)
def test_an_object_is_the_first_model_whose_test_it_passes(variants, tests, tmp_path):
    disambiguation = disambiguation_of(tmp_path, variants)
    assert dict(disambiguation.models) == tests
    assert list(dict(disambiguation.models)) == list(tests)
    assert disambiguation.ambiguities == ()
    assert [format_type(type) for type in disambiguation.types] == variants.split(", ")


@pytest.mark.parametrize(
    ("variants", "pair", "types"),
    [
        ("Plain, Same, str", "`Plain` and `Same`", ["dict[json]", "str"]),
        ("Plain, Sent", "`Plain` and `Sent`", ["dict[json]"]),
        ('"dict[int]", Box', "`dict[int]` and `Box`", ["dict[json]"]),
        ('"list[Box]", "list[int | str]", bool', "`list[Box]` and `list[int | str]`", ["list[json]", "bool"]),
        ("Shape, Size, int", "`Shape` and `Size`", ["str", "int"]),
        ("Ring, Rung, Rang", "`Ring` and `Rung`", ["dict[json]"]),
    ],
)
def test_what_cannot_be_told_apart_stays_plain(variants, pair, types, tmp_path):
    disambiguation = disambiguation_of(tmp_path, variants)
    assert disambiguation.models == ()
    assert [format_type(type) for type in disambiguation.types] == types
    (ambiguity,) = disambiguation.ambiguities
    assert describe_ambiguity("Any", ambiguity).startswith(f"{pair} cannot be told apart in `Any`, whose")
    assert ambiguity.hint


def test_kinds_of_json_and_items_of_lists_tell_scalars_apart(tmp_path):
    disambiguation = disambiguation_of(tmp_path, '"list[str]", "list[int]", int, bool, Rank, str, datetime, Shape')
    assert disambiguation.ambiguities == ()


def test_a_hint_names_what_would_help(tmp_path):
    (ambiguity,) = disambiguation_of(tmp_path / "a", "Plain, Sent").ambiguities
    assert ambiguity.hint == "a `const` that differs would tell them, such as at `color`; or declare one model for both"
