"""A mock backend, and the documented client of it, for tests of whole clients."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from synapse_runtime.operation import Service
from synapse_runtime.testing import MockBackend, MockServer, MockTransport
from synapse_sdk import SERVICE, Synapse
from synapse_sdk.clients.backend import BackendClient

TOKEN = "api-token-123"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No client finds anything in the environment of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith(("SYNAPSE_", "GITHUB_", "GH_", "BANK_"))]:
        monkeypatch.delenv(name)


@pytest.fixture
def sleeps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Sleeping takes no time, and is noted here; not that of threads which other tests have left, as Sentry's do."""
    found: list[float] = []
    foreign, sleep = {*threading.enumerate()} - {threading.current_thread()}, time.sleep

    def note(seconds: float) -> None:
        (sleep if threading.current_thread() in foreign else found.append)(seconds)

    monkeypatch.setattr("time.sleep", note)
    return found


@pytest.fixture
def service() -> Service:
    """The service of the mock backend. A module with tests of another one has a fixture of its own."""
    return SERVICE


@pytest.fixture
def mock(service: Service) -> Iterator[MockBackend]:
    """A mock backend with the rows of the examples. A request that the spec does not allow fails the test."""
    backend = MockBackend(service, seed=7, strict=True)
    yield backend
    backend.close()


@pytest.fixture
def client(mock: MockBackend) -> Iterator[BackendClient]:
    """The documented client, on the mock in this process."""
    with BackendClient("https://mock", TOKEN, transport=MockTransport(mock)) as found:
        yield found


@pytest.fixture
def synapse(mock: MockBackend) -> Iterator[Synapse]:
    """The typed client, on the mock in this process."""
    with Synapse("https://mock", api_token=TOKEN, transport=MockTransport(mock)) as found:
        yield found


@pytest.fixture
def serve() -> Iterator[Callable[[MockBackend], str]]:
    """Serves mocks over HTTP on free ports: `serve(mock)` is the base URL."""
    with contextlib.ExitStack() as stack:
        yield lambda backend: stack.enter_context(MockServer(backend)).url


@pytest.fixture(params=["mock", "mock over HTTP", pytest.param("reference", marks=pytest.mark.processes)])
def anywhere(request: pytest.FixtureRequest) -> Iterator[BackendClient]:
    """The documented client, on each backend there is."""
    if request.param == "mock":
        yield request.getfixturevalue("client")
        return
    if request.param == "reference":
        reference = request.getfixturevalue("reference")
        reference.add_example_upload()
        url = reference.url
    else:
        url = request.getfixturevalue("serve")(request.getfixturevalue("mock"))
    with BackendClient(url, TOKEN) as client:
        yield client
