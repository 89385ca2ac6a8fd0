"""The first rows of a mock."""

from support import library
from synapse_runtime.operation import Body, Operation, Parameter
from synapse_runtime.testing import MockBackend
from synapse_runtime.testing.backend.inference import Catalog
from synapse_runtime.testing.backend.spec.schema import Schema


def test_fields_an_example_does_not_show_are_hidden(catalog):
    assert catalog.plans["books.list"].hidden == {"notes"}
    assert catalog.plans["books.get"].hidden == set()


def test_the_first_example_that_shows_a_field_decides_its_value(catalog):
    assert catalog.plans["books.get"].table.find("7").data == library.BOOK


def test_rows_that_examples_only_name_exist(fleet_service, catalog):
    harbor = Catalog(fleet_service, Schema(fleet_service.models)).table_for("harbor")
    assert harbor.find("kiel").data == {"slug": "kiel"}
    assert catalog.table_for("authors").find("404") is None, "an example of an error shows no row"


def test_rows_that_an_update_names_resemble_the_others(catalog_of):
    change = Operation(
        "books.change", "PATCH", "books/{pk}/", "unsafe", (Parameter("pk", "path", "int", required=True),),
        body=Body("BookChange"), response="Book",
    )  # fmt: skip
    listed = Operation("books.list", "GET", "books/", "safe", response="list[Book]")
    catalog = catalog_of(
        [listed, change],
        {"books.list": [{"response": [library.BOOK]}], "books.change": [{"arguments": {"pk": 77}, "response": None}]},
    )
    assert catalog.table_for("book").find("77").data == {**library.BOOK, "id": 77}


def test_a_row_is_found_by_an_alias_of_an_example(catalog):
    assert catalog.table_for("book").find("emma").data["id"] == 8


def test_a_started_row_takes_the_states_that_examples_show(catalog):
    assert catalog.table_for("loan").states == ["asked", "out", "back"]
    assert catalog.table_for("book").states == []


def test_a_mock_has_the_rows_of_the_examples(library_service):
    assert MockBackend(library_service).rows("books")[0]["id"] == 7
