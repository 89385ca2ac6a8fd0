"""Fixtures for all tests. What they need is imported when it is first asked for."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from support.faulty import FaultyServer, Script
    from support.proxy import Fault, FaultProxy
    from support.reference import Reference

# `gate` tries the same examples in each run, so that chance fails no build; `fast` tries a few of them. `fuzz` looks
# for new ones (`make fuzz`).
settings.register_profile("gate", derandomize=True, deadline=None)
settings.register_profile("fuzz", deadline=None, max_examples=2_000)
settings.register_profile("fast", derandomize=True, deadline=None, max_examples=10)
settings.load_profile("gate")

PROCESS_FIXTURES = {"pytester", "reference_process"}
"""Fixtures that start processes. Their tests get a marker, which what starts others has itself."""


def pytest_collection_finish() -> None:
    """Keep modules and items out of later garbage collections, which tests ask for, and which would walk them all."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests whose fixtures start processes, so that `make test-fast` leaves them out."""
    for item in items:
        if PROCESS_FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.processes)


@pytest.fixture(scope="session", autouse=True)
def _environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Share no files with other runs, and trust one certificate.

    IPython and jedi keep files in the home folder, and read what another process has written in part. Each new client
    would read some 150 certificates, for 20 ms.
    """
    import certifi

    folder, end = tmp_path_factory.mktemp("environment"), "-----END CERTIFICATE-----\n"
    certificate = folder / "first.pem"
    certificate.write_text(Path(certifi.where()).read_text("utf-8").partition(end)[0] + end, "utf-8")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SSL_CERT_FILE", str(certificate))
        for name in ("IPYTHONDIR", "XDG_CACHE_HOME"):
            (folder / name).mkdir()
            environment.setenv(name, str(folder / name))
        yield


@pytest.fixture
def deep_recursion() -> Iterator[None]:
    """For tests that recurse to the limit, where finalizers of what others left would fail: they run before."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(scope="session")
def reference_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reference]:
    """The reference backend of this test process, in whatever state the last test left it."""
    from support.reference import reference_server

    with reference_server(tmp_path_factory.mktemp("reference")) as running:
        yield running


@pytest.fixture
def reference(reference_process: Reference) -> Reference:
    """The reference backend with its first rows."""
    reference_process.reset()
    return reference_process


@pytest.fixture
def faulty_server() -> Iterator[Callable[..., FaultyServer]]:
    """Starts scripted servers: `faulty_server(*steps, otherwise=step)`; all are stopped at the end."""
    from support.faulty import FaultyServer

    with contextlib.ExitStack() as stack:

        def start(*script: Script, **options: Any) -> FaultyServer:
            return stack.enter_context(FaultyServer(*script, **options))

        yield start


@pytest.fixture
def fault_proxy() -> Iterator[Callable[..., FaultProxy]]:
    """Starts proxies before a server: `fault_proxy(url, *faults)`; all are stopped at the end."""
    from support.proxy import FaultProxy

    with contextlib.ExitStack() as stack:

        def start(upstream: str, *faults: Fault) -> FaultProxy:
            return stack.enter_context(FaultProxy(upstream, *faults))

        yield start
