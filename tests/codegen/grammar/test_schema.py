"""The schema engine: valid parts are kept, the rest is reported, shorthands are written out."""

from __future__ import annotations

import pytest
from synapse_codegen.diagnostics import Diagnostics
from synapse_codegen.grammar.schema import (
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
    check_mapping,
)
from synapse_codegen.source.nodes import MappingNode
from synapse_codegen.source.yaml_parser import parse_yaml

PART = Schema(
    subject="a part",
    keys={"type": String(doc="What it is."), "big": Boolean()},
    required=("type",),
    shorthand="type",
)
WHOLE = Schema(
    subject="a whole",
    keys={
        "name": String(),
        "form": Choice(words={"round": "A circle.", "square": "Four corners."}),
        "flag": Boolean(),
        "count": Number(),
        "weight": Number(integer=False),
        "any": Anything(),
        "part": PART,
        "parts": SequenceOf(item=PART),
        "words": SequenceOf(item=String(), or_one=True),
        "named": MappingOf(value=PART, not_empty=True),
        "either": MappingOrList(mapping=MappingOf(value=String()), sequence=SequenceOf(item=String())),
    },
    required=("name",),
)


def check_text(text: str, schema: Schema = WHOLE) -> tuple[MappingNode, list[str]]:
    node, _ = parse_yaml(text, "a.yaml")
    assert isinstance(node, MappingNode)
    diagnostics = Diagnostics()
    valid = check_mapping(node, schema, diagnostics)
    reports = [
        f"{location.line}:{location.column} {rule}: {message} ({hint})"
        for location, rule, message, hint, *_ in diagnostics
    ]
    return valid, reports


@pytest.mark.parametrize(
    "text",
    [
        "{name: x}",
        "{name: x, form: round, flag: true, count: 1, weight: 1, any: null}",
        "{name: x, weight: 0.5, any: {a: [1]}}",
        "{name: x, part: {type: int, big: false}, parts: [], named: {a: {type: int}}}",
    ],
)
def test_valid_values_are_kept_unchanged(text):
    node, _ = parse_yaml(text, "a.yaml")
    assert check_text(text) == (node, [])


def test_one_item_may_stand_for_a_list_of_it():
    assert check_text("{name: x, words: a}") == ({"name": "x", "words": ["a"]}, [])
    assert check_text("{name: x, words: [a, b]}") == ({"name": "x", "words": ["a", "b"]}, [])
    assert check_text("{name: x, words: 1}")[1] == [
        "1:18 wrong-kind: `words[0]` must be a string, not a number (put it in quotes)"
    ]


def test_a_mapping_or_a_list_may_stand_under_one_key():
    assert check_text("{name: x, either: {a: b}}") == ({"name": "x", "either": {"a": "b"}}, [])
    assert check_text("{name: x, either: [a]}") == ({"name": "x", "either": ["a"]}, [])
    assert check_text("{name: x, either: a}")[1] == [
        "1:19 wrong-kind: `either` must be a mapping or a list, not a string ()"
    ]


def test_a_string_is_written_out_as_its_mapping():
    whole, reports = check_text("name: x\npart: int\nparts: [str, {type: json}]\nnamed:\n  a: bool\n")
    assert not reports
    assert whole == {
        "name": "x",
        "part": {"type": "int"},
        "parts": [{"type": "str"}, {"type": "json"}],
        "named": {"a": {"type": "bool"}},
    }
    assert whole.mapping("named").mapping("a").location_of("type").column == 6


@pytest.mark.parametrize(
    ("text", "valid", "report"),
    [
        ("{}", {}, "1:1 missing-key: a whole must have `name` ()"),
        ("{name: x, nmae: y}", {"name": "x"}, "1:11 unknown-key: a whole cannot have `nmae` (did you mean `name`?)"),
        (
            "{name: x, part: {type: x, weather: y}}",
            {"name": "x", "part": {"type": "x"}},
            "1:27 unknown-key: a part cannot have `weather` (the keys are type, big)",
        ),
        (
            "{name: x, part: {big: true}}",
            {"name": "x", "part": {"big": True}},
            "1:17 missing-key: a part must have `type` (`type`: What it is.)",
        ),
        ("{name: 1.0}", {}, "1:8 wrong-kind: `name` must be a string, not a number (put it in quotes)"),
        ("{name: }", {}, "1:8 wrong-kind: `name` must be a string, not empty ()"),
        ("{name: x, form: 1}", {"name": "x"}, "1:17 wrong-kind: `form` must be `round` or `square`, not a number ()"),
        (
            "{name: x, form: rond}",
            {"name": "x"},
            "1:17 unknown-value: `form` cannot be `rond` (did you mean `round`?)",
        ),
        (
            "{name: x, form: flat}",
            {"name": "x"},
            "1:17 unknown-value: `form` cannot be `flat` (write `round` or `square`)",
        ),
        ("{name: x, flag: 1}", {"name": "x"}, "1:17 wrong-kind: `flag` must be true or false, not a number ()"),
        ("{name: x, count: 1.5}", {"name": "x"}, "1:18 wrong-kind: `count` must be an integer, not a number ()"),
        (
            "{name: x, count: true}",
            {"name": "x"},
            "1:18 wrong-kind: `count` must be an integer, not a boolean ()",
        ),
        ("{name: x, weight: one}", {"name": "x"}, "1:19 wrong-kind: `weight` must be a number, not a string ()"),
        (
            "{name: x, weight: -1}",
            {"name": "x"},
            "1:19 unknown-value: `weight` cannot be -1 (write a number above zero)",
        ),
        (
            "{name: x, part: [a]}",
            {"name": "x"},
            "1:17 wrong-kind: `part` must be a mapping, or a string for its `type`, not a list ()",
        ),
        ("{name: x, parts: {}}", {"name": "x"}, "1:18 wrong-kind: `parts` must be a list, not a mapping ()"),
        (
            "{name: x, parts: [a, 1, b]}",
            {"name": "x", "parts": [{"type": "a"}, {"type": "b"}]},
            "1:22 wrong-kind: `parts[1]` must be a mapping, or a string for its `type`, not a number ()",
        ),
        ("{name: x, named: a}", {"name": "x"}, "1:18 wrong-kind: `named` must be a mapping, not a string ()"),
        ("{name: x, named: {}}", {"name": "x"}, "1:18 missing-key: `named` is empty (write at least one entry)"),
        (
            "{name: x, named: {a: 1, b: c}}",
            {"name": "x", "named": {"b": {"type": "c"}}},
            "1:22 wrong-kind: `a` must be a mapping, or a string for its `type`, not a number ()",
        ),
    ],
)
def test_invalid_values_are_reported_and_dropped(text, valid, report):
    assert check_text(text) == (valid, [report])


