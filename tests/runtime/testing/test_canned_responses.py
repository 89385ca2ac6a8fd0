"""What a test has a route respond, in the place of what the mock would."""

from __future__ import annotations

import io
import re

import pytest
from support.library import BOOK, SERVICE
from support.mock_caller import CARD
from synapse_runtime import Client, ValidationError
from synapse_runtime.operation import Parameter
from synapse_runtime.testing import MockBackend, MockRequest, MockResponse, MockTransport, json_response
from synapse_runtime.testing.calls import mask_headers

GET = "GET books/{pk}/"
NEW = {"title": "Emma", "author": 2}


@pytest.fixture
def statuses(ask):
    return lambda times, path="/books/7/": [ask("GET", path).status_code for _ in range(times)]


def test_a_response_is_for_all_requests(backend, statuses):
    backend.on(GET).respond(418)
    assert statuses(3) == [418, 418, 418]
    assert statuses(1, "/sdk/books/") == [200]


def test_responses_come_in_order_and_the_last_one_stays(backend, statuses):
    backend.on(GET).respond(429).respond(500, times=2).respond(404)
    assert statuses(5) == [429, 500, 500, 404, 404]


def test_after_the_last_the_mock_responds_by_itself(backend, statuses):
    backend.on(GET).respond(429).respond(500, times=1)
    assert statuses(3) == [429, 500, 200]


def test_the_newest_responds_until_it_is_used_up(backend, statuses):
    backend.on("*").respond(500)
    backend.on(GET).respond(404, times=1)
    assert statuses(2) == [404, 500]


def test_json_headers_and_content_are_sent(backend, ask):
    backend.on(GET).respond(400, json={"title": ["No."]}, headers={"X-Reason": "why", "x-request-id": "mine"})
    response = ask("GET", "/books/7/")
    assert (response.json(), response.headers["X-Reason"]) == ({"title": ["No."]}, "why")
    assert [value for name, value in response.headers.items() if name.lower() == "x-request-id"] == ["mine"]
    backend.on(GET).respond(content=b"a,b", headers={"Content-Type": "text/csv"})
    assert ask("GET", "/books/7/").text == "a,b"


def test_nothing_is_stored(backend, ask):
    backend.on("POST books/").respond(201, json=BOOK)
    assert ask("POST", "/books/", NEW).json() == BOOK
    assert len(backend.rows("books")) == 2
    assert not backend.calls[0].processed


def test_a_function_takes_the_call(backend, ask):
    def echo(call):
        return {**call.json, "pk": call.path_parameters["pk"], "q": call.query["q"], "by": call.headers["x-by"]}

    backend.on("PUT books/{pk}/remark/").respond_with(echo)
    response = ask("PUT", "/books/7/remark/", {"remarks": ["fine"]}, query={"q": 1}, headers={**CARD, "X-By": "me"})
    assert response.json() == {"remarks": ["fine"], "pk": "7", "q": ["1"], "by": "me"}


def test_a_function_may_return_a_response_or_leave_it_to_the_mock(backend, ask):
    backend.on(GET).respond_with(lambda call: None if call.path_parameters["pk"] == "7" else json_response(410, {}))
    assert [ask("GET", f"/books/{pk}/").status_code for pk in (7, 8)] == [200, 410]


@pytest.mark.parametrize("body", [b'{"title": "Emma", "author": 2}', io.BytesIO(b'{"title": "Emma", "author": 2}')])
def test_the_body_is_still_there_for_the_mock(backend, body):
    backend.on("POST books/").respond_with(lambda _: None)
    headers = {**{name.lower(): value for name, value in CARD.items()}, "content-type": "application/json"}
    assert backend.handle(MockRequest("POST", "/books/", headers=headers, body=body)).status_code == 201


def test_a_form_is_read(backend, ask):
    backend.on("POST scans/").respond_with(lambda call: [call.json, [*call.files]])
    response = ask.form("POST", "/scans/", {"note": "x"}, {"file": ("a.png", b"png")})
    assert response.json() == [{"note": "x"}, ["file"]]


def test_requests_that_the_mock_would_refuse_get_the_response_too(backend, ask):
    backend.on("POST books/").respond(202)
    assert ask("POST", "/books/", body=b"{", headers={"Content-Type": "application/json"}).status_code == 202
    assert ask("POST", "/books/", NEW, headers={"X-Card": ""}).status_code == 202


def test_a_route_that_the_spec_lacks_has_a_wildcard(backend, ask):
    backend.on("* reports/*").respond(json=[1])
    assert ask("GET", "/reports/7/").json() == [1]
    assert ask("POST", "/reports/", {"a": 1}).json() == [1]
    assert [call.json for call in backend.calls] == [None, {"a": 1}]
    backend.assert_all_expected()


