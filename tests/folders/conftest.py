"""A mock backend, clients of it, and folders to plan."""

from __future__ import annotations

import pytest
from synapse_runtime.testing import MockBackend, MockTransport
from synapse_sdk import SERVICE, Synapse

from .trees import write


@pytest.fixture
def mock():
    backend = MockBackend(SERVICE, seed=7, strict=True)
    yield backend
    backend.close()


@pytest.fixture
def synapse(mock):
    with Synapse("https://mock", api_token="t", transport=MockTransport(mock)) as client:
        yield client


@pytest.fixture
def plan_of(synapse, tmp_path):
    """Plans a folder with these files: `plan_of("image/1.jpg", metadata=…)`."""

    def plan(*paths, **options):
        root = tmp_path / "data"
        root.mkdir(exist_ok=True)
        for path in paths:
            write(root, path)
        return synapse.data_collections.plan_directory(123, root, **options)

    return plan
