"""Mocks of the services generated for tests, and callers of them."""

from __future__ import annotations

import pytest
from support import fleet, library
from support.mock_caller import CARD, KEY, MockCaller
from synapse_runtime.testing import MockBackend, MockServer


@pytest.fixture(scope="session")
def library_service():
    return library.SERVICE


@pytest.fixture(scope="session")
def fleet_service():
    return fleet.SERVICE


@pytest.fixture
def backend(library_service):
    mock = MockBackend(library_service, seed=7)
    yield mock
    mock.close()


@pytest.fixture
def ask(backend):
    return MockCaller(backend, CARD)


@pytest.fixture
def asking():
    """Return callers of other mocks of the library: `asking(backend)("GET", "/books/7/")`."""
    return lambda backend: MockCaller(backend, CARD)


@pytest.fixture
def ask_fleet(fleet_service):
    mock = MockBackend(fleet_service)
    yield MockCaller(mock, KEY)
    mock.close()


@pytest.fixture
def server(backend):
    with MockServer(backend) as server:
        yield server