def test_an_unknown_route_is_refused_with_a_suggestion(backend):
    with pytest.raises(ValueError, match=r"no operation has the route 'GET boks/\{pk\}/'.*did you mean 'GET books"):
        backend.on("GET boks/{pk}/")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"status": 99}, "status must be an integer from 200 to 599, got 99"),
        ({"status": "200"}, "status must be an integer from 200 to 599, got '200'"),
        ({"json": {}, "content": b"x"}, "give json or content, not both"),
        ({"status": 204, "json": {}}, "a 204 has no body: leave out json and content"),
        ({"times": 0}, "times must be an integer ≥ 1, or None, got 0"),
        ({"times": True}, "times must be an integer ≥ 1, or None, got True"),
    ],
)
def test_what_cannot_be_sent_is_refused_at_once(backend, arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        backend.on(GET).respond(**arguments)


def test_what_is_no_json_is_refused_at_once(backend):
    with pytest.raises(ValueError, match="object cannot be sent as JSON"):
        backend.on(GET).respond(json=object())


def test_faults_come_on_top(backend, statuses):
    backend.on(GET).respond(404).respond(410)
    backend.inject_fault(GET, "status", code=503)
    backend.inject_fault(GET, "latency", after=1, seconds=0)
    assert statuses(3) == [503, 404, 410], "one that keeps the request from the backend uses none up"
    assert [call.fault for call in backend.calls] == ["status", "", "latency"]
    assert str(backend.calls[0]) == "GET books/7/ → 503 (fault status)"


def test_a_strict_mock_looks_at_the_names_of_such_requests(asking):
    backend = MockBackend(SERVICE, strict=True)
    backend.on("*").respond(json={})
    ask = asking(backend)
    assert ask("GET", "/books/7/").status_code == 200
    with pytest.raises(AssertionError, match="unknown query parameter 'expnd': did you mean 'expand'"):
        ask("GET", "/books/7/", query={"expnd": 1})
    with pytest.raises(AssertionError, match="unknown field 'titel'"):
        ask("POST", "/books/", {**NEW, "titel": "x"})
    backend.close()


def test_responses_that_no_request_got_are_reported(backend, ask):
    def by_hand(call):
        raise NotImplementedError

    backend.on(GET).respond(200).respond(404, optional=True).respond(410)
    backend.on("GET loans/").respond_with(by_hand)
    backend.on("GET authors/*").respond_with(by_hand, optional=True)
    backend.inject_fault("GET loans/", "status")
    ask("GET", "/books/7/")
    with pytest.raises(AssertionError) as raised:
        backend.assert_all_met()
    assert str(raised.value) == (
        "no request met these faults:\n  status for GET loans/\n"
        "no request met these responses:\n  410 for GET books/{pk}/\n  by_hand for GET loans/\n"
        "Correct the route, or pass optional=True. All calls:\n  1. GET books/7/ → 200"
    )
    backend.reset()
    backend.assert_all_met()


def test_a_client_sees_it_as_any_response(backend):
    backend.on(GET).respond(400, json={"title": ["No."]})
    with (
        Client(SERVICE, "https://mock", backend.credentials, transport=MockTransport(backend)) as client,
        pytest.raises(ValidationError) as raised,
    ):
        client.request("GET", "books/{pk}/", pk=7)
    assert raised.value.field_errors == {"title": ["No."]}


class TestHeaders:
    def test_a_call_has_the_headers_without_tokens(self, backend, ask):
        ask("GET", "/books/7/", headers={**CARD, "X-Desk": "desk-token", "Authorization": "Basic abc", "X-My": "1"})
        (call,) = backend.calls
        assert call.headers["x-card"] == "Card ***"
        assert (call.headers["x-desk"], call.headers["authorization"], call.headers["x-my"]) == ("***", "***", "1")

    def test_a_token_without_its_prefix_is_masked_whole(self):
        assert mask_headers(SERVICE, None, {"X-Card": "secret"}) == {"x-card": "***"}

    def test_secret_parameters_are_masked(self):
        secret = SERVICE.operation("books.get")._replace(parameters=(Parameter("X-Key", "header", "str", secret=True),))
        assert mask_headers(SERVICE, secret, {"X-Key": "s3cret", "A": "b"}) == {"x-key": "***", "a": "b"}

    def test_named_headers_are_asserted(self, backend, ask):
        ask("GET", "/books/7/", headers={**CARD, "X-My": "1"})
        backend.assert_called_once_with(GET, headers={"X-My": "1"})
        with pytest.raises(AssertionError, match=r"expected headers=\{'X-My': '2'\} .* got \{'X-My': '1'\}"):
            backend.assert_called_once_with(GET, headers={"X-My": "2"})


def test_each_call_is_handed_to_a_log(asking):
    calls = []
    backend = MockBackend(SERVICE, on_call=calls.append)
    asking(backend)("GET", "/books/7/")
    assert calls == backend.calls
    backend.close()


def test_a_response_may_be_any(backend, ask):
    backend.on(GET).respond_with(lambda _: MockResponse(204))
    assert ask("GET", "/books/7/").status_code == 204
