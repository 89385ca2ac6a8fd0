"""YAML 1.2 as plain data with locations, and nothing that breaks the parser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from synapse_codegen.diagnostics import SourceLocation
from synapse_codegen.source.control_characters import FORBIDDEN
from synapse_codegen.source.yaml_parser import MAX_YAML_DEPTH, PARSER, PureParser, parse_yaml

ROOT = Path(__file__).parents[3]

each_parser = pytest.mark.parametrize("parser", [PARSER, PureParser], ids=["fastest", "pure"])

TEXT = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cn", "Cs", "Zl", "Zp"])).filter(
    lambda text: not FORBIDDEN.search(text)
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=10,
)


def summarize(diagnostics) -> list[tuple[str, str]]:
    return [(str(diagnostic.location), diagnostic.rule) for diagnostic in diagnostics]


@each_parser
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null", None),
        ("~", None),
        ("", None),
        ("true", True),
        ("False", False),
        ("no", "no"),
        ("on", "on"),
        ("12", 12),
        ("-3", -3),
        ("+3", 3),
        ("0o17", 15),
        ("0xff", 255),
        ("017", 17),
        ("1_000", "1_000"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1e999", "1e999"),
        (".inf", ".inf"),
        ("2025-01-01", "2025-01-01"),
        ("1:30", "1:30"),
        ("text", "text"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("!!str 12", "12"),
        ("! 12", "12"),
        ("!!int 12", 12),
        ("|\n  two\n  lines\n", "two\nlines\n"),
        ("[]", []),
        ("!!seq [1]", [1]),
        ("!!map {}", {}),
        ("! {}", {}),
    ],
)
def test_scalars_follow_yaml_1_2(parser, text, value):
    node, diagnostics = parse_yaml(f"a: {text}\n", "a.yaml", parser)
    assert not diagnostics
    assert node == {"a": value}
    assert type(node["a"]) is type(value) or value in ([], [1], {})


@pytest.mark.parametrize(("text", "written"), [("1.10", "1.10"), ("2.0", "2.0"), ("1.4", "")])
def test_a_number_that_may_be_a_version_stays_as_it_is_written(text, written):
    node, _ = parse_yaml(text, "a.yaml")
    assert node == float(text)
    assert getattr(node, "written", "") == written
    assert repr(node) == repr(float(text))


def test_endless_digits_stay_a_string():
    node, _ = parse_yaml("9" * 5000, "a.yaml")
    assert node == "9" * 5000


@each_parser
def test_keys_are_strings(parser):
    node, diagnostics = parse_yaml("1: a\ntrue: b\nnull: c\n? d\n: e\n&k f: g\n? *k\n: h\n", "a.yaml", parser)
    assert node == {"1": "a", "true": "b", "null": "c", "d": "e", "f": "g"}
    assert summarize(diagnostics) == [("a.yaml:7:3", "duplicate-key")]


@each_parser
@given(value=JSON)
def test_json_is_parsed_unchanged(parser, value):
    """JSON is YAML: what json writes is read back, but for what YAML does not let stand unescaped."""
    text = json.dumps(value, ensure_ascii=False)
    node, diagnostics = parse_yaml(text, "a.yaml", parser)
    assert not diagnostics
    assert node == value


@pytest.mark.parametrize("file", sorted((ROOT / "spec").rglob("*.yaml")), ids=lambda file: file.stem)
def test_the_project_spec_is_parsed_as_by_pyyaml(file):
    """It uses nothing that YAML 1.1 and 1.2 read in two ways."""
    text = file.read_text("utf-8")
    for parser in (PARSER, PureParser):
        assert parse_yaml(text, "a.yaml", parser) == (yaml.safe_load(text), [])


@each_parser
@given(text=st.text("ab:-?[]{}&*!|>'\"#,<% \n\t0", max_size=30))
def test_no_input_crashes_the_parser(parser, text):
    """Whatever is wrong has a place inside the text or right behind it."""
    _, diagnostics = parse_yaml(text, "a.yaml", parser)
    lines = text.split("\n")
    for diagnostic in diagnostics:
        assert diagnostic.message
        assert 1 <= diagnostic.location.line <= len(lines) + 1


# Anchors and merges --------------------------------------------------------------------


@each_parser
def test_an_alias_has_the_anchored_value_and_its_own_location(parser):
    node, diagnostics = parse_yaml("a: &x {b: 1}\nc: *x\nd: &y text\ne: [*y]\n", "a.yaml", parser)
    assert not diagnostics
    assert node == {"a": {"b": 1}, "c": {"b": 1}, "d": "text", "e": ["text"]}
    assert node.location_of("c") == SourceLocation("a.yaml", 2, 4)
    assert node["c"].location_of_key("b") == SourceLocation("a.yaml", 1, 8)


@each_parser
def test_merges_add_missing_keys_only(parser):
    text = "x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz: {<<: *x, b: 3}\nw: {<<: [*y, *x], d: 4}\nq: {'<<': 1}\n"
    node, diagnostics = parse_yaml(text, "a.yaml", parser)
    assert not diagnostics
    assert node["z"] == {"a": 1, "b": 3}
    assert list(node["z"].items()) == [("a", 1), ("b", 3)], "in the order of what is merged"
    assert node["z"].location_of_key("b") == SourceLocation("a.yaml", 3, 13)
    assert node["w"] == {"d": 4, "b": 2, "c": 2, "a": 1}
    assert node["w"].location_of_key("a") == SourceLocation("a.yaml", 1, 8)
    assert node["q"] == {"<<": 1}


@each_parser
def test_a_duplicate_key_keeps_its_first_value(parser):
    node, (diagnostic,) = parse_yaml("a: 1\nb: 2\n'a': 3\n", "a.yaml", parser)
    assert node == {"a": 1, "b": 2}
    assert str(diagnostic.location) == "a.yaml:3:1"
    assert "a.yaml:1:1" in diagnostic.hint


# Hostile and broken files --------------------------------------------------------------


@each_parser
def test_depth_is_bounded(parser):
    deepest = "[" * MAX_YAML_DEPTH + "]" * MAX_YAML_DEPTH
    assert not parse_yaml(deepest, "a.yaml", parser)[1]
    (diagnostic,) = parse_yaml("[" * 100_000, "a.yaml", parser)[1]
    assert diagnostic.location.column == MAX_YAML_DEPTH + 1


@each_parser
def test_aliases_of_aliases_are_bounded(parser):
    rows = [f"a{index}: &a{index} [{', '.join([f'*a{index - 1}'] * 10)}]" for index in range(1, 12)]
    (diagnostic,) = parse_yaml("\n".join(["a0: &a0 [x]", *rows]), "a.yaml", parser)[1]
    assert diagnostic.rule == "yaml-syntax"
    assert "1000000 values" in diagnostic.message


@each_parser
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: [1", "a.yaml:"),
        ("a: b: c", "a.yaml:1:5"),
        ("a: 1\n\tb: 2", "a.yaml:2:"),
        ("a: *b", "a.yaml:1:4"),
        ("a: 1\n---\nb: 2", "a.yaml:2:1"),
        ("a: !!python/object/apply:os.system [x]", "a.yaml:1:4"),
        ("&a [*a]", "a.yaml:1:5"),
        ("<<: 1", "a.yaml:1:5"),
        ("<<: [{}, 1]", "a.yaml:1:5"),
        ("{a: 1}: b", "a.yaml:1:1"),
        ("%YAML x\n---\n", "a.yaml:1:"),
    ],
)
def test_syntax_errors_have_a_location(parser, text, place):
    (diagnostic,) = parse_yaml(text, "a.yaml", parser)[1]
    assert diagnostic.rule == "yaml-syntax"
    assert str(diagnostic.location).startswith(place)


@each_parser
@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: \x00", ["a.yaml:1:4"]),
        ("a: 1\nb: \ufeff", ["a.yaml:2:4"]),
        ("a: x\u202ey # \u2066z", ["a.yaml:1:5", "a.yaml:1:10"]),
        ('a: "x\\u202Ey"', ["a.yaml:1:5"]),
        ('{ "a\\0": [b, "c\\e"] }', ["a.yaml:1:4", "a.yaml:1:15"]),
    ],
)
def test_control_characters_are_found_raw_and_escaped(parser, text, places):
    _, diagnostics = parse_yaml(text, "a.yaml", parser)
    assert summarize(diagnostics) == [(place, "control-character") for place in places]


@each_parser
def test_an_escape_outside_of_double_quotes_is_no_character(parser):
    assert parse_yaml("a: \\u202E\nb: '\\0'\r\nc: \"\\t\"\n", "a.yaml", parser) == (
        {"a": "\\u202E", "b": "\\0", "c": "\t"},
        [],
    )
