"""What the mock does."""

from importlib import import_module

import pytest
from support import fleet, library
from support.generated import variant
from synapse_runtime.operation import Body
from synapse_runtime.testing import MockBackend

NEW = {"title": "Ulysses", "author": 1}
SLOOP, TUG = (f"/v2/harbors/kiel/ships/{row['shipId']}" for row in (fleet.SLOOP, fleet.TUG))


class TestRows:
    def test_a_row_of_the_examples_can_be_retrieved(self, ask):
        assert ask("GET", "/books/7/").json() == library.BOOK

    def test_what_is_created_can_be_fetched_and_listed(self, ask):
        response = ask("POST", "/books/", NEW)
        made = response.json()
        assert response.status_code == 201
        assert made == {
            "id": 9,
            "code": "emma-9",
            "title": "Ulysses",
            "shelf": "stacks",
            "author": 1,
            "pages": None,
            "tags": [],
            "notes": {},
            "cover": library.BOOK["cover"],
            "lent": False,
            "created_at": made["created_at"],
            "updated_at": made["created_at"],
        }
        assert ask("GET", "/books/9/").json() == made
        listed = ask("GET", "/sdk/books/").json()
        assert listed["count"] == 3
        assert listed["results"][-1] == {name: value for name, value in made.items() if name != "notes"}

    def test_a_batch_creates_several_rows(self, ask):
        assert [row["id"] for row in ask("POST", "/books/", [NEW, NEW]).json()] == [9, 10]
        assert [row["id"] for row in ask("POST", "/books/import/", [NEW]).json()] == [11]
        assert ask("POST", "/books/", []).json() == []

    def test_a_batch_with_an_error_creates_nothing(self, ask):
        response = ask("POST", "/books/", [NEW, {"title": 1}])
        assert response.status_code == 400
        assert response.json() == [{}, {"title": ["Not a valid string."], "author": ["This field is required."]}]
        assert ask("GET", "/sdk/books/").json()["count"] == 2

    def test_errors_of_a_list_can_be_by_index(self, library_service, asking):
        response = asking(MockBackend(library_service, list_errors_by_index=True))(
            "POST", "/books/", [NEW, {"title": "a"}]
        )
        assert response.json() == {"1": {"author": ["This field is required."]}}

    def test_files_named_by_path_get_their_url(self, ask):
        made = ask(
            "POST", "/books/", {**NEW, "cover": {"front": {"path": "/tmp/a.png"}, "back": {}, "spine": "x"}}
        ).json()
        assert made["cover"] == {
            "front": {"url": "/media/books/a.png"},
            "back": {"url": "/media/books/back"},
            "spine": "x",
        }

    def test_what_is_deleted_is_gone(self, ask):
        response = ask("DELETE", "/books/7/")
        assert (response.status_code, response.body) == (204, b"")
        assert ask("GET", "/books/7/").status_code == 404
        assert ask("DELETE", "/books/7/").status_code == 404
        assert ask("GET", "/sdk/books/").json()["count"] == 1

    def test_a_list_without_pages_is_bare(self, ask):
        assert [row["id"] for row in ask("GET", "/loans/", query={"status": "out"}).json()] == [70]

    def test_ids_and_values_depend_on_the_seed(self, library_service, asking):
        def told(seed):
            ask = asking(MockBackend(library_service, seed=seed))
            return [ask("POST", "/books/", NEW).text, ask.form("PUT", "/uploads/", {"filename": "a"},
                    {"file": ("a", b"1")}, {"Content-Range": "bytes 0-0/1"}).text]  # fmt: skip

        assert told(1) == told(1)
        assert told(1) != told(2)

    def test_a_row_is_named_by_its_code_too(self, ask):
        assert ask("GET", "/books/moby/").json()["id"] == 7


