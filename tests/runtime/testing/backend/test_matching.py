"""Requests and the examples they are like."""

import pytest
from support.generated import examples_of, variant
from support.mock_caller import KEY, MockCaller
from synapse_runtime.operation import Body, Parameter
from synapse_runtime.testing import MockBackend

DETAIL = {"detail": "As the example says."}


@pytest.fixture
def ask_with(library_service, asking):
    """Call a mock whose `desks.hush` has one more example, an error: `ask_with(arguments={"body": [1]})`."""

    def make(arguments, *, request=None, **changes):
        operation = library_service.operation("desks.hush")._replace(**changes)
        example = {"arguments": arguments, "request": request, "response": DETAIL, "status": 409}
        examples = {**examples_of(library_service)}
        examples["desks.hush"] = [*examples["desks.hush"], example]
        return asking(MockBackend(variant(library_service, [operation], examples)))

    return make


@pytest.mark.parametrize(
    ("type", "body", "other"),
    [
        ("list[int]", [1, 2], [3]),
        ("list[int]", [], [3]),
        ("json", {"a": 1}, {"a": 2}),
        ("dict[int]", {"a": 1}, {"a": 1, "b": 2}),
        ("json", None, {}),
    ],
)
def test_an_error_matches_a_body_that_is_no_model(ask_with, type, body, other):
    ask = ask_with({"body": body}, body=Body(type))
    headers = {"Content-Type": "application/json"}
    assert ask("POST", "/desks/hush/", body, body=b"null", headers=headers).json() == DETAIL
    assert ask("POST", "/desks/hush/", other).status_code == 200


def test_an_error_matches_the_items_of_a_batch(ask_with):
    ask = ask_with({"items": [{"title": "T"}]}, body=Body("BookChange", batch="optional"))
    assert ask("POST", "/desks/hush/", [{"title": "T"}]).json() == DETAIL
    assert ask("POST", "/desks/hush/", [{"title": "U"}]).status_code == 200


def test_an_error_matches_the_request_that_its_example_shows(ask_with):
    parameters = (Parameter("pk", "query", "int"),)
    ask = ask_with({"pk": 1, "file": "a.png"}, request={"upload": 7}, body=Body("json"), parameters=parameters)
    assert ask("POST", "/desks/hush/?pk=1", {"upload": 7}).json() == DETAIL
    assert ask("POST", "/desks/hush/?pk=1", {"upload": 8}).status_code == 200
    assert ask("POST", "/desks/hush/?pk=2", {"upload": 7}).status_code == 200


def test_an_error_matches_headers_lists_and_booleans_and_not_constants(ask_with):
    parameters = (
        Parameter("X-Key", "header", "str"),
        Parameter("X-None", "header", "str"),
        Parameter("version", "query", "int", const=2),
        Parameter("ids", "query", "list[int]"),
        Parameter("deep", "query", "bool"),
    )
    ask = ask_with({"X-Key": "k", "ids": [1, 2], "deep": True, "body": [1]}, parameters=parameters)
    headers = {"X-Key": "k"}
    assert ask("POST", "/desks/hush/?version=2&ids=1&ids=2&deep=true", [1], headers=headers).json() == DETAIL
    assert ask("POST", "/desks/hush/?version=2&ids=1&ids=2&deep=true", [1]).status_code == 200


def test_the_closest_example_is_found_by_a_body_that_is_no_model(ask_with, library_service, asking):
    examples = {**examples_of(library_service)}
    examples["desks.hush"] = [{"arguments": {"body": [number]}, "response": {"is": number}} for number in (1, 2)]
    operation = library_service.operation("desks.hush")
    ask = asking(MockBackend(variant(library_service, [operation], examples)))
    assert ask("POST", "/desks/hush/", [2]).json() == {"is": 2}


def test_an_error_matches_a_body_that_is_a_union(fleet_service):
    examples = {**examples_of(fleet_service)}
    body = {"kind": "motor", "power": 4}
    arguments = {"harborId": "kiel", "Idempotency-Key": "k", "body": body}
    examples["ships.create"] = [*examples["ships.create"], {"arguments": arguments, "response": DETAIL, "status": 409}]
    mock = MockBackend(variant(fleet_service, fleet_service.operations(), examples))
    headers = {**KEY, "Idempotency-Key": "k"}
    assert MockCaller(mock, headers)("POST", "/v2/harbors/kiel/ships", body).json() == DETAIL
    assert MockCaller(mock, headers)("POST", "/v2/harbors/kiel/ships", {**body, "power": 5}).status_code == 202
