"""What operations change."""

import pytest
from support import library


def test_a_body_is_merged_into_the_row(ask):
    answer = ask("PUT", "/books/7/", {"title": "The Whale"}).json()
    assert answer == {**library.BOOK, "title": "The Whale", "updated_at": answer["updated_at"]}
    assert answer["updated_at"] > library.BOOK["updated_at"]
    assert ask("GET", "/books/7/").json() == answer


def test_null_takes_a_value_away_and_what_is_left_out_stays(ask):
    answer = ask("PATCH", "/books/7/", {"pages": None}).json()
    assert (answer["pages"], answer["title"]) == (None, "Moby-Dick")


def test_fields_that_are_no_members_go_where_an_example_puts_them(ask):
    answer = ask("PUT", "/books/8/remark/", {"remarks": ["short"], "mood": "good"}).json()
    assert answer["notes"] == {"remarks": ["short"], "mood": "good"}
    again = ask("PUT", "/books/8/remark/", {"remarks": ["long"]}).json()
    assert again["notes"] == {"remarks": ["long"]}, "what is sent replaces what was sent before"


def test_what_the_example_changes_besides_changes_too_but_not_times_and_files(ask):
    answer = ask("PUT", "/books/8/remark/", {"remarks": []}).json()
    assert answer["lent"] is True
    assert answer["cover"] == library.BOOK["cover"]
    assert answer["updated_at"].startswith("2026-")


def test_the_id_stays(ask):
    assert ask("PATCH", "/loans/70/", {"id": 5, "status": "lost"}).json()["id"] == 70


def test_what_the_row_does_not_know_is_left_out(ask):
    assert "mood" not in ask("PATCH", "/books/7/", {"title": "T", "mood": "x"}).json()


@pytest.mark.parametrize("path", ["/books/99/", "/books/x/"])
def test_what_is_not_there_cannot_be_changed(ask, path):
    answer = ask("PUT", path, {})
    assert (answer.status, answer.json()) == (404, {"detail": "No Book matches the given query."})


def test_an_operation_that_answers_nothing_changes_all_the_same(ask_fleet):
    path = "/v2/harbors/kiel/ships/5b7ad4a8-3c1c-4c0b-9a36-3a4f6bb0e111"
    answer = ask_fleet("PATCH", path, {"kind": "sail", "rig": "ketch", "owner": {"name": "Anna"}})
    assert (answer.status, answer.body) == (204, b"")
    assert ask_fleet("GET", path).json()["owner"] == {"name": "Anna"}


def test_one_value_in_several_places_of_an_answer_goes_to_the_first(backend):
    from synapse_runtime.testing.backend.effects import Effects

    row = {"a": {"old": 1}, "b": 2}
    Effects({"x": ("a", "deep", "x"), "y": ("a", "y")}, {"b": 3}).apply(row, {"x": 1, "y": 2, "z": 3, "b": 4}, {"b": 1})
    assert row == {"a": {"deep": {"x": 1}, "y": 2}, "b": 4}
