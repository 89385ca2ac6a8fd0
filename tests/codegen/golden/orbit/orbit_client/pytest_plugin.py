# Generated from tests/specs/orbit/service.yaml by `synapse-codegen generate`. Do not edit.
"""Fixtures for tests of code that calls Orbit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from synapse_runtime.testing import pytest_plugin

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from synapse_runtime.testing import MockBackend

    from orbit_client.client import AsyncOrbit, Orbit
    from orbit_client.testing import Build


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the configuration of pytest say how the mock is."""
    pytest_plugin.add_settings(parser, "orbit")


def pytest_configure(config: pytest.Config) -> None:
    """Make known what tests can be marked with, and which fixtures have a second, short name."""
    pytest_plugin.make_known(config, "orbit", "build")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test that sent a strict mock what the spec does not allow."""
    return (yield from pytest_plugin.checked(item, "orbit"))


@pytest.fixture
def orbit_mock(request: pytest.FixtureRequest) -> Iterator[MockBackend]:
    """A mock of Orbit, in this process, with the rows of the examples.

    Mark a test with `orbit_mock` to say how it is made, with `orbit_fault` to let it fail.
    """
    from orbit_client.service import SERVICE

    yield from pytest_plugin.mocked(request, SERVICE, "orbit")


@pytest.fixture
def orbit_url(orbit_mock: MockBackend) -> Iterator[str]:
    """The base URL of the mock, over HTTP."""
    yield from pytest_plugin.served(orbit_mock)


@pytest.fixture
def orbit(orbit_mock: MockBackend) -> Iterator[Orbit]:
    """The client `Orbit`, on the mock."""
    from orbit_client.client import Orbit

    yield from pytest_plugin.connected(Orbit, orbit_mock)


@pytest.fixture
def async_orbit(orbit_mock: MockBackend) -> AsyncOrbit:
    """The client `AsyncOrbit`, on the mock."""
    from orbit_client.client import AsyncOrbit

    return pytest_plugin.waiting(AsyncOrbit, orbit_mock)


@pytest.fixture
def orbit_build(orbit_mock: MockBackend) -> Build:
    """Makes models: `orbit_build.satellite()` and so on."""
    from orbit_client.testing import Build

    return Build(orbit_mock)


@pytest.fixture
def build(request: pytest.FixtureRequest, orbit_build: Build) -> Build:
    """Short for `orbit_build`, where no other service has a `build`."""
    return pytest_plugin.the_only(request, orbit_build)
