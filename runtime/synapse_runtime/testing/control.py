"""The routes of the mock itself, for tests in other languages: faults, calls, time, reset."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from attrs import asdict

from synapse_runtime.types import is_object

from .clock import Clock, format_time
from .messages import MockRequest, MockResponse, json_response

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from synapse_runtime.types import JsonObject

    from .mock_backend import MockBackend

PREFIX = "/__mock__/"
MAX_BYTES = 1 << 20


def respond_to_control(backend: MockBackend, request: MockRequest) -> MockResponse | None:
    """Respond to a request for the mock itself.

    - `POST /__mock__/faults` `{"route": "POST tasks/", "fault": "status", "code": 503, "times": 2}`
    - `GET /__mock__/calls`: the requests received.
    - `POST /__mock__/clock` `{"days": 1}`: move the clock.
    - `POST /__mock__/reset`: start anew.

    Returns:
        The response; None for a request to the backend.
    """
    if not request.path.startswith(PREFIX):
        return None
    route = f"{request.method} {request.path.removeprefix(PREFIX).strip('/')}"
    if route not in _ROUTES:
        routes = ", ".join(known.replace(" ", f" {PREFIX}") for known in _ROUTES)
        detail = f"The mock has no {request.method} {request.path}: choose one of {routes}."
        return json_response(404, {"detail": detail})
    try:
        return json_response(200, _ROUTES[route](backend, _parse_object(request)))
    except (ValueError, TypeError) as error:
        return json_response(400, {"detail": str(error)})


def _parse_object(request: MockRequest) -> JsonObject:
    try:
        body = json.loads(request.read(MAX_BYTES) or b"{}")
    except ValueError as error:
        raise ValueError(f"the body is not JSON: {error}") from None
    if not is_object(body):
        raise ValueError("the body must be an object")
    return body


def _inject_fault(backend: MockBackend, body: JsonObject) -> object:
    route, fault = (body.pop(name, None) for name in ("route", "fault"))
    if not isinstance(route, str) or not isinstance(fault, str):
        raise TypeError('give a route and a fault: {"route": "POST tasks/", "fault": "status"}')
    backend.inject_fault(route, fault, **body)
    return {}


def _list_calls(backend: MockBackend, _: JsonObject) -> object:
    return [
        {**asdict(call, recurse=False), "files": {name: file._asdict() for name, file in call.files.items()}}
        for call in backend.calls
    ]


def _advance_clock(backend: MockBackend, body: JsonObject) -> object:
    if not isinstance(backend.clock, Clock):
        raise TypeError("the clock of this mock cannot be moved")
    return {"now": format_time(backend.clock.advance(**body))}


def _reset(backend: MockBackend, _: JsonObject) -> object:
    backend.reset()
    return {}


_ROUTES: Mapping[str, Callable[[MockBackend, dict[str, Any]], object]] = {
    "POST faults": _inject_fault,
    "GET calls": _list_calls,
    "POST clock": _advance_clock,
    "POST reset": _reset,
}
