"""Forms: what fits is kept, what does not is told, and shorthands are written out."""

from __future__ import annotations

import pytest
from synapse_codegen.diagnostics import Findings
from synapse_codegen.forms import ANYTHING, FLAG, TEXT, Form, ListOf, MapOf, Number, Text, fit
from synapse_codegen.loader import read_yaml
from synapse_codegen.nodes import MappingNode

PART = Form("a part", {"type": TEXT, "big": FLAG}, required=("type",), shorthand="type")
WHOLE = Form(
    "a whole",
    {
        "name": TEXT,
        "form": Text(("round", "square")),
        "flag": FLAG,
        "count": Number(),
        "weight": Number(whole=False),
        "any": ANYTHING,
        "part": PART,
        "parts": ListOf(PART),
        "named": MapOf(PART, least=1),
    },
    required=("name",),
)


def fitted(text: str) -> tuple[MappingNode, list[str]]:
    node, _ = read_yaml(text, "a.yaml")
    assert isinstance(node, MappingNode)
    findings = Findings()
    whole = fit(node, WHOLE, findings)
    hints = [f"{one.place.line}:{one.place.column} {one.rule}: {one.message} ({one.hint})" for one in findings]
    return whole, hints


@pytest.mark.parametrize(
    "text",
    [
        "{name: x}",
        "{name: x, form: round, flag: true, count: 1, weight: 1, any: null}",
        "{name: x, weight: 0.5, any: {a: [1]}}",
        "{name: x, part: {type: int, big: false}, parts: [], named: {a: {type: int}}}",
    ],
)
def test_what_fits_is_kept_as_it_is(text):
    node, _ = read_yaml(text, "a.yaml")
    assert fitted(text) == (node, [])


def test_a_text_stands_for_its_mapping():
    whole, told = fitted("name: x\npart: int\nparts: [str, {type: json}]\nnamed:\n  a: bool\n")
    assert not told
    assert whole == {
        "name": "x",
        "part": {"type": "int"},
        "parts": [{"type": "str"}, {"type": "json"}],
        "named": {"a": {"type": "bool"}},
    }
    assert whole.mapping("named").mapping("a").place_of("type").column == 6


@pytest.mark.parametrize(
    ("text", "kept", "told"),
    [
        ("{}", {}, "1:1 missing-key: a whole needs `name` ()"),
        ("{name: x, nmae: y}", {"name": "x"}, "1:11 unknown-key: a whole has no key `nmae` (did you mean `name`?)"),
        (
            "{name: x, part: {type: x, weather: y}}",
            {"name": "x", "part": {"type": "x"}},
            "1:27 unknown-key: a part has no key `weather` (its keys are type, big)",
        ),
        ("{name: 1.0}", {}, "1:8 wrong-kind: `name` must be text, not a number (put it in quotes)"),
        ("{name: }", {}, "1:8 wrong-kind: `name` must be text, not empty ()"),
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
        ("{name: x, count: 1.5}", {"name": "x"}, "1:18 wrong-kind: `count` must be a whole number, not a number ()"),
        (
            "{name: x, count: true}",
            {"name": "x"},
            "1:18 wrong-kind: `count` must be a whole number, not true or false ()",
        ),
        ("{name: x, weight: one}", {"name": "x"}, "1:19 wrong-kind: `weight` must be a number, not text ()"),
        (
            "{name: x, weight: -1}",
            {"name": "x"},
            "1:19 unknown-value: `weight` cannot be -1 (write a number above zero)",
        ),
        (
            "{name: x, part: [a]}",
            {"name": "x"},
            "1:17 wrong-kind: `part` must be a mapping, or the text of its `type`, not a list ()",
        ),
        ("{name: x, parts: {}}", {"name": "x"}, "1:18 wrong-kind: `parts` must be a list, not a mapping ()"),
        (
            "{name: x, parts: [a, 1, b]}",
            {"name": "x", "parts": [{"type": "a"}, {"type": "b"}]},
            "1:22 wrong-kind: `parts[1]` must be a mapping, or the text of its `type`, not a number ()",
        ),
        ("{name: x, named: a}", {"name": "x"}, "1:18 wrong-kind: `named` must be a mapping, not text ()"),
        ("{name: x, named: {}}", {"name": "x"}, "1:18 missing-key: `named` is empty (write at least one entry)"),
        (
            "{name: x, named: {a: 1, b: c}}",
            {"name": "x", "named": {"b": {"type": "c"}}},
            "1:22 wrong-kind: `a` must be a mapping, or the text of its `type`, not a number ()",
        ),
    ],
)
def test_what_does_not_fit_is_told_and_left_out(text, kept, told):
    assert fitted(text) == (kept, [told])


def test_everything_is_told_at_once():
    assert len(fitted("{form: flat, flag: 1, count: 0, parts: {}, what: 1}")[1]) == 6
