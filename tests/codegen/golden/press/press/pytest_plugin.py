# Generated from tests/specs/press/service.yaml by `synapse-codegen generate`. Do not edit.
"""Fixtures for tests of code that calls Press."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from synapse_runtime.testing import pytest_plugin

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from synapse_runtime.testing import MockBackend, ModelFactory

    from press.client import AsyncPress, Press
    from press.old.desk import Desk


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the settings of the mock to pytest's configuration."""
    pytest_plugin.add_settings(parser, "press")


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers."""
    pytest_plugin.register(config, "press")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test that sent a strict mock what the spec does not allow, or one whose faults met no request."""
    return (yield from pytest_plugin.check_requests(item, "press"))


@pytest.fixture
def press_mock(request: pytest.FixtureRequest) -> Iterator[MockBackend]:
    """Make a mock of Press, in this process, with the rows of the examples.

    Mark a test with `press_mock` to choose its options, with `press_fault` to inject a fault.
    """
    from press.service import SERVICE

    yield from pytest_plugin.make_mock(request, SERVICE, "press")


@pytest.fixture
def press_url(press_mock: MockBackend) -> Iterator[str]:
    """Serve the mock over HTTP; return its base URL."""
    yield from pytest_plugin.serve(press_mock)


@pytest.fixture
def press(press_mock: MockBackend) -> Iterator[Press]:
    """Connect `Press` to the mock."""
    from press.client import Press

    yield from pytest_plugin.connect(Press, press_mock)


@pytest.fixture
def press_desk(press_mock: MockBackend) -> Iterator[Desk]:
    """Connect `Desk` to the mock."""
    from press.old.desk import Desk

    yield from pytest_plugin.connect(Desk, press_mock)


@pytest.fixture
def async_press(press_mock: MockBackend) -> AsyncPress:
    """Connect `AsyncPress` to the mock."""
    from press.client import AsyncPress

    return pytest_plugin.connect_async(AsyncPress, press_mock)


@pytest.fixture
def press_build(press_mock: MockBackend) -> ModelFactory:
    """Make models for tests: `press_build(Article)`. What is not passed is made up, and nothing is stored."""
    return pytest_plugin.make_factory(press_mock)
