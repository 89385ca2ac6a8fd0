# Generated from tests/specs/press/service.yaml by `synapse-codegen generate`. Do not edit.
"""Fixtures for tests of code that calls Press."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from synapse_runtime.testing import pytest_plugin

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from synapse_runtime.testing import MockBackend

    from press.client import AsyncPress, Press
    from press.old.desk import Desk
    from press.testing import Build


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the configuration of pytest say how the mock is."""
    pytest_plugin.add_settings(parser, "press")


def pytest_configure(config: pytest.Config) -> None:
    """Make known what tests can be marked with, and which fixtures have a second, short name."""
    pytest_plugin.make_known(config, "press", "build", "desk")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test that sent a strict mock what the spec does not allow."""
    return (yield from pytest_plugin.checked(item, "press"))


@pytest.fixture
def press_mock(request: pytest.FixtureRequest) -> Iterator[MockBackend]:
    """A mock of Press, in this process, with the rows of the examples.

    Mark a test with `press_mock` to say how it is made, with `press_fault` to let it fail.
    """
    from press.service import SERVICE

    yield from pytest_plugin.mocked(request, SERVICE, "press")


@pytest.fixture
def press_url(press_mock: MockBackend) -> Iterator[str]:
    """The base URL of the mock, over HTTP."""
    yield from pytest_plugin.served(press_mock)


@pytest.fixture
def press(press_mock: MockBackend) -> Iterator[Press]:
    """The client `Press`, on the mock."""
    from press.client import Press

    yield from pytest_plugin.connected(Press, press_mock)


@pytest.fixture
def press_desk(press_mock: MockBackend) -> Iterator[Desk]:
    """The client `Desk`, on the mock."""
    from press.old.desk import Desk

    yield from pytest_plugin.connected(Desk, press_mock)


@pytest.fixture
def async_press(press_mock: MockBackend) -> AsyncPress:
    """The client `AsyncPress`, on the mock."""
    from press.client import AsyncPress

    return pytest_plugin.waiting(AsyncPress, press_mock)


@pytest.fixture
def press_build(press_mock: MockBackend) -> Build:
    """Makes models: `press_build.article()` and so on."""
    from press.testing import Build

    return Build(press_mock)


@pytest.fixture
def build(request: pytest.FixtureRequest, press_build: Build) -> Build:
    """Short for `press_build`, where no other service has a `build`."""
    return pytest_plugin.the_only(request, press_build)


@pytest.fixture
def desk(request: pytest.FixtureRequest, press_desk: Desk) -> Desk:
    """Short for `press_desk`, where no other service has a `desk`."""
    return pytest_plugin.the_only(request, press_desk)
