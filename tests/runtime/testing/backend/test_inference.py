"""What operations do, read from their form."""

import pytest
from support import library
from support.generated import variant
from synapse_runtime.operation import Body, Operation, Parameter
from synapse_runtime.testing import MockBackend
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


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("list", "books.list books.at loans.list"),
        ("retrieve", "authors.get books.get loans.get"),
        ("create", "books.create books.load scans.create scans.bind sketches.create sketches.record"),
        ("update", "books.update books.patch books.remark loans.update scans.replace"),
        ("destroy", "books.delete"),
        ("edit_lists", "books.set_tags books.clear_tags books.label"),
        ("start", "books.lend books.reserve"),
        ("check_presence", "scans.any scans.known"),
        ("stream", "loans.tail loans.news"),
        ("upload", "uploads.start uploads.append uploads.status uploads.finish uploads.list"),
        ("replay", "authors.books authors.count books.shred desks.ping desks.hush loans.log"),
    ],
)
def test_the_form_of_an_operation_says_what_it_does(catalog, kind, names):
    assert [name for name, plan in catalog.plans.items() if plan.action == kind] == names.split()


def test_nested_and_camel_case_operations_are_understood_too(fleet_service):
    plans = Catalog(fleet_service, Schema(fleet_service.models)).plans
    kinds = {name: plan.action for name, plan in plans.items()}
    assert kinds == {
        "ships.list": "list",
        "ships.get": "retrieve",
        "ships.create": "create",
        "ships.update": "update",
        "ships.log": "replay",
        "harbors.get": "retrieve",
        "harbors.open": "create",
        "harbors.berth": "create",
        "harbors.nearest": "replay",
        "harbors.song": "stream",
    }
    assert plans["ships.get"].table.key == "shipId"
    assert [hole for hole, _ in plans["ships.log"].owners] == ["harborId", "shipId"]


def test_operations_that_answer_with_one_kind_of_row_share_the_rows(catalog):
    collections = {catalog.plans[f"books.{verb}"].table for verb in ("get", "list", "create", "delete", "set_tags")}
    assert len(collections) == 1
    assert collections == {catalog.table_for("book")} == {catalog.table_for("bookId")}


def test_what_an_example_does_not_show_is_hidden_there(catalog):
    assert catalog.plans["books.list"].hidden == {"notes"}
    assert catalog.plans["books.get"].hidden == set()


def test_the_first_example_that_shows_a_member_says_what_a_row_holds(catalog):
    assert catalog.plans["books.get"].table.find("7").data == library.BOOK


def test_ids_of_all_examples_are_there_from_the_start(fleet_service, catalog):
    harbor = Catalog(fleet_service, Schema(fleet_service.models)).table_for("harbor")
    assert harbor.find("kiel").data == {"slug": "kiel"}
    assert catalog.table_for("authors").find("404") is None, "an example of an error shows no row"


def test_rows_that_only_a_change_names_are_like_the_others(catalog_of):
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


def test_a_row_is_found_by_what_an_example_names_it(catalog):
    assert catalog.table_for("book").find("emma").data["id"] == 8


def test_an_action_on_a_row_changes_it_and_a_look_at_it_does_not(catalog_of):
    pk = (Parameter("pk", "path", "int", required=True),)
    catalog = catalog_of(
        [
            Operation("books.get", "GET", "books/{pk}/", "safe", pk, response="Book"),
            Operation("books.sell", "POST", "books/{pk}/sell/", "unsafe", pk, response="Book"),
            Operation("books.cover", "GET", "books/{pk}/cover/", "safe", pk, response="Book"),
            Operation("books.mine", "GET", "books/mine", "safe", response="Book"),
            Operation("books.like", "POST", "books/like/", "safe", body=Body("Label"), response="dict[int]"),
        ],
        {"books.get": [{"arguments": {"pk": 7}, "response": library.BOOK}]},
    )
    kinds = {name.partition(".")[2]: plan.action for name, plan in catalog.plans.items()}
    assert kinds == {"get": "retrieve", "sell": "update", "cover": "retrieve", "mine": "replay", "like": "edit_lists"}


def test_ids_without_a_list_to_change_are_no_change_of_lists(catalog_of):
    catalog = catalog_of(
        [
            Operation("books.get", "GET", "books/{pk}/", "safe", response="Author"),
            Operation("books.burn", "POST", "books/burn/", "unsafe", body=Body("Label"), response="json"),
        ],
        {"books.burn": [{"arguments": {"ids": [1]}, "response": {"burned": 1}}]},
    )
    assert catalog.plans["books.burn"].action == "replay"


def test_rows_without_any_id_are_no_collection(catalog_of):
    catalog = catalog_of([Operation("books.lines", "GET", "books/lines/", "safe", response="list[Line]")], {})
    assert catalog.plans["books.lines"].action == "replay"
    assert catalog.tables == {}


def test_rows_named_by_another_member_have_that_for_an_id(catalog_of):
    at = (Parameter("when", "path", "str", required=True),)
    catalog = catalog_of([Operation("books.line", "GET", "lines/{when}/", "safe", at, response="Line")], {})
    assert catalog.table_for("books").key == "at", "the first required member, where nothing is called like the hole"


def test_a_started_row_goes_through_the_states_that_examples_show(catalog):
    assert catalog.table_for("loan").states == ["asked", "out", "back"]
    assert catalog.table_for("book").states == []


def test_an_answer_that_says_no_more_than_was_asked_is_about_presence_only_if_it_is_of_booleans(catalog_of):
    def kind(response):
        asked = Operation("books.known", "POST", "books/known/", "safe", body=Body("Question"), response="json")
        got = Operation("books.get", "GET", "books/{pk}/", "safe", response="Book")
        examples = {"books.known": [{"arguments": {"checksums": ["a", "b"]}, "response": response}]}
        return catalog_of([asked, got], examples).plans["books.known"].action

    assert kind({"a": True}) == "check_presence"
    assert [kind(response) for response in ({"a": 1}, {"c": True}, {}, [], None)] == ["replay"] * 5


def test_starting_a_mock_is_cheap(library_service):
    assert MockBackend(library_service).rows("books")[0]["id"] == 7
