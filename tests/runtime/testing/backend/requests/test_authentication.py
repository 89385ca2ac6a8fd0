"""Who may ask."""

import pytest
from synapse_runtime.testing import MockBackend


@pytest.mark.parametrize("headers", [{"X-Card": "Card 1"}, {"X-Desk": "d"}, {"X-Card": "Card 1", "X-Desk": "d"}])
def test_any_credential_suffices(ask, headers):
    ask.headers = headers
    assert ask("GET", "/books/7/").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{}, {"X-Card": ""}, {"X-Card": "1"}, {"X-Card": "Card "}, {"X-Card": "Token 1"}, {"X-Desk": ""},
     {"Authorization": "Card 1"}],
)  # fmt: skip
def test_without_a_token_the_response_is_401(ask, headers):
    ask.headers = headers
    response = ask("GET", "/books/7/")
    assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, "Card")
    assert response.json() == {"detail": "Authentication credentials were not provided."}


def test_only_the_configured_tokens_are_accepted(library_service, asking):
    ask = asking(MockBackend(library_service, tokens=["good"]))
    assert ask("GET", "/books/7/", headers={"X-Card": "Card good"}).status_code == 200
    assert ask("GET", "/books/7/", headers={"X-Card": "Card bad"}).json() == {"detail": "Invalid token."}
    assert ask("GET", "/books/7/", headers={"X-Card": "Card bad", "X-Desk": "good"}).status_code == 200


def test_a_service_without_credentials_needs_no_token(library_service, asking):
    ask = asking(MockBackend(library_service._replace(credentials=())))
    ask.headers = {}
    assert ask("GET", "/books/7/").status_code == 200


def test_a_credential_without_a_prefix_is_named_in_the_challenge(library_service, asking):
    service = library_service._replace(credentials=library_service.credentials[1:])
    ask = asking(MockBackend(service))
    ask.headers = {}
    assert ask("GET", "/books/7/").headers["WWW-Authenticate"] == "desk"


def test_authentication_comes_after_the_path_and_before_the_method(ask):
    ask.headers = {}
    assert [ask("DELETE", path).status_code for path in ("/nowhere/", "/authors/1/", "/books/7")] == [404, 401, 301]
