"""The mock's own routes."""

import json
from datetime import UTC, datetime

import pytest
from support import library
from synapse_runtime.testing import MockBackend, MockRequest
from synapse_runtime.testing.control import Control

HEADERS = {"host": "localhost:8000", "authorization": "Bearer control"}


@pytest.fixture
def tell(backend):
    def told(method, path, data=None, body=b"", headers=HEADERS, *, is_loopback=True):
        content = body if data is None else json.dumps(data).encode()
        control = Control(backend, "control", is_loopback=is_loopback)
        response = control.respond(MockRequest(method, path, headers=headers, body=content))
        return response.status_code, response.json()

    return told


def test_requests_to_the_backend_pass(backend):
    assert Control(backend, "control", is_loopback=True).respond(MockRequest("GET", "/books/7/")) is None


@pytest.mark.parametrize("route", ["POST /__mock__/reset", "GET /__mock__/calls", "GET /__mock__/nowhere"])
class TestAccess:
    @pytest.mark.parametrize("token", ["", "control", "Bearer", "Bearer other", "Bearer contrôl", "Basic control"])
    def test_without_the_token_nothing_is_done(self, tell, ask, route, token):
        ask("GET", "/books/7/")
        status, body = tell(*route.split(), headers={**HEADERS, "authorization": token})
        assert (status, len(ask.backend.calls)) == (401, 1)
        assert body["detail"].startswith("/__mock__/ wants the header `Authorization: Bearer <token>`")

    @pytest.mark.parametrize("origin", ["https://evil.test", "http://localhost:8000", "null"])
    def test_a_web_page_is_refused(self, tell, ask, route, origin):
        ask("GET", "/books/7/")
        status, body = tell(*route.split(), headers={**HEADERS, "origin": origin})
        assert (status, len(ask.backend.calls)) == (403, 1)
        assert body["detail"] == f"/__mock__/ is not for web pages, and this request is of one: Origin {origin}."

    @pytest.mark.parametrize("host", ["evil.test", "evil.test:8000", "localhost.evil.test", "10.0.0.1", "", "[::"])
    def test_a_name_that_was_rebound_to_loopback_is_refused(self, tell, ask, route, host):
        ask("GET", "/books/7/")
        status, body = tell(*route.split(), headers={**HEADERS, "host": host})
        assert (status, len(ask.backend.calls)) == (403, 1)
        assert body["detail"] == f"Host must be localhost or a loopback address, got {host!r}."
        assert tell(*route.split(), headers={**HEADERS, "host": host}, is_loopback=False)[0] in {200, 404}

    @pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "mock.localhost:1", "127.0.0.1:8000", "[::1]:8000"])
    def test_any_name_of_loopback_will_do(self, tell, route, host):
        assert tell(*route.split(), headers={**HEADERS, "host": host})[0] in {200, 404}


def test_faults_can_be_injected_over_http(tell, ask):
    fault = {"route": "GET books/{pk}/", "fault": "status", "code": 500, "times": 2, "after": 1}
    assert tell("POST", "/__mock__/faults", fault) == (200, {})
    assert [ask("GET", "/books/7/").status_code for _ in range(4)] == [200, 500, 500, 200]


def test_calls_can_be_listed_over_http(tell, ask):
    ask.form("POST", "/scans/", {"dpi": "3"}, {"file": ("a.png", b"1")})
    status, (call,) = tell("GET", "/__mock__/calls/")
    assert (status, call["operation"], call["json"], call["status"]) == (200, "scans.create", {"dpi": "3"}, 201)
    assert call["files"] == {"file": {"name": "a.png", "size": 1, "md5": "c4ca4238a0b923820dcc509a6f75849b"}}


def test_a_response_can_be_chosen(tell, ask):
    body = {"route": "GET books/{pk}/", "status": 409, "json": {"detail": "No."}, "times": 1}
    assert tell("POST", "/__mock__/responses", body) == (200, {})
    assert [ask("GET", "/books/7/").status_code for _ in range(2)] == [409, 200]


def test_the_clock_can_be_advanced(tell):
    assert tell("POST", "/__mock__/clock", {"days": 1})[1]["now"].startswith("2026-01-02T00:00:")


def test_a_clock_of_another_class_cannot_be_advanced(library_service):
    backend = MockBackend(library_service, clock=lambda: datetime.now(UTC))
    control = Control(backend, "control", is_loopback=True)
    response = control.respond(MockRequest("POST", "/__mock__/clock", headers=HEADERS))
    assert (response.status_code, response.json()["detail"]) == (
        400,
        "the clock of this mock cannot be moved",
    )


def test_reset_restores_the_rows_of_the_examples(tell, ask):
    ask("DELETE", "/books/7/")
    tell("POST", "/__mock__/reset")
    assert ask("GET", "/books/7/").json() == library.BOOK
    assert len(ask.backend.calls) == 1


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "said"),
    [
        ("GET", "/__mock__/", b"", 404, "The mock has no GET /__mock__/: choose one of POST /__mock__/faults, GET"),
        ("GET", "/__mock__/faults", b"", 404, "The mock has no GET /__mock__/faults"),
        ("POST", "/__mock__/faults", b"{", 400, "the body is not JSON: Expecting property name"),
        ("POST", "/__mock__/faults", b"[]", 400, "the body must be an object"),
        ("POST", "/__mock__/faults", b"{}", 400, "give a route and a fault: "),
        ("POST", "/__mock__/faults", b'{"route": "*", "fault": ["x"]}', 400, "give a route and a fault: "),
        ("POST", "/__mock__/faults", b'{"route": "GET book/", "fault": "reset"}', 400, "no operation has the route"),
        ("POST", "/__mock__/faults", b'{"route": "*", "fault": "status", "code": "x"}', 400, "code must be a status"),
        ("POST", "/__mock__/faults", b'{"route": "*", "fault": "x"}', 400, "unknown fault 'x'"),
        ("POST", "/__mock__/faults", b'{"route": "*", "fault": "status", "x": 1}', 400, "status() got an unexpected"),
        ("POST", "/__mock__/responses", b"{}", 400, "give a route: "),
        (
            "POST",
            "/__mock__/responses",
            b'{"route": "*", "status": 1}',
            400,
            "status must be an integer from 200 to 599",
        ),
        ("POST", "/__mock__/clock", b'{"eons": 1}', 400, "give days, hours, minutes or seconds"),
        ("POST", "/__mock__/clock", b'{"days": 1e12}', 400, "give days, hours, minutes or seconds"),
        ("POST", "/__mock__/clock", b'{"days": "1"}', 400, "give days, hours, minutes or seconds"),
    ],
)
def test_invalid_requests_are_refused(tell, method, path, body, status, said):
    answered, response = tell(method, path, body=body)
    assert answered == status
    assert response["detail"].startswith(said)
