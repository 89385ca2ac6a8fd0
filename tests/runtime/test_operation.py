"""Descriptors: found by name, in the order of the spec, and as they stand in the emitted modules."""

from __future__ import annotations

import pickle

import pytest
from support import library
from synapse_runtime.operation import Operation

SCAN = library.SERVICE.operation("scans.create")


@pytest.fixture
def service():
    return library.SERVICE


def test_an_operation_is_found_by_its_name(service):
    assert service.operation("books.get").path == "books/{pk}/"
    assert service.operation("books.set_tags").path == "books/set_tags/"


@pytest.mark.parametrize(
    ("name", "kind"), [("books.fly", AttributeError), ("planes.get", ModuleNotFoundError), ("books", ValueError)]
)
def test_a_name_that_is_none_fails(service, name, kind):
    with pytest.raises(kind):
        service.operation(name)


def test_all_operations_stand_in_the_order_of_the_spec(service):
    names = [operation.name for operation in service.operations()]
    assert names == [name for resource in service.resources for name in names if name.startswith(f"{resource}.")]
    assert names[:5] == ["authors.get", "authors.books", "authors.count", "books.get", "books.list"]


def test_models_are_in_a_package_of_their_own(service):
    assert service.models == "library_client.models"


def test_descriptors_are_values():
    assert pickle.loads(pickle.dumps(SCAN)) == SCAN
    assert Operation(*SCAN) == SCAN
    assert pickle.loads(pickle.dumps(library.SERVICE)) == library.SERVICE
