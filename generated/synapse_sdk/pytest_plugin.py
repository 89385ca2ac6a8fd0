# Generated from spec/synapse/service.yaml by `synapse-codegen generate`. Do not edit.
"""Fixtures for tests of code that calls Synapse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from synapse_runtime.testing import pytest_plugin

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from synapse_runtime.testing import MockBackend, ModelFactory

    from synapse_sdk.client import AsyncSynapse, Synapse
    from synapse_sdk.clients.backend import BackendClient


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the settings of the mock to pytest's configuration."""
    pytest_plugin.add_settings(parser, "synapse")


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers."""
    pytest_plugin.register(config, "synapse")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test that sent a strict mock what the spec does not allow, or one whose faults met no request."""
    return (yield from pytest_plugin.check_requests(item, "synapse"))


@pytest.fixture
def synapse_mock(request: pytest.FixtureRequest) -> Iterator[MockBackend]:
    """Make a mock of Synapse, in this process, with the rows of the examples.

    Mark a test with `synapse_mock` to choose its options, with `synapse_fault` to inject a fault.
    """
    from synapse_sdk.service import SERVICE

    yield from pytest_plugin.make_mock(request, SERVICE, "synapse")


@pytest.fixture
def synapse_url(synapse_mock: MockBackend) -> Iterator[str]:
    """Serve the mock over HTTP; return its base URL."""
    yield from pytest_plugin.serve(synapse_mock)


@pytest.fixture
def synapse(synapse_mock: MockBackend) -> Iterator[Synapse]:
    """Connect `Synapse` to the mock."""
    from synapse_sdk.client import Synapse

    yield from pytest_plugin.connect(Synapse, synapse_mock)


@pytest.fixture
def synapse_backend_client(synapse_mock: MockBackend) -> Iterator[BackendClient]:
    """Connect `BackendClient` to the mock."""
    from synapse_sdk.clients.backend import BackendClient

    yield from pytest_plugin.connect(BackendClient, synapse_mock)


@pytest.fixture
def async_synapse(synapse_mock: MockBackend) -> AsyncSynapse:
    """Connect `AsyncSynapse` to the mock."""
    from synapse_sdk.client import AsyncSynapse

    return pytest_plugin.connect_async(AsyncSynapse, synapse_mock)


@pytest.fixture
def synapse_build(synapse_mock: MockBackend) -> ModelFactory:
    """Make models for tests: `synapse_build(Agent)`. What is not passed is made up, and nothing is stored."""
    return pytest_plugin.make_factory(synapse_mock)