class TestLists:
    """Bodies and responses that are lists where the forms of the examples are not."""

    @pytest.fixture
    def ask_with(self, library_service, asking):
        """Call a mock whose operation differs: `ask_with("books.create", body=Body("json"))`."""

        def make(name, examples=None, **changes):
            operations = [
                operation._replace(**changes) if operation.name == name else operation
                for operation in library_service.operations()
            ]
            return asking(MockBackend(variant(library_service, operations, {**library.EXAMPLES, **(examples or {})})))

        return make

    @pytest.mark.parametrize("items", [[], [NEW], [NEW, NEW]])
    @pytest.mark.parametrize("type", ["json", "list[json]", "list[BookCreate]"])
    def test_a_body_that_is_a_list_by_its_type_creates_what_the_response_says(self, ask_with, type, items):
        ask = ask_with("books.create", body=Body(type), response="list[Book]")
        response = ask("POST", "/books/", items)
        assert (response.status_code, [row["title"] for row in response.json()]) == (201, ["Ulysses"] * len(items))
        ask = ask_with("books.create", body=Body(type))
        assert ask("POST", "/books/", items).json()["id"] == 9
        assert ask("GET", "/sdk/books/").json()["count"] == 3

    @pytest.mark.parametrize("items", [[], [{"title": "T"}], [{"title": "T"}, {"title": "U"}]])
    def test_a_list_changes_no_field_of_one_row(self, ask_with, items):
        ask = ask_with("books.patch", body=Body("BookChange", batch="optional"))
        assert ask("PATCH", "/books/7/", items).json()["title"] == "Moby-Dick"

    @pytest.mark.parametrize("items", [[], [{}], [{}, {}]])
    def test_a_list_names_no_rows_to_label(self, ask_with, items):
        response = ask_with("books.label", body=Body("Label", batch="optional"))("POST", "/books/label/", items)
        assert (response.status_code, sorted(response.json())) == (400, ["ids", "tags"])

    def test_each_object_of_a_list_starts_a_row(self, ask_with):
        example = {"arguments": {"pk": 7}, "response": [{"loan_id": 70, "desk": "A"}, {"loan_id": 70}, None]}
        ask = ask_with("books.lend", {"books.lend": [example]}, response="list[Lent?]")
        assert ask("POST", "/books/7/lend/").json() == [{"loan_id": 71, "desk": "A"}, {"loan_id": 72}, None]
        assert ask("GET", "/loans/72/").json()["status"] == "asked"

    def test_an_example_without_a_response_starts_nothing(self, ask_with):
        ask = ask_with("books.lend", {"books.lend": [{"arguments": {"pk": 7}, "response": None}]}, response="Lent?")
        before = ask.backend.rows("loans")
        assert ask("POST", "/books/7/lend/").json() is None
        assert ask.backend.rows("loans") == before


class TestFiles:
    def test_a_file_inside_json_gets_a_url(self, ask):
        made = ask("POST", "/sketches/", {"image": "data:image/png;base64,AA=="}).json()
        assert made == {"id": 1, "image": "/media/sketches/image"}

    def test_a_file_the_row_has_no_field_for_is_dropped(self, ask):
        assert ask.form("POST", "/sketches/record/", {}, {"sound": ("a.wav", b"1")}).json() == {"id": 1}

    def test_a_changed_file_gets_its_url_too(self, ask):
        changed = ask("PATCH", "/books/7/", {"cover": {"back": {"path": "b.png"}}}).json()
        assert changed["cover"] == {"back": {"url": "/media/books/b.png"}}

    def test_a_changed_file_is_another_file(self, ask):
        changed = ask.form("PUT", "/scans/1001/", {}, {"file": ("b.png", b"12")}).json()
        assert (changed["file"], changed["size"]) == ("/media/scans/b.png", 2)
        assert changed["checksum"] != library.NOVEL_MD5

    def test_a_url_stays_as_it_is(self, ask):
        assert ask.backend.add("scans", file="/media/x.png")["file"] == "/media/x.png"


