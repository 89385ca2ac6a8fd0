"""Rows and collections."""

from random import Random

import pytest
from synapse_runtime.testing.backend.rows import store
from synapse_runtime.testing.backend.rows.store import CACHED_SELECTIONS, Row, Table
from synapse_runtime.testing.backend.spec.schema import FieldSchema


def collection(type="int", *ids, key="id"):
    made = Table("things", "Thing", {key: FieldSchema(type, required=True, file_urls=False)}, key)
    for ident in ids:
        made.add({key: ident, "code": f"c{ident}"})
    return made


@pytest.mark.parametrize(
    ("type", "ids", "expected"),
    [
        ("int", (), 1),
        ("int", (3, 9, 4), 10),
        ("int | str", (3, "x"), 4),
        ("str", ("usr_7", "usr_11", "other"), "usr_12"),
        ("str", (), "things-1"),
        ("str", ("alpha",), "alpha1"),
    ],
)
def test_a_new_id_has_the_form_of_the_others_and_is_unused(type, ids, expected):
    assert collection(type, *ids).make_key(Random(0)) == expected


@pytest.mark.parametrize(("type", "ids"), [("uuid", ()), ("str", ("5b7ad4a8-3c1c-4c0b-9a36-3a4f6bb0e111",))])
def test_a_new_uuid_depends_on_the_seed_alone(type, ids):
    first, second, other = (collection(type, *ids).make_key(Random(seed)) for seed in (1, 1, 2))
    assert first == second != other
    assert len(first) == 36


def test_a_string_id_is_made_without_reading_all_others(monkeypatch):
    """With 4,000 rows that took 35 s."""
    users, reads = collection("str", "usr_1"), []
    split = store._split_number
    monkeypatch.setattr(store, "_split_number", lambda key: reads.append(key) or split(key))
    for _ in range(20):
        users.add({"id": users.make_key(Random(0))})
    assert len(reads) < 3 * 20
    users.add({"id": "usr_50"})
    users.add({"id": "9" * 5000})
    users.remove(users.find("usr_50"))
    assert (users.make_key(Random(0)), users.make_key(Random(0))) == ("usr_51", "usr_52")


def test_a_table_without_a_key_field_counts():
    assert Table("things", "Thing", {}, "id").make_key(Random(0)) == 1


def test_a_row_is_found_by_its_id_or_an_alias():
    things = collection("int", 1, 2)
    assert things.find("2").data["id"] == 2
    assert things.find("c2") is None
    things.aliases.add("code")
    assert things.find("c2").data["id"] == 2
    assert things.find("c3") is None


def test_a_row_is_found_within_its_scope_alone():
    things = collection("int")
    things.add({"id": 1}, {"project": "7"})
    things.add({"id": 2, "project": 8, "owner": {"id": 1}})
    assert things.find("1", {"project": "7"}) is not None
    assert things.find("1", {"project": "8"}) is None
    assert things.find("2", {"projectId": "8"}) is not None
    assert things.find("2", {"projectId": "7"}) is None
    assert things.find("2", {"owner": "5"}) is not None, "an embedded row tells nothing"
    assert things.find("2", {"unheard": "5"}) is not None


def test_a_selection_is_cached_until_a_row_changes():
    things, asked = collection("int", 1, 2), []

    def fits(row):
        asked.append(row)
        return True

    first = things.select("q", fits)
    assert things.select("q", fits) is first
    assert len(asked) == 2
    things.remove(first[0])
    assert [row.key for row in things.select("q", fits)] == ["2"]


def test_a_value_is_found_in_any_field_of_the_present_rows():
    things = collection("int", 1, 2)
    assert (things.has_value("c1"), things.has_value(2), things.has_value(3)) == (True, True, False)
    things.add({"id": 3, "code": None, "tags": ["x"]})
    assert (things.has_value("3"), things.has_value(None), things.has_value(["x"])) == (True, True, False)
    things.add({"id": 1, "code": "d1"})
    assert (things.has_value("d1"), things.has_value("c1")) == (True, False)
    things.remove(things.find("2"))
    assert not things.has_value("c2")
    things.find("1").data["code"] = "e1"
    things.invalidate()
    assert (things.has_value("e1"), things.has_value("d1")) == (True, False)


def test_values_are_read_once_from_each_row(monkeypatch):
    """Each file of a collection is looked up before it is added: to read all rows for it would take n² steps."""
    things, reads = collection("int", *range(50)), []
    values = Row.values
    monkeypatch.setattr(Row, "values", lambda row: reads.append(row.key) or values(row))
    for number in range(50, 60):
        assert not things.has_value(number)
        things.add({"id": number})
    assert reads == [str(number) for number in range(60)]


def test_the_cache_of_selections_is_bounded():
    things = collection("int", 1)
    for number in range(3 * CACHED_SELECTIONS):
        things.select(number, lambda _: True)
    assert len(things._selections) <= CACHED_SELECTIONS


def test_a_copy_changes_on_its_own():
    things = collection("str", "a1")
    things.make_key(Random(0))
    things.add({"id": "b1"}, {"project": "7"})
    assert len(things.all()) == 2
    assert things.has_value("ca1")
    copy = things.copy()
    copy.find("a1").data["code"] = "new"
    copy.find("a1").transitions.append(("code", "newer"))
    copy.add({"id": "c1", "code": "c1"})
    assert [copy.has_value(value) for value in ("new", "c1", "ca1")] == [True, True, False]
    assert [things.has_value(value) for value in ("new", "c1", "ca1")] == [False, False, True]
    assert [row.key for row in copy.all()] == ["a1", "b1", "c1"]
    assert [(row.key, row.data, row.transitions) for row in things.all()] == [
        ("a1", {"id": "a1", "code": "ca1"}, []),
        ("b1", {"id": "b1"}, []),
    ]
    assert copy.find("b1", {"project": "8"}) is None
    assert [copy.make_key(Random(0)), copy.make_key(Random(0)), things.make_key(Random(0))] == ["a3", "a4", "a3"]
