"""What operations do, read from their form."""

import attrs
import pytest
from support import library
from synapse_runtime.operation import Body, Operation, Parameter
from synapse_runtime.testing.backend.inference import Catalog, make_catalog
from synapse_runtime.testing.backend.spec.schema import Schema
from synapse_sdk import SERVICE


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("list", "books.list books.at loans.list"),
        ("retrieve", "authors.get books.get loans.get stamps.get"),
        ("create", "books.create books.load scans.create scans.bind sketches.create sketches.record stamps.create"),
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
def test_the_action_is_inferred_from_the_descriptor(catalog, kind, names):
    assert [name for name, plan in catalog.plans.items() if plan.action == kind] == names.split()


def test_actions_of_nested_and_camel_case_operations_are_inferred(fleet_service):
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


def test_operations_of_the_same_model_share_a_table(catalog):
    collections = {catalog.plans[f"books.{verb}"].table for verb in ("get", "list", "create", "delete", "set_tags")}
    assert len(collections) == 1
    assert collections == {catalog.table_for("book")} == {catalog.table_for("bookId")}


def test_a_list_of_some_fields_shares_the_table_of_the_whole_rows():
    plans = Catalog(SERVICE, Schema(SERVICE.models)).plans
    assert plans["tasks.list_data"].table is plans["tasks.list"].table
    assert plans["tasks.list_files"].table is not plans["tasks.list"].table


def test_a_post_below_a_row_updates_it_and_a_get_does_not(catalog_of):
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


def test_ids_without_a_list_field_do_not_edit_lists(catalog_of):
    catalog = catalog_of(
        [
            Operation("books.get", "GET", "books/{pk}/", "safe", response="Author"),
            Operation("books.burn", "POST", "books/burn/", "unsafe", body=Body("Label"), response="json"),
        ],
        {"books.burn": [{"arguments": {"ids": [1]}, "response": {"burned": 1}}]},
    )
    assert catalog.plans["books.burn"].action == "replay"


def test_rows_without_an_id_have_no_table(catalog_of):
    catalog = catalog_of([Operation("books.lines", "GET", "books/lines/", "safe", response="list[Line]")], {})
    assert catalog.plans["books.lines"].action == "replay"
    assert catalog.tables == {}


def test_a_required_field_is_the_id_if_none_matches_the_parameter(catalog_of):
    at = (Parameter("when", "path", "str", required=True),)
    catalog = catalog_of([Operation("books.line", "GET", "lines/{when}/", "safe", at, response="Line")], {})
    assert catalog.table_for("books").key == "at", "the first required member, where nothing is called like the hole"


def test_a_presence_check_responds_with_booleans_for_the_values_of_the_request(catalog_of):
    def kind(response):
        asked = Operation("books.known", "POST", "books/known/", "safe", body=Body("Question"), response="json")
        got = Operation("books.get", "GET", "books/{pk}/", "safe", response="Book")
        examples = {"books.known": [{"arguments": {"checksums": ["a", "b"]}, "response": response}]}
        return catalog_of([asked, got], examples).plans["books.known"].action

    assert kind({"a": True}) == "check_presence"
    assert [kind(response) for response in ({"a": 1}, {"c": True}, {}, [], None)] == ["replay"] * 5


def test_mocks_of_a_service_have_the_same_plans_and_tables_of_their_own():
    schema = Schema(library.SERVICE.models)
    first, second = (make_catalog(library.SERVICE, schema) for _ in range(2))
    inferred = Catalog(library.SERVICE, schema)
    for catalog in (first, second):
        assert catalog.plans.keys() == inferred.plans.keys()
        for name, plan in inferred.plans.items():
            tables = (plan.table, *(owner for _, owner in plan.owners), *plan.started.values())
            places = {table: catalog.tables[table.resource, table.model] for table in tables if table is not None}
            assert catalog.plans[name] == attrs.evolve(plan.with_tables(places), page=catalog.plans[name].page)
        assert [[row.data for row in table.all()] for table in catalog.tables.values()] == [
            [row.data for row in table.all()] for table in inferred.tables.values()
        ]
    assert not {*first.tables.values()} & {*second.tables.values()}
    assert {*first.resources.values()} <= {*first.tables.values()}
    first.table_for("book").add({"id": 99})
    assert second.table_for("book").find("99") is None
    assert make_catalog(library.SERVICE, schema).table_for("book").find("99") is None


def test_another_service_or_schema_is_inferred_anew():
    service, schema = library.SERVICE, Schema(library.SERVICE.models)
    catalog, other = make_catalog(service, schema), Schema(service.models)
    assert make_catalog(service, other).schema is other
    alike = service._replace(version="2.0")
    assert make_catalog(alike, schema).service is alike
    assert make_catalog(service, schema).service is catalog.service
