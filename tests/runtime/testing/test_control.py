"""The mock's own routes."""

import json
from datetime import UTC, datetime

import pytest
from support import library
from synapse_runtime.testing import MockBackend, MockRequest
from synapse_runtime.testing.control import respond_to_control


@pytest.fixture
def tell(backend):
    def told(method, path, data=None, body=b""):
        response = respond_to_control(
            backend, MockRequest(method, path, body=body if data is None else json.dumps(data).encode())
        )
        return response.status, response.json()

    return told


def test_requests_to_the_backend_pass(backend):
    assert respond_to_control(backend, MockRequest("GET", "/books/7/")) is None


def test_faults_can_be_injected_over_http(tell, ask):
    fault = {"route": "GET books/{pk}/", "fault": "status", "code": 500, "times": 2, "after": 1}
    assert tell("POST", "/__mock__/faults", fault) == (200, {})
    assert [ask("GET", "/books/7/").status for _ in range(4)] == [200, 500, 500, 200]


def test_calls_can_be_listed_over_http(tell, ask):
    ask.form("POST", "/scans/", {"dpi": "3"}, {"file": ("a.png", b"1")})
    status, (call,) = tell("GET", "/__mock__/calls/")
    assert (status, call["operation"], call["json"], call["status"]) == (200, "scans.create", {"dpi": "3"}, 201)
    assert call["files"] == {"file": {"name": "a.png", "size": 1, "md5": "c4ca4238a0b923820dcc509a6f75849b"}}


def test_the_clock_can_be_advanced(tell):
    assert tell("POST", "/__mock__/clock", {"days": 1})[1]["now"].startswith("2026-01-02T00:00:")


def test_a_clock_of_another_class_cannot_be_advanced(library_service):
    backend = MockBackend(library_service, clock=lambda: datetime.now(UTC))
    response = respond_to_control(backend, MockRequest("POST", "/__mock__/clock"))
    assert (response.status, response.json()["detail"]) == (
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
        ("POST", "/__mock__/clock", b'{"eons": 1}', 400, "give days, hours, minutes or seconds"),
        ("POST", "/__mock__/clock", b'{"days": 1e12}', 400, "give days, hours, minutes or seconds"),
        ("POST", "/__mock__/clock", b'{"days": "1"}', 400, "give days, hours, minutes or seconds"),
    ],
)
def test_invalid_requests_are_refused(tell, method, path, body, status, said):
    answered, response = tell(method, path, body=body)
    assert answered == status
    assert response["detail"].startswith(said)
