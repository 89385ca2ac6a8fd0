"""Catalogs of the library, and of variants of it."""

import pytest
from support.generated import variant
from synapse_runtime.testing.backend.inference import Catalog
from synapse_runtime.testing.backend.spec.schema import Schema


@pytest.fixture
def catalog(library_service):
    return Catalog(library_service, Schema(library_service.models))


@pytest.fixture
def catalog_of(library_service):
    """The catalog of a library with other operations and examples."""

    def made(operations, examples):
        service = variant(library_service, operations, examples)
        return Catalog(service, Schema(service.models))

    return made
