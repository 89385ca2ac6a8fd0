"""How Python text is laid out; the formatter agrees, which the goldens prove for whole modules."""

from __future__ import annotations

import ast

from hypothesis import given
from hypothesis import strategies as st
from synapse_codegen.layout import (
    STEP,
    WIDTH,
    Bracket,
    alternatives,
    assignment,
    call,
    lay_out,
    literal,
    quoted,
    tuple_of,
    width,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.text())
def test_a_string_literal_says_the_string(text):
    assert ast.literal_eval(quoted(text)) == text


@given(JSON)
def test_plain_data_is_written_as_python_reads_it(value):
    assert ast.literal_eval(lay_out(literal(value))) == value


@given(st.lists(st.text("ab", min_size=1, max_size=40), max_size=8), st.integers(0, 8))
def test_no_line_is_wider_than_it_has_to_be(items, depth):
    """It stands on one line exactly where it fits; else one item a line, each with its comma."""
    indent = STEP * depth
    flat = f"f({', '.join(items)})"
    lines = lay_out(call("f", *items), indent).splitlines()
    if len(indent) + len(flat) <= WIDTH:
        assert lines == [flat]
    else:
        assert lines == ["f(", *(f"{indent}{STEP}{item}," for item in items), f"{indent})"]


def test_an_exploded_item_explodes_what_holds_it():
    inner = Bracket("[", ("1",), "]", exploded=True)
    assert lay_out(call("f", inner)) == "f(\n    [\n        1,\n    ],\n)"


def test_a_tuple_of_one_keeps_its_comma():
    assert lay_out(tuple_of(["1"])) == "(1,)"
    assert lay_out(tuple_of([])) == "()"


def test_a_long_value_moves_into_parentheses_where_it_fits_there():
    assert assignment("x = ", "y" * 10) == "x = yyyyyyyyyy"
    long = "y" * (WIDTH - 4)
    assert assignment("x = ", long) == f"x = {long}"
    assert assignment("longer = ", long) == f"longer = (\n    {long}\n)"
    assert assignment("x = ", "y" * WIDTH) == "x = " + "y" * WIDTH  # it fits nowhere: left alone


def test_a_union_stands_on_one_line_or_in_parentheses_or_one_alternative_a_line():
    assert alternatives("A = ", ("a", "b")) == "A = a | b"
    half = "x" * 56
    assert alternatives("Name = ", (half, half)) == f"Name = (\n    {half} | {half}\n)"
    long = "x" * 70
    assert alternatives("Name = ", (long, Bracket("L[", ('"a"',), "]"), long)) == (
        f'Name = (\n    {long}\n    | L["a"]\n    | {long}\n)'
    )


def test_wide_letters_count_twice_and_marks_not_at_all():
    assert width("abc") == 3
    assert width("한글") == 4
    assert width("e\N{COMBINING ACUTE ACCENT}") == 1