class TestExpansion:
    def test_an_expanded_field_is_the_related_row(self, ask):
        assert ask("GET", "/books/7/", query={"expand": "author"}).json()["author"] == {"id": 1, "name": "Herman"}

    def test_an_expanded_field_is_as_an_example_shows_it(self, ask):
        assert "chapters" not in ask("GET", "/books/7/").json()
        both = ask("GET", "/books/8/", query={"expand": ["chapters", "tags"]}).json()
        assert (both["chapters"], both["tags"]) == (library.CHAPTERS, [3])
        assert ask("GET", "/books/8/", query={"expand": "chapters,author"}).json()["chapters"] == library.CHAPTERS

    def test_a_hidden_field_can_be_expanded(self, ask):
        rows = ask("GET", "/sdk/books/", query={"expand": "notes"}).json()["results"]
        assert [row["notes"] for row in rows] == [{}, {}]

    def test_expanding_unknown_fields_changes_nothing(self, ask):
        row = ask("POST", "/books/", {"title": "T", "author": 99}).json()
        assert ask("GET", f"/books/{row['id']}/", query={"expand": ["author", "pages", "moon"]}).json() == row


class TestTags:
    @pytest.mark.parametrize(
        ("body", "query", "tags"),
        [
            ({"ids": [7, 8], "tags": [2, 5]}, {}, [[1, 2, 5], [3, 2, 5]]),
            ({"book_ids": [7], "tag_ids": [5, 5], "action": "add"}, {}, [[1, 2, 5], [3]]),
            ({"ids": [7, 8], "tags": [1, 3], "action": "remove"}, {}, [[2], []]),
            ({"ids": [7, 8], "tags": [9, 9]}, {"replace": "true"}, [[9], [9]]),
            ({"ids": [7], "tags": [9]}, {"replace": "false"}, [[1, 2, 9], [3]]),
            ({"ids": [], "tags": [9]}, {}, [[1, 2], [3]]),
        ],
    )
    def test_tags_are_added_removed_and_replaced(self, ask, body, query, tags):
        response = ask("POST", "/books/set_tags/", body, query=query)
        assert response.json() == {"updated": len(body.get("ids", [7])), "ok": True}
        assert [row["tags"] for row in ask("GET", "/sdk/books/").json()["results"]] == tags

    def test_both_sides_are_needed(self, ask):
        response = ask("POST", "/books/set_tags/", {})
        assert response.status_code == 400
        assert response.json() == {"ids": ["This field is required."], "tags": ["This field is required."]}

    def test_a_missing_row_is_400_and_nothing_changes(self, ask):
        response = ask("POST", "/books/set_tags/", {"ids": [7, 99], "tags": [5]})
        assert response.json() == {"ids": ['Invalid pk "99" - object does not exist.']}
        assert ask("GET", "/books/7/").json()["tags"] == [1, 2]

    def test_without_a_successful_example_the_response_is_made_up(self, ask):
        response = ask("POST", "/books/label/", {"ids": [7], "tags": []})
        assert (response.status_code, response.json()) == (200, {})

    def test_without_a_body_there_is_nothing_to_count(self, ask):
        response = ask("POST", "/books/clear_tags/", {"ids": [7], "tags": [1], "action": "remove"})
        assert (response.status_code, response.body) == (204, b"")
        assert ask("GET", "/books/7/").json()["tags"] == [2]


