"""Queries, parsed."""

import pytest
from synapse_runtime.testing.backend.requests.query import split_query


def test_a_repeated_parameter_has_all_its_values():
    assert split_query("a=1&b=&a=2&c") == {"a": ["1", "2"], "b": [""], "c": [""]}


@pytest.mark.parametrize(
    ("query", "findings"),
    [
        ({"author": "x"}, {"author": ["A valid integer is required."]}),
        ({"shelf": "cellar", "author": "x"}, {"author": ["A valid integer is required."],
                                             "shelf": ['"cellar" is not a valid choice.']}),
    ],
)  # fmt: skip
def test_invalid_values_are_400(ask, query, findings):
    response = ask("GET", "/sdk/books/", query=query)
    assert (response.status_code, response.json()) == (400, findings)


def test_a_required_parameter_without_a_value_is_400(ask_fleet):
    path = "/v2/harbors/kiel/ships/5b7ad4a8-3c1c-4c0b-9a36-3a4f6bb0e111/log"
    assert ask_fleet("GET", path).json() == {"limit": ["This field is required."]}
    assert ask_fleet("GET", path, query={"limit": 1}).json() == [1]
