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


EXPRESSIONS = st.recursive(
    st.sampled_from(["int", "str", "Task", "data_uri"]).map(Name),
    lambda inner: st.one_of(
        inner.map(ListOf),
        inner.map(DictOf),
        inner.filter(lambda one: not isinstance(one, OneOf)).map(Nullable),
        st.lists(inner.filter(lambda one: not isinstance(one, OneOf)), min_size=2, max_size=3).map(tuple).map(OneOf),
    ),
)


@given(EXPRESSIONS)
def test_what_is_written_is_read_back(expression):
    assert parse(spelled(expression)) == expression
