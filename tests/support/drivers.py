"""The two drivers, so that what holds is shown for both: `driver` runs a test once for each.

Blocking calls are made on the event loop's own thread: servers have threads of theirs.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from synapse_http.values import UNSET
from synapse_runtime import AsyncResource, Resource
from synapse_runtime.calls.retry_policy import RetryPolicy
from synapse_runtime.client import AsyncClient, Client

from support.acme import SERVICE

QUICK = RetryPolicy(attempts=3, backoff=0.0)
"""Three attempts without a wait."""


class Blocking:
    """A blocking client, called as an async one is."""

    def __init__(self, client: Client) -> None:
        self.client = client

    async def call(self, operation, body=UNSET, **arguments):
        return Resource(self.client)._call(operation, arguments, body)

    async def lines(self, operation, **arguments):
        for line in Resource(self.client)._lines(operation, arguments):
            yield line

    def but(self, **options):
        """The same with other options."""
        return type(self)(self.client.with_options(**options))


class Waiting(Blocking):
    """An async client."""

    async def call(self, operation, body=UNSET, **arguments):
        return await AsyncResource(self.client)._call(operation, arguments, body)

    def lines(self, operation, **arguments):
        return AsyncResource(self.client)._lines(operation, arguments)


class Driver:
    """One way to make calls."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.blocking = name == "blocking"

    @asynccontextmanager
    async def connect(self, url: str, **options: Any) -> AsyncIterator[Any]:
        """A client of the service at `url`, closed at the end."""
        options = {"retry": QUICK, "timeout": 10, **options}
        credentials = options.pop("credentials", {})
        if self.blocking:
            with Client(SERVICE, url, credentials, **options) as client:
                yield Blocking(client)
        else:
            async with AsyncClient(SERVICE, url, credentials, **options) as client:
                yield Waiting(client)


@pytest.fixture
def driver(request: pytest.FixtureRequest) -> Driver:
    """Each driver in turn."""
    return Driver(request.param)


@pytest.fixture
def waiting() -> Driver:
    """The async driver only, on each event loop."""
    return Driver("waiting")


RUNS = pytest.mark.parametrize(
    ("driver", "anyio_backend"),
    [("blocking", "asyncio"), ("waiting", "asyncio"), ("waiting", "trio")],
    ids=["blocking", "asyncio", "trio"],
    indirect=["driver"],
)


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what takes a driver once blocking, and once on each event loop."""
    if "driver" in metafunc.fixturenames:
        metafunc.definition.add_marker(RUNS)
