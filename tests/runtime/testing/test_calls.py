"""What the mock was asked."""

from urllib.parse import quote

import pytest
from attrs import evolve
from support import library
from support.generated import variant
from synapse_runtime.operation import Parameter
from synapse_runtime.testing import MockBackend, MockRequest, UnexpectedCallError
from synapse_runtime.testing.calls import Call, find_secrets, format_calls
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


class TestSecrets:
    SECRET = "pass w\u00f6rd\\"

    @pytest.fixture
    def ask(self, library_service, asking):
        """A mock whose `secret` parameters are those of a book's remark: its ID, a query, a field of the body."""
        operation = library_service.operation("books.remark")
        path, *_ = operation.parameters
        secrets = (
            path._replace(type="str", secret=True),
            Parameter("key", "query", "str", secret=True),
            Parameter("remarks", "body", "list[str]", secret=True),
        )
        service = variant(library_service, [operation._replace(parameters=secrets)])
        return asking(MockBackend(service, tokens=["token-of-mine"], strict=True))

    def test_no_secret_of_a_request_is_printed(self, ask):
        card = {"X-Card": "Card token-of-mine"}
        path, query = f"/books/{quote(self.SECRET, safe='')}/remark/", {"key": self.SECRET, "mood": self.SECRET}
        with pytest.raises(UnexpectedCallError) as caught:
            ask("PUT", path, {"remarks": [self.SECRET, {"a": self.SECRET}, None], "mood": 1}, query=query, headers=card)
        (call,) = ask.backend.calls
        with pytest.raises(AssertionError) as not_called:
            ask.backend.assert_not_called()
        with pytest.raises(AssertionError) as different:
            ask.backend.assert_called_once_with("*", json={})
        printed = [str(call), repr(call), *map(str, (caught.value, not_called.value, different.value))]
        for text in printed:
            assert "pass" not in text, text
            assert "/***/remark/" in text
        assert call.json["remarks"][0] == self.SECRET

    def test_no_token_is_printed(self, ask):
        request = MockRequest.from_target("GET", "/x", [("X-Card", "Card token-of-mine")])
        printed = [repr(request), repr(ask.backend), repr(ask.backend._backend.config)]
        assert not [text for text in printed if "token-of-mine" in text]

    def test_each_item_of_a_batch_has_secrets(self):
        operation = library.SERVICE.operation("books.create")
        title = Parameter("title", "body", "str", secret=True)
        body = [{"title": "one secret", "lent": True}, {"title": True}, 5]
        assert find_secrets(operation._replace(parameters=(title,)), {}, {}, body)[:1] == ("one secret",)
