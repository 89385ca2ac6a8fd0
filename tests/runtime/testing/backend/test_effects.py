"""What operations change."""

import pytest
from support import library


def test_a_body_is_merged_into_the_row(ask):
    response = ask("PUT", "/books/7/", {"title": "The Whale"}).json()
    assert response == {**library.BOOK, "title": "The Whale", "updated_at": response["updated_at"]}
    assert response["updated_at"] > library.BOOK["updated_at"]
    assert ask("GET", "/books/7/").json() == response


def test_null_clears_a_field_and_a_missing_field_stays(ask):
    response = ask("PATCH", "/books/7/", {"pages": None}).json()
    assert (response["pages"], response["title"]) == (None, "Moby-Dick")


def test_body_fields_the_row_lacks_go_where_an_example_puts_them(ask):
    response = ask("PUT", "/books/8/remark/", {"remarks": ["short"], "mood": "good"}).json()
    assert response["notes"] == {"remarks": ["short"], "mood": "good"}
    again = ask("PUT", "/books/8/remark/", {"remarks": ["long"]}).json()
    assert again["notes"] == {"remarks": ["long"]}, "what is sent replaces what was sent before"


def test_other_changes_of_the_example_apply_except_times_and_files(ask):
    response = ask("PUT", "/books/8/remark/", {"remarks": []}).json()
    assert response["lent"] is True
    assert response["cover"] == library.BOOK["cover"]
    assert response["updated_at"].startswith("2026-")


def test_the_id_stays(ask):
    assert ask("PATCH", "/loans/70/", {"id": 5, "status": "lost"}).json()["id"] == 70


def test_body_fields_that_no_example_places_are_dropped(ask):
    assert "mood" not in ask("PATCH", "/books/7/", {"title": "T", "mood": "x"}).json()


@pytest.mark.parametrize("path", ["/books/99/", "/books/x/"])
def test_updating_a_missing_row_is_404(ask, path):
    response = ask("PUT", path, {})
    assert (response.status_code, response.json()) == (404, {"detail": "No Book matches the given query."})


def test_an_update_without_a_response_changes_the_row(ask_fleet):
    path = "/v2/harbors/kiel/ships/5b7ad4a8-3c1c-4c0b-9a36-3a4f6bb0e111"
    response = ask_fleet("PATCH", path, {"kind": "sail", "rig": "ketch", "owner": {"name": "Anna"}})
    assert (response.status_code, response.body) == (204, b"")
    assert ask_fleet("GET", path).json()["owner"] == {"name": "Anna"}


def test_effects_replace_nested_containers(backend):
    from synapse_runtime.testing.backend.effects import Effects

    row = {"a": {"old": 1}, "b": 2}
    Effects({"x": ("a", "deep", "x"), "y": ("a", "y")}, {"b": 3}).apply(row, {"x": 1, "y": 2, "z": 3, "b": 4}, {"b": 1})
    assert row == {"a": {"deep": {"x": 1}, "y": 2}, "b": 4}
