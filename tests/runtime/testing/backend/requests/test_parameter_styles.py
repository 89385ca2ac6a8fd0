"""Lists and objects as their styles write them, read back by the mock."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.generated import generated
from synapse_http.parameters import query_string, write_query
from synapse_runtime.operation import Operation, Parameter
from synapse_runtime.testing.backend.requests.parameter_styles import read_styles
from synapse_runtime.testing.backend.requests.query import split_query
from synapse_runtime.testing.backend.spec.schema import schema_of

SCHEMA = schema_of(generated("relay").models)


def read(type_string, style, query):
    operation = Operation("a.b", "GET", "a/", "safe", (Parameter("a", "query", type_string, style=style),))
    return read_styles(SCHEMA, operation, split_query(query))


@pytest.mark.parametrize(
    ("type_string", "query", "value"),
    [
        ("Range?", "a[least]=1&a[near][x]=2.5&a[other]=3", {"least": 1, "near": {"x": 2.5}, "other": "3"}),
        ("dict[int]", "a[x]=1&a[y]=z", {"x": 1, "y": "z"}),
        ("json", "a[x]=1&a[y]=1&a[y]=2", {"x": "1", "y": ["1", "2"]}),
        ("Range", "a[near]=1&a[near][x]=2", {"near": {"x": 2.0}}),
    ],
)
def test_an_object_has_the_types_of_its_fields(type_string, query, value):
    assert read(type_string, "deep", query) == {"a": [value]}


@pytest.mark.parametrize("query", ["", "a[=1", "b=1", "a[]=1"])
def test_any_query_can_be_read(query):
    read("Range", "deep", query)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters=", |"), min_size=1), min_size=1))
def test_what_the_client_writes_is_read_back(items):
    for style in ("repeat", "brackets", "comma", "space", "pipe"):
        query = query_string(write_query({"a": style}, [("a", items)]), safe=",")
        assert read("list[str]", style, query) == {"a": items}
