"""What surrounds a response: the headers that the spec has of it, a redirect before it, a 304 in its place."""

from __future__ import annotations

import hashlib
import mimetypes
from email.utils import formatdate
from typing import TYPE_CHECKING, Any

from attrs import evolve

from synapse_runtime.testing.messages import MockResponse

if TYPE_CHECKING:
    from synapse_runtime.operation import Service

    from .state import MockState, ParsedRequest

_FIRST_SECOND = 1_700_000_000
"""Since 1970; no `Last-Modified` is earlier."""
_OF_PAGES = "link"
"""Only a list that has another page has it, and says where."""


def surround(service: Service, state: MockState, request: ParsedRequest, response: MockResponse) -> MockResponse:
    """Return a response with its headers, or what comes before it or in its place."""
    operation = request.plan.operation
    if operation.redirects and operation.response == "bytes":
        return MockResponse(operation.redirects[0], {"Location": _store(state, request, response)})
    types = {**service.response_headers, **operation.response_headers.get(response.status_code, {})}
    if not types:
        return response
    own = {name.lower() for name in response.headers} | {_OF_PAGES}
    names = [name for name in types if name.lower() not in own]
    headers = {name: _make_value(state, request, response, name, types[name]) for name in names}
    if operation.method in {"GET", "HEAD"} and _is_known(request, headers):
        return MockResponse(304, headers)
    return evolve(response, headers={**response.headers, **headers})


def _store(state: MockState, request: ParsedRequest, response: MockResponse) -> str:
    """Store the body of a response, and return the path of it."""
    md5 = _digest(response)
    state.media.store(md5, [_read(response)])
    suffix = mimetypes.guess_extension(response.headers["Content-Type"]) or ""
    return state.media.make_url(request.plan.operation.name, f"{md5[:8]}{suffix}", md5)


def _read(response: MockResponse) -> bytes:
    return response.body if isinstance(response.body, bytes) else b""


def _make_value(state: MockState, request: ParsedRequest, response: MockResponse, name: str, type_string: str) -> str:
    match name.lower():
        case "etag":
            return f'"{_digest(response)[:16]}"'
        case "last-modified":  # another one for another content, without a clock
            return formatdate(_FIRST_SECOND + int(_digest(response)[:6], 16), usegmt=True)
        case "location":
            return request.page.url
        case _:
            value: Any = state.factory.make_sample(type_string.removesuffix("?"))
            return f"{value}".lower() if isinstance(value, bool) else f"{value}"


def _digest(response: MockResponse) -> str:
    return hashlib.md5(_read(response), usedforsecurity=False).hexdigest()


def _is_known(request: ParsedRequest, headers: dict[str, str]) -> bool:
    """Return whether the caller has the response already, as `If-None-Match` says, or else `If-Modified-Since`."""
    if tags := request.headers.get("if-none-match", ""):
        name, known = "etag", [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    else:
        name, known = "last-modified", [request.headers.get("if-modified-since", "")]
    return any(key.lower() == name and value in known for key, value in headers.items())
