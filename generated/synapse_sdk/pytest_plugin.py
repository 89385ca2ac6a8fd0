# Generated from spec/synapse/service.yaml by `synapse-codegen generate`. Do not edit.
"""Fixtures for tests of code that calls Synapse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from synapse_runtime.testing import pytest_plugin

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from synapse_runtime.testing import MockBackend

    from synapse_sdk.client import AsyncSynapse, Synapse
    from synapse_sdk.clients.backend import BackendClient
    from synapse_sdk.testing import Build


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the configuration of pytest say how the mock is."""
    pytest_plugin.add_settings(parser, "synapse")


def pytest_configure(config: pytest.Config) -> None:
    """Make known what tests can be marked with, and which fixtures have a second, short name."""
    pytest_plugin.make_known(config, "synapse", "build", "backend_client")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test that sent a strict mock what the spec does not allow."""
    return (yield from pytest_plugin.checked(item, "synapse"))


@pytest.fixture
def synapse_mock(request: pytest.FixtureRequest) -> Iterator[MockBackend]:
    """A mock of Synapse, in this process, with the rows of the examples.

    Mark a test with `synapse_mock` to say how it is made, with `synapse_fault` to let it fail.
    """
    from synapse_sdk.service import SERVICE

    yield from pytest_plugin.mocked(request, SERVICE, "synapse")


@pytest.fixture
def synapse_url(synapse_mock: MockBackend) -> Iterator[str]:
    """The base URL of the mock, over HTTP."""
    yield from pytest_plugin.served(synapse_mock)


@pytest.fixture
def synapse(synapse_mock: MockBackend) -> Iterator[Synapse]:
    """The client `Synapse`, on the mock."""
    from synapse_sdk.client import Synapse

    yield from pytest_plugin.connected(Synapse, synapse_mock)


@pytest.fixture
def synapse_backend_client(synapse_mock: MockBackend) -> Iterator[BackendClient]:
    """The client `BackendClient`, on the mock."""
    from synapse_sdk.clients.backend import BackendClient

    yield from pytest_plugin.connected(BackendClient, synapse_mock)


@pytest.fixture
def async_synapse(synapse_mock: MockBackend) -> AsyncSynapse:
    """The client `AsyncSynapse`, on the mock."""
    from synapse_sdk.client import AsyncSynapse

    return pytest_plugin.waiting(AsyncSynapse, synapse_mock)


@pytest.fixture
def synapse_build(synapse_mock: MockBackend) -> Build:
    """Makes models: `synapse_build.assignment()` and so on."""
    from synapse_sdk.testing import Build

    return Build(synapse_mock)


@pytest.fixture
def build(request: pytest.FixtureRequest, synapse_build: Build) -> Build:
    """Short for `synapse_build`, where no other service has a `build`."""
    return pytest_plugin.the_only(request, synapse_build)


@pytest.fixture
def backend_client(request: pytest.FixtureRequest, synapse_backend_client: BackendClient) -> BackendClient:
    """Short for `synapse_backend_client`, where no other service has a `backend_client`."""
    return pytest_plugin.the_only(request, synapse_backend_client)