@pytest.mark.parametrize(
    ("text", "report"),
    [
        (
            "{name: x, part: {type: x, wheel: {type: y, big: true}}}",
            "1:27 unknown-key: a part cannot have `wheel` (indent it less, if it is a part of its own)",
        ),
        (
            "{type: x, colour: red, weather: wet}",
            "1:11 unknown-key: a part cannot have `colour` (the keys are type, big; nor can it have `weather`)",
        ),
    ],
)
def test_a_mapping_in_the_wrong_place_is_one_problem(text, report):
    assert check_text(text, WHOLE if "name" in text else PART)[1] == [report]


def test_everything_is_reported_at_once():
    assert len(check_text("{form: flat, flag: 1, count: 0, parts: {}, what: 1}")[1]) == 6


def test_missing_keys_are_reported_where_the_caller_says():
    node, _ = parse_yaml("{}", "a.yaml")
    assert isinstance(node, MappingNode)
    diagnostics = Diagnostics()
    check_mapping(node, WHOLE, diagnostics, (7, 3))
    assert str(diagnostics[0].location) == "a.yaml:7:3"


CONDITIONAL = Schema(
    subject="a shape",
    keys={"form": String(), "radius": Number(), "side": Number(), "note": String(), "author": String()},
    conditions=(
        Condition(key="form", value="round", subject="a round shape", required={"radius": "measure it"}),
        Condition(key="form", value="square", subject="a square", forbidden=("radius",), hint="write `side`"),
        Condition(key="note", subject="a shape with a note", required={"author": "sign it"}),
        Condition(key="form", absent=True, subject="a formless shape", forbidden=("side", "radius"), hint="form it"),
    ),
)


@pytest.mark.parametrize(
    ("text", "valid", "reports"),
    [
        ("{form: round, radius: 1}", {"form": "round", "radius": 1}, []),
        ("{form: round}", {"form": "round"}, ["1:1 missing-key: a round shape must have `radius` (measure it)"]),
        (
            "{form: square, side: 1, radius: 1}",
            {"form": "square", "side": 1},
            ["1:25 unknown-key: a square cannot have `radius` (write `side`)"],
        ),
        ("{form: oval, radius: 1}", {"form": "oval", "radius": 1}, []),
        ("{note: x}", {"note": "x"}, ["1:1 missing-key: a shape with a note must have `author` (sign it)"]),
        (
            "{side: 1, radius: 1}",
            {},
            [
                "1:2 unknown-key: a formless shape cannot have `side` (form it)",
                "1:11 unknown-key: a formless shape cannot have `radius` (form it)",
            ],
        ),
    ],
)
def test_conditions_require_and_forbid_other_keys(text, valid, reports):
    assert check_text(text, CONDITIONAL) == (valid, reports)


def test_a_described_kind_checks_the_same():
    described = String(doc="Text.", pattern="a+").described("Letters.")
    assert (described.doc, described.key_doc, described.pattern) == ("Text.", "Letters.", "a+")


@pytest.mark.parametrize(
    ("text", "version"),
    [("1", "1"), ("1.4", "1.4"), ("1.10", "1.10"), ('"2.0"', "2.0"), ("1.2.3", "1.2.3"), ("0.10", "0.10")],
)
def test_a_release_needs_no_quotes(text, version):
    valid, reports = check_text(f"since: {text}", Schema(subject="a part", keys={"since": Release()}))
    assert (valid, reports) == ({"since": version}, [])


@pytest.mark.parametrize(
    ("text", "report"),
    [
        ("soon", "1:8 unknown-value: `since` cannot be `soon` (write numbers: `1.4`)"),
        ("1.2.3.4", "1:8 unknown-value: `since` cannot be `1.2.3.4` (write numbers: `1.4`)"),
        ("-1", "1:8 unknown-value: `since` cannot be `-1` (write numbers: `1.4`)"),
        ("true", "1:8 wrong-kind: `since` must be a version, not a boolean ()"),
        ("[1]", "1:8 wrong-kind: `since` must be a version, not a list ()"),
    ],
)
def test_what_is_no_release_is_reported(text, report):
    _, reports = check_text(f"since: {text}", Schema(subject="a part", keys={"since": Release()}))
    assert reports == [report]
