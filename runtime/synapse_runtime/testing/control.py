"""The mock's own routes, for tests in other languages: faults, calls, time, a new beginning."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from synapse_runtime.types import is_object

from .clock import Clock, text
from .messages import MockRequest, MockResponse, json_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .mock_backend import MockBackend

PREFIX = "/__mock__/"


def control(backend: MockBackend, request: MockRequest) -> MockResponse | None:
    """Answer a request to the mock itself.

    - `POST /__mock__/faults` `{"route": "POST tasks/", "fault": "status", "code": 503, "times": 2}`
    - `GET /__mock__/calls`: the requests that came.
    - `POST /__mock__/clock` `{"days": 1}`: time passes.
    - `POST /__mock__/reset`: begin anew.

    Args:
        backend: The mock.
        request: Any request.

    Returns:
        The answer; None where the request is for the backend.
    """
    if not request.path.startswith(PREFIX):
        return None
    route = f"{request.method} {request.path.removeprefix(PREFIX).strip('/')}"
    if route not in _ROUTES:
        known = ", ".join(one.replace(" ", f" {PREFIX}") for one in _ROUTES)
        return json_answer(404, {"detail": f"The mock has no {request.method} {request.path}: choose of {known}."})
    try:
        return json_answer(200, _ROUTES[route](backend, _object(request)))
    except (ValueError, TypeError) as error:
        return json_answer(400, {"detail": str(error)})


def _object(request: MockRequest) -> dict[str, Any]:
    try:
        body = json.loads(request.read(1 << 20) or b"{}")
    except ValueError as error:
        raise ValueError(f"the body is no JSON: {error}") from None
    if not is_object(body):
        raise ValueError("the body must be an object")
    return body


def _faults(backend: MockBackend, body: dict[str, Any]) -> object:
    route, fault = (body.pop(name, None) for name in ("route", "fault"))
    if not isinstance(route, str) or not isinstance(fault, str):
        raise TypeError('say where and what: {"route": "POST tasks/", "fault": "status"}')
    backend.fail(route, fault, **body)
    return {}


def _calls(backend: MockBackend, _: dict[str, Any]) -> object:
    return [
        {**call._asdict(), "files": {name: file._asdict() for name, file in call.files.items()}}
        for call in backend.calls
    ]


def _clock(backend: MockBackend, body: dict[str, Any]) -> object:
    if not isinstance(backend.clock, Clock):
        raise TypeError("this mock has the clock of its host")
    return {"now": text(backend.clock.advance(**body))}


def _reset(backend: MockBackend, _: dict[str, Any]) -> object:
    backend.reset()
    return {}


_ROUTES: Mapping[str, Callable[[MockBackend, dict[str, Any]], object]] = {
    "POST faults": _faults,
    "GET calls": _calls,
    "POST clock": _clock,
    "POST reset": _reset,
}
