"""What the pytest plugin of a generated package does; the emitted module only names the fixtures.

Imports are deferred: pytest loads this in every run, even if no test needs a mock. A fixture imports what it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from synapse_runtime.client import AsyncClient, Client
    from synapse_runtime.operation import Service

    from .factories import ModelFactory
    from .mock_backend import MockBackend

C = TypeVar("C", bound="Client")
A = TypeVar("A", bound="AsyncClient")

_MOCKS = pytest.StashKey[list["MockBackend"]]()


def add_settings(parser: pytest.Parser, name: str) -> None:
    """Add the settings of a service's mock to pytest's configuration."""
    help = f"Fail each test that sends {name}_mock a request that the spec does not allow."
    parser.addini(f"{name}_strict", help, type="bool", default=False)


def register(config: pytest.Config, name: str) -> None:
    """Register the markers of a service, whose name they begin with."""
    fault = "a fault that a request of this test must meet, unless it is optional; see `MockBackend.inject_fault`"
    for marker in (
        f"{name}_mock(**options): options of this test's mock, such as seed=7, strict=True, tokens=['secret']",
        f"{name}_fault(route, fault, *, after=0, optional=False, **options): {fault}",
    ):
        config.addinivalue_line("markers", marker)


def make_mock(request: pytest.FixtureRequest, service: Service, name: str) -> Iterator[MockBackend]:
    """Make the mock of one test with the options of its markers; the marker closest to the test wins.

    As long as there is a mock, clients retry without backoff: tests of faults must not sleep.

    Args:
        request: The request of the fixture.
        service: The service to mock.
        name: What markers and settings begin with.

    Yields:
        The mock.
    """
    from .clock import no_backoff
    from .mock_backend import MockBackend

    options = {"strict": request.config.getini(f"{name}_strict")}
    for mark in reversed([*request.node.iter_markers(f"{name}_mock")]):
        options |= mark.kwargs
    mock = MockBackend(service, **options)
    for mark in request.node.iter_markers(f"{name}_fault"):
        mock.inject_fault(*mark.args, **mark.kwargs)
    request.node.stash.setdefault(_MOCKS, []).append(mock)
    with no_backoff():
        yield mock
    mock.close()


def check_requests(item: pytest.Item, name: str) -> Generator[None, object, object]:
    """Run a test; fail it for what the spec does not allow, and for faults and canned responses that were not met.

    A strict mock raises in the middle of the test too, but there the code under test may catch it, and over HTTP
    it cannot be raised.
    """
    mocks: tuple[MockBackend, ...] = (*item.stash.get(_MOCKS, ()),)
    if not mocks and item.get_closest_marker(f"{name}_fault"):
        pytest.fail(f"{name}_fault has no effect: the test uses no {name}_mock", pytrace=False)
    result = yield
    try:
        for mock in mocks:
            if mock.strict:
                mock.assert_all_expected()
            mock.assert_all_met()
    except AssertionError as error:
        raise pytest.fail.Exception(str(error), pytrace=False) from None
    return result


def serve(mock: MockBackend) -> Iterator[str]:
    """Serve a mock over HTTP, on a free port of loopback.

    Yields:
        The base URL for clients.
    """
    from .server import MockServer

    with MockServer(mock) as server:
        yield server.url + mock.prefix


def connect(client: Callable[..., C], mock: MockBackend) -> Iterator[C]:
    """Make a client that sends its requests to a mock in this process; close it after the test."""
    from .transport import MockTransport

    arguments = mock.client_arguments(f"https://mock{mock.prefix}")
    with client(**arguments, transport=MockTransport(mock)) as instance:
        yield instance


def connect_async(client: Callable[..., A], mock: MockBackend) -> A:
    """Make an async client that sends its requests to a mock in this process. Nothing must be closed."""
    from .transport import AsyncMockTransport

    return client(**mock.client_arguments(f"https://mock{mock.prefix}"), transport=AsyncMockTransport(mock))


def make_factory(mock: MockBackend) -> ModelFactory:
    """Make a factory of models with the examples and IDs of a mock."""
    from .factories import ModelFactory

    return ModelFactory(mock)
