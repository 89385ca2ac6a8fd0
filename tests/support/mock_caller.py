"""Calls of a mock in this process, as a client would make them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from synapse_runtime.testing import MockRequest

from .forms import FORM, encode_form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_runtime.testing import MockBackend, MockResponse

CARD = {"X-Card": "Card 1", "Host": "backend"}
"""Headers for the library."""
KEY = {"Authorization": "Bearer k", "Host": "backend"}
"""Headers for the fleet."""


class ReadResponse:
    """A response with its whole body."""

    def __init__(self, response: MockResponse) -> None:
        self.status_code = response.status_code
        self.headers = response.headers
        self.body = response.body if isinstance(response.body, bytes) else b"".join(response.body)
        self.text = self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)


class MockCaller:
    """Calls a mock: `ask("GET", "/books/7/")`."""

    def __init__(self, backend: MockBackend, headers: Mapping[str, str]) -> None:
        self.backend = backend
        self.headers = headers

    def __call__(
        self,
        method: str,
        target: str,
        data: object = None,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        query: Mapping[str, object] | None = None,
        timeout: float | None = None,
    ) -> ReadResponse:
        """Send a request with JSON data or a raw body."""
        sent = dict(self.headers)
        if data is not None:
            body = json.dumps(data).encode()
            sent["Content-Type"] = "application/json"
        sent |= headers or {}
        if query:
            target += f"?{urlencode(query, doseq=True)}"
        return ReadResponse(self.backend.handle(MockRequest.from_target(method, target, sent.items(), body), timeout))

    def form(
        self,
        method: str,
        target: str,
        fields: Mapping[str, str] | None = None,
        files: Mapping[str, tuple[str, bytes]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> ReadResponse:
        """Send a multipart form: strings and (filename, content) by name."""
        body = encode_form({**(fields or {}), **(files or {})})
        return self(method, target, body=body, headers={"Content-Type": FORM, **(headers or {})})
