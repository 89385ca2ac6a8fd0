"""Queries, parsed."""

import pytest
from support.library import SERVICE
from synapse_runtime.operation import Parameter
from synapse_runtime.testing.backend.requests.query import find_limit_errors, split_query


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


def test_values_beyond_their_limits_are_problems():
    limited = SERVICE.operation("books.create")._replace(
        parameters=(
            Parameter("expand", "query", "str", choices=("index",)),
            Parameter("pages", "body", "int", minimum=1),
        )
    )
    assert find_limit_errors(SERVICE, limited, {"expand": ["index", "indx"]}, [{"pages": 0}, {"pages": 1}, 7]) == [
        "unknown value 'indx' of expand: did you mean 'index'?",
        "pages must be ≥ 1, got 0",
    ]
    assert find_limit_errors(SERVICE, limited, {}, None) == []
