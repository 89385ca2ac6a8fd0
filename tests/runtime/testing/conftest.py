"""Mocks of the hand-made services, and a way to ask them."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from support import fleet, library
from synapse_runtime.testing import MockBackend, MockRequest, MockServer

CARD = {"X-Card": "Card 1", "Host": "backend"}
KEY = {"Authorization": "Bearer k", "Host": "backend"}


class Answer:
    """An answer, read."""

    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.body if isinstance(response.body, bytes) else b"".join(response.body)
        self.text = self.body.decode()

    def json(self):
        return json.loads(self.body)


class Asking:
    """Asks a mock as a client would."""

    def __init__(self, backend, headers):
        self.backend = backend
        self.headers = headers

    def __call__(self, method, target, data=None, *, headers=None, body=b"", query=None, timeout=None):
        sent = dict(self.headers)
        if data is not None:
            body = json.dumps(data).encode()
            sent["Content-Type"] = "application/json"
        sent |= headers or {}
        if query:
            target += f"?{urlencode(query, doseq=True)}"
        return Answer(self.backend.handle(MockRequest.from_target(method, target, sent.items(), body), timeout))

    def form(self, method, target, fields=(), files=(), headers=None):
        """Ask with a multipart form: fields are texts by name, files are (filename, content) by name."""
        body = multipart(fields, files)
        return self(
            method, target, body=body, headers={"Content-Type": "multipart/form-data; boundary=b", **(headers or {})}
        )


def multipart(fields=(), files=()):
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{dict(fields)[name]}' for name in dict(fields)
    ]
    for name, (filename, content) in dict(files).items():
        head = (
            f'--b\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\nContent-Type: x/y\r\n\r\n'
        )
        parts.append(head + content.decode("latin-1"))
    return ("\r\n".join([*parts, "--b--\r\n"])).encode("latin-1")


@pytest.fixture(scope="session")
def library_service():
    return library.SERVICE


@pytest.fixture(scope="session")
def fleet_service():
    return fleet.SERVICE


@pytest.fixture
def backend(library_service):
    made = MockBackend(library_service, seed=7)
    yield made
    made.close()


@pytest.fixture
def ask(backend):
    return Asking(backend, CARD)


@pytest.fixture
def asking():
    """Asks any mock of the library: `asking(backend)("GET", "/books/7/")`."""
    return lambda backend: Asking(backend, CARD)


@pytest.fixture
def ask_fleet(fleet_service):
    with_close = MockBackend(fleet_service)
    yield Asking(with_close, KEY)
    with_close.close()


@pytest.fixture
def server(backend):
    with MockServer(backend) as running:
        yield running
