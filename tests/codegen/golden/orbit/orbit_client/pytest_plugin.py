# Generated from tests/specs/orbit/service.yaml by `synapse-codegen generate`. Do not edit.
"""Fixtures for tests of code that calls Orbit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from synapse_runtime.testing import pytest_plugin

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from synapse_runtime.testing import MockBackend, ModelFactory

    from orbit_client.client import AsyncOrbit, Orbit


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the settings of the mock to pytest's configuration."""
    pytest_plugin.add_settings(parser, "orbit")


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers."""
    pytest_plugin.register(config, "orbit")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test that sent a strict mock what the spec does not allow, or one whose faults met no request."""
    return (yield from pytest_plugin.check_requests(item, "orbit"))


@pytest.fixture
def orbit_mock(request: pytest.FixtureRequest) -> Iterator[MockBackend]:
    """Make a mock of Orbit, in this process, with the rows of the examples.

    Mark a test with `orbit_mock` to choose its options, with `orbit_fault` to inject a fault.
    """
    from orbit_client.service import SERVICE

    yield from pytest_plugin.make_mock(request, SERVICE, "orbit")


@pytest.fixture
def orbit_url(orbit_mock: MockBackend) -> Iterator[str]:
    """Serve the mock over HTTP; return its base URL."""
    yield from pytest_plugin.serve(orbit_mock)


@pytest.fixture
def orbit(orbit_mock: MockBackend) -> Iterator[Orbit]:
    """Connect `Orbit` to the mock."""
    from orbit_client.client import Orbit

    yield from pytest_plugin.connect(Orbit, orbit_mock)


@pytest.fixture
def async_orbit(orbit_mock: MockBackend) -> AsyncOrbit:
    """Connect `AsyncOrbit` to the mock."""
    from orbit_client.client import AsyncOrbit

    return pytest_plugin.connect_async(AsyncOrbit, orbit_mock)


@pytest.fixture
def orbit_build(orbit_mock: MockBackend) -> ModelFactory:
    """Make models for tests: `orbit_build(Satellite)`. What is not passed is made up, and nothing is stored."""
    return pytest_plugin.make_factory(orbit_mock)
