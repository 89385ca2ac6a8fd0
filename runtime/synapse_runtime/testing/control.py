"""The routes of the mock itself, for tests in other languages: faults, calls, time, reset."""

from __future__ import annotations

import json
import re
from hmac import compare_digest
from typing import TYPE_CHECKING, Any

from attrs import asdict
from synapse_http.values import is_object

from .clock import Clock, format_time
from .messages import HttpError, detail_error, json_error, json_response

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from synapse_http.values import JsonObject

    from .messages import MockRequest, MockResponse
    from .mock_backend import MockBackend

PREFIX = "/__mock__/"
MAX_BYTES = 1 << 20
_LOOPBACK_HOST = re.compile(
    r"(localhost|[\w.-]+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?", re.IGNORECASE | re.ASCII
)


class Control:
    """Responds on the mock's own routes to whoever has their token.

    - `POST /__mock__/faults` `{"route": "POST tasks/", "fault": "status", "code": 503, "times": 2}`
    - `GET /__mock__/calls`: the requests received.
    - `POST /__mock__/clock` `{"days": 1}`: move the clock.
    - `POST /__mock__/reset`: start anew.
    - `POST /__mock__/responses` `{"route": "GET jobs/", "status": 400, "json": {}, "headers": {}, "times": 1}`
    """

    def __init__(self, backend: MockBackend, token: str, *, is_loopback: bool) -> None:
        """Choose a mock.

        Args:
            backend: The mock.
            token: What requests must send, as `Authorization: Bearer <token>`.
            is_loopback: Whether the server can be reached from this machine only.
        """
        self._backend = backend
        self._token = token
        self._is_loopback = is_loopback

    def respond(self, request: MockRequest) -> MockResponse | None:
        """Return the response, or None for a request to the backend."""
        if not request.path.startswith(PREFIX):
            return None
        route = f"{request.method} {request.path.removeprefix(PREFIX).strip('/')}"
        try:
            self._authorize(request)
            if route not in _ROUTES:
                routes = ", ".join(known.replace(" ", f" {PREFIX}") for known in _ROUTES)
                raise detail_error(404, f"The mock has no {request.method} {request.path}: choose one of {routes}.")
            return json_response(200, _ROUTES[route](self._backend, _parse_object(request)))
        except HttpError as error:
            return error.response
        except (ValueError, TypeError) as error:
            return json_response(400, {"detail": str(error)})

    def _authorize(self, request: MockRequest) -> None:
        """Refuse web pages, which a browser may let reach loopback, and programs without the token.

        A page of another site names itself as `Origin`. One whose host name has been rebound to 127.0.0.1 passes for
        a page of the mock, but sends that name as `Host`.
        """
        host = request.headers.get("host", "")
        if origin := request.headers.get("origin"):
            raise detail_error(403, f"{PREFIX} is not for web pages, and this request is of one: Origin {origin}.")
        if self._is_loopback and not _LOOPBACK_HOST.fullmatch(host):
            raise detail_error(403, f"Host must be localhost or a loopback address, got {host!r}.")
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not compare_digest(token.strip().encode(), self._token.encode()):
            detail = (
                f"{PREFIX} wants the header `Authorization: Bearer <token>`, with the token that was printed at start."
            )
            raise json_error(401, {"detail": detail}, {"WWW-Authenticate": "Bearer"})


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


def _respond(backend: MockBackend, body: JsonObject) -> object:
    route = body.pop("route", None)
    if not isinstance(route, str):
        raise TypeError('give a route: {"route": "GET jobs/", "status": 400, "json": {}}')
    backend.on(route).respond(**body)
    return {}


def _list_calls(backend: MockBackend, _: JsonObject) -> object:
    calls: list[JsonObject] = []
    for call in backend.calls:
        files = {name: file._asdict() for name, file in call.files.items()}
        data = {**asdict(call, recurse=False), "files": files}
        del data["secrets"]  # what is not printed, `json` and `path` have at its place
        calls.append(data)
    return calls


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
    "POST responses": _respond,
}
