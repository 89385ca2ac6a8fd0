"""What the emitted models say."""

import pytest
from synapse_runtime.testing.backend.spec.schema import Schema, is_nullable, iter_names
from synapse_runtime.testing.backend.spec.type_expressions import parse


@pytest.fixture
def schema(library_service):
    return Schema(library_service.models)


@pytest.fixture
def ships(fleet_service):
    return Schema(fleet_service.models)


def test_fields_are_known_by_wire_name(schema, ships):
    book = schema.fields("Book")
    assert (book["title"].type, book["title"].required) == ("str", True)
    assert [name for name in book if book[name].file_urls] == ["cover"]
    assert "shipId" in ships.fields("Sail")


@pytest.mark.parametrize("name", ["", "int", "list[int]", "Shelf"])
def test_only_models_have_fields(schema, name):
    assert schema.fields(name) == {}


def test_a_union_has_the_fields_of_all_variants_and_requires_those_all_require(ships):
    members = ships.fields("Ship")
    assert {"rig", "power"} <= members.keys()
    assert {name for name, member in members.items() if member.required} == {"kind", "shipId"}


def test_an_object_of_a_union_has_the_fields_of_its_variant(ships):
    assert "power" not in ships.fields_of("Ship", {"kind": "sail"})
    assert "power" in ships.fields_of("Ship", {"kind": "raft"}), "an unknown variant may have any"
    assert ships.fields_of("Owner", {}).keys() == {"name", "crew"}
    assert ships.fields_of("json", {}) == {}


@pytest.mark.parametrize(
    ("text", "model"),
    [("Book", "Book"), ("list[Book]", "Book"), ("Book?", "Book"), ("list[Book?]", "Book"), ("json", ""), ("", ""),
     ("dict[Book]", ""), ("Shelf", "")],
)  # fmt: skip
def test_the_rows_of_a_response_have_a_model(schema, text, model):
    assert schema.row_model(text) == model


@pytest.mark.parametrize(
    ("text", "choices"),
    [("Shelf", ["open", "stacks"]), ("Shelf?", ["open", "stacks"]), ("int | Shelf", ["open", "stacks"]), ("Book", []),
     ("str", [])],
)  # fmt: skip
def test_the_choices_of_an_enum_are_in_order(schema, text, choices):
    assert schema.choices(text) == choices


def test_all_names_of_a_type_are_listed():
    assert list(iter_names(parse("int | list[A?] | dict[B]"))) == ["int", "A", "B"]


@pytest.mark.parametrize(
    ("text", "expected"), [("int?", True), ("int | str?", True), ("json", True), ("int", False), ("list[int?]", False)]
)
def test_nullable_types_are_recognized(text, expected):
    assert is_nullable(parse(text)) is expected
