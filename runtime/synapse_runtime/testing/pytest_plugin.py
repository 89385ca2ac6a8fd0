"""What the pytest plugin of a generated package does; the emitted module only names the fixtures.

Every run of pytest loads this, also where no test needs a mock. So it imports nothing but
pytest, and the rest when a fixture is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from synapse_runtime.client import AsyncClient, Client
    from synapse_runtime.operation import Service

    from .mock_backend import MockBackend

C = TypeVar("C", bound="Client")
A = TypeVar("A", bound="AsyncClient")
T = TypeVar("T")

BACKOFF = 0.01
"""Seconds of the first wait between two attempts: tests of faults shall not sleep."""

_SHORT_NAMES = pytest.StashKey[dict[str, list[str]]]()
"""Fixtures without the name of a service to the services that have them."""

_MOCKS = pytest.StashKey[list["MockBackend"]]()


def add_settings(parser: pytest.Parser, name: str) -> None:
    """Let the configuration of pytest say how the mocks of a service are."""
    text = f"Fail each test that sends {name}_mock a request that the spec does not allow."
    parser.addini(f"{name}_strict", text, type="bool", default=False)


def make_known(config: pytest.Config, name: str, *short: str) -> None:
    """Make known what tests can be marked with, and which fixtures have a second, short name.

    Args:
        config: Of this run.
        name: What markers and settings of the service begin with, and its fixtures.
        short: Names of fixtures that are there without the service's name before them too.
    """
    for text in (
        f"{name}_mock(**options): how the mock of this test is made, such as seed=7, strict=True, tokens=['secret']",
        f"{name}_fault(route, fault, *, after=0, **options): what goes wrong in this test; as for `fail` of the mock",
    ):
        config.addinivalue_line("markers", text)
    for one in short:
        config.stash.setdefault(_SHORT_NAMES, {}).setdefault(one, []).append(name)


def the_only(request: pytest.FixtureRequest, value: T) -> T:
    """Give a fixture under its short name, where no other service has one of that name.

    With two services the plugin that is loaded last would decide whose it is.
    """
    short = str(request.fixturename)
    names = sorted(f"{service}_{short}" for service in request.config.stash[_SHORT_NAMES][short])
    if len(names) > 1:
        told = f"several services have a fixture {short}: ask for {' or '.join(names)}"
        pytest.fail(f"{told}, or define {short} in a conftest.py as one of them", pytrace=False)
    return value


def mocked(request: pytest.FixtureRequest, service: Service, name: str) -> Iterator[MockBackend]:
    """Make the mock of one test, as its markers say; those that stand closer to the test win.

    Args:
        request: Who asks.
        service: What the mock pretends to be.
        name: What markers and settings begin with.

    Yields:
        The mock.
    """
    from .mock_backend import MockBackend

    options = {"strict": request.config.getini(f"{name}_strict")}
    for mark in reversed([*request.node.iter_markers(f"{name}_mock")]):
        options |= mark.kwargs
    mock = MockBackend(service, **options)
    for mark in request.node.iter_markers(f"{name}_fault"):
        mock.fail(*mark.args, **mark.kwargs)
    request.node.stash.setdefault(_MOCKS, []).append(mock)
    yield mock
    mock.close()


def checked(item: pytest.Item, name: str) -> Generator[None, object, object]:
    """Run a test; fail it where a strict mock was sent what the spec does not allow, or a fault has no mock.

    A strict mock raises in the middle of the test too, but there the code under test may catch it, and over HTTP
    it cannot be raised.
    """
    mocks: tuple[MockBackend, ...] = (*item.stash.get(_MOCKS, ()),)
    if not mocks and item.get_closest_marker(f"{name}_fault"):
        pytest.fail(f"{name}_fault has nothing to fail: the test uses no {name}_mock", pytrace=False)
    found = yield
    for mock in mocks:
        if mock.strict:
            mock.assert_all_expected()
    return found


def served(mock: MockBackend) -> Iterator[str]:
    """Serve a mock over HTTP, on a free port of loopback.

    Yields:
        The base URL for clients.
    """
    from .server import MockServer

    with MockServer(mock) as server:
        yield server.url + mock.prefix


def connected(client: Callable[..., C], mock: MockBackend) -> Iterator[C]:
    """Make a client that sends its requests to a mock in this process."""
    from synapse_runtime.calls.retry import RetryPolicy

    from .transport import MockTransport

    transport, retry = MockTransport(mock), RetryPolicy(backoff=BACKOFF)
    with client(f"https://mock{mock.prefix}", transport=transport, retry=retry, **mock.credentials) as made:
        yield made


def waiting(client: Callable[..., A], mock: MockBackend) -> A:
    """The same for async code. It holds nothing that must be closed."""
    from synapse_runtime.calls.retry import RetryPolicy

    from .transport import AsyncMockTransport

    transport, retry = AsyncMockTransport(mock), RetryPolicy(backoff=BACKOFF)
    return client(f"https://mock{mock.prefix}", transport=transport, retry=retry, **mock.credentials)
