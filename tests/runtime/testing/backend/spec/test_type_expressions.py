"""The little language of types: what is written is what is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synapse_runtime.testing.backend.spec.type_expressions import DictOf, ListOf, Name, Nullable, OneOf, parse, spelled

INT, STR = Name("int"), Name("str")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("int", INT),
        ("Task", Name("Task")),
        ("list[int]", ListOf(INT)),
        ("dict[str]", DictOf(STR)),
        ("int?", Nullable(INT)),
        ("list[int?]?", Nullable(ListOf(Nullable(INT)))),
        ("int | str", OneOf((INT, STR))),
        ("list[int | dict[str?]] | str?", OneOf((ListOf(OneOf((INT, DictOf(Nullable(STR))))), Nullable(STR)))),
    ],
)
def test_a_type_is_read_into_its_parts(text, parts):
    assert parse(text) == parts
    assert spelled(parts) == text


NAMES = st.sampled_from(["int", "str", "Task", "data_uri"]).map(Name)


def unions_of(options):
    """Types that are one of these, which are no unions, or several."""
    return options | st.lists(options, min_size=2, max_size=3).map(tuple).map(OneOf)


EXPRESSIONS = unions_of(
    st.recursive(
        NAMES,
        lambda inner: unions_of(inner).map(ListOf) | unions_of(inner).map(DictOf) | inner.map(Nullable),
        max_leaves=8,
    )
)


@given(EXPRESSIONS)
def test_what_is_written_is_read_back(expression):
    assert parse(spelled(expression)) == expression
