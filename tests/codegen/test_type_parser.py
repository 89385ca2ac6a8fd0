"""The language of types: what is read is what was written, and each name knows its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synapse_codegen.diagnostics import SourceLocation
from synapse_codegen.ir.declared import DictOf, ListOf, Named, Nullable, OneOf
from synapse_codegen.type_parser import (
    MAX_TYPE_DEPTH,
    SCALAR_TYPES,
    TypeSyntaxError,
    format_type,
    parse_type,
    walk_type,
)

INT, STR = SCALAR_TYPES["int"], SCALAR_TYPES["str"]


def types():
    """Types that can be written: an option of a union is no union itself, and null is said once."""
    atoms = st.sampled_from(list(SCALAR_TYPES.values())) | st.sampled_from(["Task", "Listing", "dictator"]).map(Named)

    def compound(inner):
        atom = atoms | inner.map(ListOf) | inner.map(DictOf)
        option = atom | atom.map(Nullable)
        return option | st.lists(option, min_size=2, max_size=3).map(tuple).map(OneOf)

    return st.recursive(atoms, compound, max_leaves=8)


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("int", INT),
        ("Task", Named("Task")),
        ("list[int]", ListOf(INT)),
        ("dict[str]", DictOf(STR)),
        ("Task?", Nullable(Named("Task"))),
        ("str | list[str]", OneOf((STR, ListOf(STR)))),
        ("  list [ int | str? ] ", ListOf(OneOf((INT, Nullable(STR))))),
    ],
)
def test_a_string_is_parsed_as_a_type(text, type):
    assert parse_type(text) == type


@given(types())
def test_a_formatted_type_is_parsed_back(type):
    assert parse_type(format_type(type)) == type


@given(st.text("intsrlid[]|?,( Task1$", max_size=20))
def test_any_other_string_is_an_error_inside_it(text):
    """No text breaks the parser, and the place is inside the text or right behind it."""
    stop = None
    try:
        type = parse_type(text, SourceLocation("a", 1, 5))
    except TypeSyntaxError as error:
        stop = error.location.column
    assert 5 <= stop <= 5 + len(text) if stop else parse_type(format_type(type)) == type


def test_a_name_has_its_own_location():
    type = parse_type("json | list[Task]", SourceLocation("a.yaml", 3, 10))
    assert [part.source for part in walk_type(type) if isinstance(part, Named)] == [SourceLocation("a.yaml", 3, 22)]


def test_walk_type_goes_from_the_outside_in():
    type = parse_type("dict[list[int] | str?]")
    assert [format_type(part) for part in walk_type(type)] == [
        "dict[list[int] | str?]",
        "list[int] | str?",
        "list[int]",
        "int",
        "str?",
        "str",
    ]


def test_depth_is_bounded():
    deepest = "list[" * MAX_TYPE_DEPTH + "int" + "]" * MAX_TYPE_DEPTH
    assert format_type(parse_type(deepest)) == deepest
    with pytest.raises(TypeSyntaxError, match="nested more than 20 deep") as caught:
        parse_type(f"list[{deepest}]")
    assert "model" in caught.value.hint


def test_a_representation_shows_what_was_written_and_not_where():
    assert repr(parse_type("list[Task?]")) == "ListOf(item=Nullable(inner=Named(name='Task')))"