class TestWays:
    def test_a_started_row_changes_its_status_with_each_reading(self, ask):
        response = ask("POST", "/books/moby/lend/").json()
        assert response == {"loan_id": 71, "desk": "A"}
        read = [ask("GET", "/loans/71/").json() for _ in range(4)]
        assert [loan["status"] for loan in read] == ["asked", "out", "back", "back"]
        assert (read[0]["book"], read[0]["due"]) == (7, None)

    def test_a_list_does_not_move_it(self, ask):
        ask("POST", "/books/7/lend/")
        for _ in range(3):
            assert ask("GET", "/loans/").json()[-1]["status"] == "asked"

    def test_what_is_set_by_hand_stays(self, ask):
        ask("POST", "/books/7/lend/")
        ask("PATCH", "/loans/71/", {"status": "lost"})
        assert [ask("GET", "/loans/71/").json()["status"] for _ in range(2)] == ["lost", "lost"]

    def test_the_rows_of_the_examples_stay(self, ask):
        assert [ask("GET", "/loans/70/").json()["status"] for _ in range(2)] == ["out", "out"]

    def test_a_stream_ends_in_the_last_status(self, ask):
        ask("POST", "/books/7/lend/")
        response = ask("GET", "/loans/71/tail/")
        assert (response.text, response.headers["Content-Type"]) == ("Stamped.\nOut.\n", "text/plain; charset=utf-8")
        assert ask("GET", "/loans/71/").json()["status"] == "back"

    def test_a_stream_of_a_missing_row_is_404(self, ask):
        assert ask("GET", "/loans/99/tail/").status_code == 404

    def test_a_stream_may_have_no_row(self, ask, ask_fleet):
        assert ask("GET", "/loans/news/").text == "Closed\ntoday\n"
        assert ask_fleet("GET", "/v2/song").text == ""

    def test_without_a_successful_example_the_response_is_made_up(self, ask):
        assert ask("POST", "/books/7/reserve/").json() == {"loan_id": 71}

    def test_a_started_row_without_a_status_does_not_change(self, library_service, asking):
        author = import_module(library_service.models).Author
        examples = {name: items for name, items in library.EXAMPLES.items() if not name.startswith("loans.")}
        service = variant(library_service, examples=examples, models={"Loan": author})
        ask = asking(MockBackend(service))
        assert ask("POST", "/books/7/lend/").json()["loan_id"] == 1
        assert ask("GET", "/loans/1/").json()["id"] == 1


class TestPresence:
    def test_presence_is_reported_for_each_value(self, ask):
        made = ask.form("POST", "/scans/", {}, {"file": ("b.png", b"b")}).json()
        response = ask("POST", "/scans/known/", {"checksums": [library.NOVEL_MD5, made["checksum"], "bb"]})
        assert response.json() == {library.NOVEL_MD5: True, made["checksum"]: True, "bb": False}
        assert ask("POST", "/scans/any/", ["bb", library.NOVEL_MD5]).json() == {"bb": False, library.NOVEL_MD5: True}


class TestReplay:
    def test_the_closest_example_is_replayed(self, ask):
        assert [ask("GET", f"/authors/{pk}/books/").json() for pk in (1, 2)] == [["Moby"], ["Emma"]]
        assert ask("POST", "/desks/any/ping/").json() == {"ok": True}

    def test_a_replay_below_a_missing_row_is_404(self, ask):
        assert ask("GET", "/authors/3/books/").status_code == 404
        assert ask("POST", "/books/99/shred/").status_code == 404

    def test_an_operation_without_a_response_has_no_body(self, ask):
        response = ask("POST", "/books/7/shred/")
        assert (response.status_code, response.body, dict(response.headers).get("Content-Type")) == (200, b"", None)

    def test_nor_has_one_without_an_example(self, library_service, asking):
        examples = {name: shown for name, shown in library.EXAMPLES.items() if name != "books.shred"}
        response = asking(MockBackend(variant(library_service, examples=examples)))("POST", "/books/7/shred/")
        assert (response.status_code, response.body) == (200, b"")

    def test_without_a_successful_example_a_value_of_the_type_is_made_up(self, ask, ask_fleet):
        assert ask("GET", "/authors/count/").json() == 1
        made = ask_fleet("GET", "/v2/nearest").json()
        assert made["position"] == {"lat": 1.0, "lon": 1.0}
        assert made["slug"].startswith("str-")
        assert len(made["berth"]) == 36
        del made["slug"], made["name"], made["position"], made["berth"]
        assert made == {
            "depth": 1.0,
            "opened": "2026-01-01",
            "kind": "sloop",
            "notes": [],
            "depths": {},
            "any": 1,
            "none": None,
        }

    def test_an_example_error_matches_its_exact_request_alone(self, ask):
        response = ask("POST", "/books/", {"title": "Ulysses", "author": 9})
        assert (response.status_code, response.json()) == (409, {"detail": "Banned."})
        assert ask("POST", "/books/", {"title": "Ulysses", "author": 8}).status_code == 201
        assert ask("POST", "/books/", {"title": "Ulysses", "author": 9, "pages": 1}).status_code == 201
        assert ask("GET", "/authors/404/").json() == {"detail": "Forgotten."}
        assert ask("GET", "/authors/405/").json() == {"detail": "No Author matches the given query."}


