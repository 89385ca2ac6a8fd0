"""What surrounds a response: the headers that the spec has of it, a redirect before it, a 304 in its place."""

from __future__ import annotations

import hashlib
import mimetypes
from typing import TYPE_CHECKING, Any

from attrs import evolve

from synapse_runtime.testing.messages import MockResponse

if TYPE_CHECKING:
    from synapse_runtime.operation import Service

    from .state import MockState, ParsedRequest

_OF_PAGES = "link"
"""Only a list that has another page has it, and says where."""


def surround(service: Service, state: MockState, request: ParsedRequest, response: MockResponse) -> MockResponse:
    """Return a response with its headers, or what comes before it or in its place."""
    operation = request.plan.operation
    if operation.redirects and operation.response == "bytes":
        return MockResponse(operation.redirects[0], {"Location": _store(state, request, response)})
    types = {**service.response_headers, **operation.response_headers.get(response.status_code, {})}
    own = {name.lower() for name in response.headers} | {_OF_PAGES}
    made = {name: _make_value(state, request, response, name, types[name]) for name in types if name.lower() not in own}
    response = evolve(response, headers={**response.headers, **made})
    if operation.method in {"GET", "HEAD"} and _is_known(request, made):
        return MockResponse(304, made)
    return response


def _store(state: MockState, request: ParsedRequest, response: MockResponse) -> str:
    """Store the body of a response, and return the path of it."""
    content = _read(response)
    md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
    state.media.store(md5, [content])
    suffix = mimetypes.guess_extension(response.headers["Content-Type"]) or ""
    return state.media.make_url(request.plan.operation.name, f"{md5[:8]}{suffix}", md5)


def _read(response: MockResponse) -> bytes:
    return response.body if isinstance(response.body, bytes) else b""


def _make_value(state: MockState, request: ParsedRequest, response: MockResponse, name: str, type_string: str) -> str:
    match name.lower():
        case "etag":
            return f'"{hashlib.md5(_read(response), usedforsecurity=False).hexdigest()[:16]}"'
        case "location":
            return request.page.url
        case _:
            value: Any = state.factory.make_sample(type_string.removesuffix("?"))
            return f"{value}".lower() if isinstance(value, bool) else f"{value}"


def _is_known(request: ParsedRequest, headers: dict[str, str]) -> bool:
    """Return whether the caller has the response already: its `ETag` is one that `If-None-Match` lists."""
    known = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    return any(name.lower() == "etag" and value in known for name, value in headers.items())
