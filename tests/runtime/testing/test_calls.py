"""What the mock was asked."""

import pytest
from attrs import evolve
from synapse_runtime.testing.calls import Call, format_calls
from synapse_runtime.testing.messages import SentFile

CALL = Call("GET", "books/7/", "books.get", "books/{pk}/")


@pytest.mark.parametrize(
    "route",
    ["books.get", "GET books/{pk}/", "get books/7/", "GET /books/7/", "* books/*", "GET *", "*"],
)
def test_a_call_matches_its_routes(route):
    assert CALL.matches(route)


@pytest.mark.parametrize("route", ["books.list", "POST books/{pk}/", "GET books/8/", "GET", "GET books/", ""])
def test_a_call_does_not_match_other_routes(route):
    assert not CALL.matches(route)


def test_a_call_of_an_unknown_path_matches_no_operation():
    assert not Call("GET", "nowhere/").matches("")


def test_calls_are_formatted_as_numbered_lines():
    calls = [
        evolve(CALL, query={"expand": ["a", "b"]}, status=200),
        Call("POST", "scans/", json={"a": 1}, files={"file": SentFile("a.png", 3, "")}, problem="no"),
    ]
    assert format_calls(calls) == (
        "  1. GET books/7/ expand=a,b → 200\n  2. POST scans/ {'a': 1} file=<a.png, 3 bytes> → no response (no)"
    )
    assert format_calls([]) == "  (none)"