class TestNested:
    def test_rows_belong_to_their_parent(self, ask_fleet):
        ask_fleet.backend.add("harbors", slug="oslo", name="Oslo")
        order = {"kind": "motor", "power": 5}
        response = ask_fleet("POST", "/v2/harbors/oslo/ships", order, headers={"Idempotency-Key": "1"})
        made = response.json()
        assert (response.status_code, list(made)) == (202, ["shipId"])
        assert [len(ask_fleet("GET", f"/v2/harbors/{slug}/ships").json()["items"]) for slug in ("kiel", "oslo")] == [
            2,
            1,
        ]
        ship = ask_fleet("GET", f"/v2/harbors/oslo/ships/{made['shipId']}").json()
        assert ship == {"kind": "motor", "shipId": made["shipId"], "harborId": "oslo", "power": 5}
        assert ask_fleet("GET", f"/v2/harbors/kiel/ships/{made['shipId']}").status_code == 404

    def test_a_path_argument_the_row_lacks_is_kept_as_its_scope(self, ask_fleet):
        assert ask_fleet("POST", "/v2/piers/4/berths", {"id": 9, "length": 5}).json() == {"id": 9, "length": 5}

    def test_a_missing_parent_is_404(self, ask_fleet):
        assert ask_fleet("GET", "/v2/harbors/atlantis/ships").json() == {"detail": "No Harbor matches the given query."}

    def test_a_new_variant_has_its_own_fields_alone(self, ask_fleet):
        order = {"kind": "sail", "rig": "ketch"}
        made = ask_fleet("POST", "/v2/harbors/kiel/ships", order, headers={"Idempotency-Key": "1"}).json()
        ship = ask_fleet("GET", f"/v2/harbors/kiel/ships/{made['shipId']}").json()
        assert ship == {"kind": "sail", "shipId": made["shipId"], "harborId": "kiel", "rig": "ketch"}

    def test_a_required_id_is_taken_from_the_body(self, ask_fleet):
        harbor = {"slug": "oslo", "name": "Oslo", "depth": 9, "opened": "2020-01-01", "kind": "ketch", "notes": [],
                  "position": {"lat": 1, "lon": 2}, "depths": {}, "any": "x", "none": None,
                  "berth": fleet.SLOOP["shipId"]}  # fmt: skip
        assert ask_fleet("PUT", "/v2/harbors", harbor).json() == harbor
        assert ask_fleet("GET", "/v2/harbors/oslo").json() == harbor

    def test_a_repeated_idempotency_key_gets_the_same_response(self, ask_fleet):
        def launch(key, power):
            sent = {"kind": "motor", "power": power}
            return ask_fleet("POST", "/v2/harbors/kiel/ships", sent, headers={"Idempotency-Key": key}).json()["shipId"]

        assert launch("a", 1) == launch("a", 1) != launch("b", 1)
        assert len(ask_fleet("GET", "/v2/harbors/kiel/ships").json()["items"]) == 4

    def test_a_missing_required_header_is_400(self, ask_fleet):
        response = ask_fleet("POST", "/v2/harbors/kiel/ships", {"kind": "motor", "power": 1})
        assert (response.status_code, response.json()) == (400, {"Idempotency-Key": ["This field is required."]})
