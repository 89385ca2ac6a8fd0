"""What crosses the wire between a client and the backend, observed on the reference backend."""

from __future__ import annotations

import hashlib

import httpx
import pytest
from support.reference import reference_server

CONTENT = b"0123456789"
MD5 = hashlib.md5(CONTENT).hexdigest()
IMAGE_MD5 = "0d5b1c4c7f720f698946c7f6ab08f687"
EMPTY_MD5 = "d41d8cd98f00b204e9800998ecf8427e"


@pytest.fixture
def client(reference):
    with httpx.Client(base_url=reference.url, headers=reference.headers) as client:
        yield client


class TestAccess:
    def test_without_a_token_the_answer_is_401(self, reference):
        response = httpx.get(f"{reference.url}/tasks/456/")
        assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, "Token")
        assert response.json() == {"detail": "Authentication credentials were not provided."}

    @pytest.mark.parametrize("header", ["Synapse-Access-Token", "SYNAPSE-Agent"])
    def test_a_wrong_token_is_refused_in_either_header(self, reference, header):
        response = httpx.get(f"{reference.url}/tasks/456/", headers={header: "Token nope"})
        assert (response.status_code, response.json()) == (401, {"detail": "Invalid token."})

    def test_an_agent_token_is_enough(self, reference):
        headers = {"SYNAPSE-Agent": f"Token {reference.agent_token}"}
        assert httpx.get(f"{reference.url}/tasks/456/", headers=headers).status_code == 200

    @pytest.mark.parametrize("token", ["agent-token-123", "my-agent-token"])
    def test_an_agent_connects_by_the_secret_in_its_path(self, client, token):
        assert client.post(f"agents/{token}/connect/").json().keys() == {"status", "checked_at"}


class TestLists:
    def test_a_page_has_count_next_previous_and_results(self, client, reference):
        first = client.get("sdk/tasks/", params={"page_size": 1}).json()
        assert {**first, "results": [row["id"] for row in first["results"]]} == {
            "count": 2,
            "next": f"{reference.url}/sdk/tasks/?page=2&page_size=1",
            "previous": None,
            "results": [456],
        }
        last = client.get(first["next"]).json()
        assert (last["next"], last["previous"]) == (None, f"{reference.url}/sdk/tasks/?page_size=1")

    def test_a_page_has_20_rows_unless_asked_and_100_at_most(self, client):
        assert client.post("tasks/", json=[{"project": 123, "data_unit": 789}] * 101).status_code == 201
        sizes = [len(client.get("sdk/tasks/", params=params).json()["results"]) for params in ({}, {"page_size": 1000})]
        assert sizes == [20, 100]

    @pytest.mark.parametrize(
        ("path", "ordering", "ids"),
        [
            ("sdk/tasks/", "-id", [457, 456]),
            ("sdk/assignments/", "-id", [790, 789]),
            ("sdk/ground_truth_events/", "-pgh_id", [502, 501]),
        ],
    )
    def test_a_cursor_walks_by_its_links_and_counts_nothing(self, client, path, ordering, ids):
        query = {"pagination": "cursor", "ordering": ordering, "page_size": 1}
        first = client.get(path, params=query).json()
        assert first.keys() == {"next", "previous", "results"}
        second = client.get(first["next"]).json()
        assert [row["id"] for page in (first, second) for row in page["results"]] == ids
        assert (first["previous"], second["next"]) == (None, None)

    def test_a_cursor_is_known_to_lists_below_sdk_alone(self, client):
        assert client.get("jobs/", params={"pagination": "cursor", "ordering": "-id"}).json()["count"] == 2

    def test_a_page_too_far_is_404(self, client):
        response = client.get("sdk/tasks/?page=2")
        assert (response.status_code, response.json()) == (404, {"detail": "Invalid page."})

    @pytest.mark.parametrize(
        ("path", "ids"),
        [
            ("sdk/tasks/?status=pending&project=123", [456]),
            ("sdk/tasks/?assignee=42", [457]),
            ("sdk/tasks/?created_after=2025-09-01T12:00:00", [457]),
            ("sdk/tasks/?search=sample_002", [457]),
            ("sdk/tasks/?project=124&unheard_of=1", []),
            ("sdk/assignments/?priority=high", [790]),
            ("sdk/assignments/?updated_after=2025-09-04T00:00:00Z", [790]),
            ("jobs/?status=running", [789]),
            ("jobs/?plugin=my-custom-plugin&user=42", [789, "0b4bf6a2-53d6-4a5c-8a0e-2f2b8f4a9c11"]),
            ("models/?is_active=true&model_type=detection", [456]),
            ("models/?is_active=false", []),
            ("task_tags/?color=%231e88e5", [2]),
            ("sdk/ground_truth_events/?ground_truth_dataset_versions=7&ground_truth_dataset_versions=123", [501, 502]),
            ("sdk/ground_truth_events/?data_type=train", [501]),
        ],
    )
    def test_filters_choose_the_rows(self, client, path, ids):
        assert [row["id"] for row in client.get(path).json()["results"]] == ids


class TestErrors:
    @pytest.mark.parametrize(
        ("method", "path", "body", "status", "response"),
        [
            ("GET", "tasks/999/", None, 404, {"detail": "No Task matches the given query."}),
            ("GET", "tasks/", None, 405, {"detail": 'Method "GET" not allowed.'}),
            ("GET", "sdk/tasks/?status=odd", None, 400, {"status": ['"odd" is not a valid choice.']}),
            (
                "POST",
                "tasks/",
                {"project": 999},
                400,
                {
                    "project": ['Invalid pk "999" - object does not exist.'],
                    "data_unit": ["This field is required."],
                },
            ),
            (
                "POST",
                "tasks/",
                [{"project": 123, "data_unit": 789}, {"project": 123}],
                400,
                {"1": {"data_unit": ["This field is required."]}},
            ),
            (
                "POST",
                "data_units/",
                "x",
                400,
                {"non_field_errors": ["Invalid data. Expected a dictionary, but got str."]},
            ),
            (
                "POST",
                "tasks/set_tags/",
                {"ids": [456]},
                400,
                {"tags": ["This field is required."]},
            ),
            ("POST", "storages/", {"name": "s", "provider": "x"}, 400, {"provider": ['"x" is not a valid choice.']}),
            ("POST", "data_files/", {}, 400, {"file": ["No file was submitted."]}),
            ("POST", "logs/", {"file": "data:,x"}, 400, {"file": ["Not a base64 data URI."]}),
            (
                "PATCH",
                "jobs/789/",
                {"progress": 101},
                400,
                {"progress": ["Ensure this value is less than or equal to 100."]},
            ),
        ],
    )
    def test_errors_have_the_forms_of_the_framework(self, client, method, path, body, status, response):
        got = client.request(method, path, json=body)
        assert (got.status_code, got.json()) == (status, response)

    @pytest.mark.slow
    def test_errors_of_a_list_can_also_be_a_list(self, tmp_path):
        with reference_server(tmp_path, list_errors_as_dict=False) as reference:
            body = [{"project": 123, "data_unit": 789}, {"project": 123}]
            response = httpx.post(f"{reference.url}/tasks/", json=body, headers=reference.headers)
            assert (response.status_code, response.json()) == (400, [{}, {"data_unit": ["This field is required."]}])
            assert reference.count("task") == 2

    def test_what_is_no_json_is_told_in_json(self, client):
        response = client.post("tasks/", content=b"{", headers={"Content-Type": "application/json"})
        assert (response.status_code, list(response.json())) == (400, ["detail"])
        response = client.post("tasks/", content=b"{}", headers={"Content-Type": "text/plain"})
        assert (response.status_code, list(response.json())) == (415, ["detail"])

    def test_an_unknown_path_is_404_in_html(self, client):
        response = client.get("nowhere/")
        assert (response.status_code, response.headers["Content-Type"]) == (404, "text/html; charset=utf-8")

    @pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
    def test_a_missing_final_slash_is_a_redirect(self, client, method):
        response = client.request(method, "tasks/456")
        assert (response.status_code, response.headers["Location"]) == (301, "/tasks/456/")


class TestWrites:
    def test_one_body_makes_one_row_and_a_list_makes_a_list(self, client, reference):
        body = {"project": 123, "data_unit": 789}
        assert client.post("tasks/", json=body).json()["id"] == 458
        assert [row["id"] for row in client.post("tasks/", json=[body, body]).json()] == [459, 460]
        assert reference.count("task") == 5

    def test_tags_are_set_in_both_forms(self, client):
        for body in ({"ids": [456, 457], "tags": [1], "action": "remove"}, {"task_ids": [456, 457], "tag_ids": [2, 3]}):
            assert client.post("tasks/set_tags/", json=body).json() == {"updated": 2}
        assert [client.get(f"tasks/{pk}/").json()["tags"] for pk in (456, 457)] == [[2, 3], [2, 3]]
        assert client.post("tasks/set_tags/?replace=true", json={"ids": [456], "tags": [1]}).json() == {"updated": 1}
        assert client.get("tasks/456/").json()["tags"] == [1]
        assert client.post("assignments/set_tags/", json={"assignment_ids": [789], "tag_ids": [1]}).status_code == 200

    def test_annotations_start_the_work(self, client):
        response = client.put("tasks/456/annotate_task_data/", json={"annotations": [{"type": "bbox"}]}).json()
        assert (response["status"], response["data"]) == ("in_progress", {"annotations": [{"type": "bbox"}]})

    def test_a_file_travels_as_multipart_and_its_checksum_is_known_afterwards(self, client):
        made = client.post("data_files/", files={"file": ("a.bin", CONTENT)})
        assert made.status_code == 201
        assert {**made.json(), "id": 0, "created_at": ""} == {
            "id": 0,
            "checksum": MD5,
            "size": len(CONTENT),
            "file": "/media/data/a.bin",
            "created_at": "",
        }
        known = client.post("data_files/verify_checksums/", json={"checksums": [MD5, EMPTY_MD5]}).json()
        assert known == {MD5: True, EMPTY_MD5: False}

    def test_data_units_refer_to_files_by_checksum_or_id(self, client):
        by_checksum = {"files": {"image": {"checksum": IMAGE_MD5, "path": "x.jpg"}}, "data_collection": 123, "meta": {}}
        made = client.post("data_units/", json=[by_checksum, {"id": 1, "file": {"image": 1001}, "meta": {"b": 1}}])
        image = {"image": {"url": "/media/data/image.jpg", "checksum": IMAGE_MD5}}
        assert (made.status_code, [unit["files"] for unit in made.json()]) == (201, [image, image])

    def test_a_plugin_is_updated_in_part_by_put_and_found_by_code(self, client):
        assert client.put("plugins/123/", json={"description": "better"}).json()["version"] == "1.0.0"
        assert client.get("plugins/my-custom-plugin/").json()["description"] == "better"

    def test_a_release_is_multipart_with_booleans_as_text(self, client):
        form = {"plugin": "123", "version": "2.1.0", "is_stable": "true"}
        made = client.post("plugin_releases/", data=form, files={"file": ("p.zip", CONTENT)})
        assert made.status_code == 201
        assert {key: made.json()[key] for key in ("plugin", "is_stable", "file")} == {
            "plugin": 123,
            "is_stable": True,
            "file": "/media/plugin_releases/p.zip",
        }

    def test_a_storage_shows_its_configuration_to_its_maker_and_to_who_asks(self, client):
        body = {"name": "s", "provider": "minio", "configuration": {"key": 1}}
        made = client.post("storages/", json=body).json()
        assert made["configuration"] == {"key": 1}
        url = f"storages/{made['id']}/"
        shown = [client.get(path).json() for path in (url, f"{url}?with_configuration=true")]
        assert ["configuration" in row for row in shown] == [False, True]

    def test_logs_carry_files_as_data_uris(self, client):
        items = [{"job": 789, "message": "x", "file": "data:image/png;base64,MDEy"}, {"job": 789, "message": "y"}]
        first, second = client.post("logs/", json=items).json()
        assert client.get(first["file"]).content == b"012"
        assert second["file"] is None

    def test_related_rows_are_embedded_where_asked(self, client):
        assert client.get("tasks/456/?expand=data_unit").json()["data_unit"]["id"] == 789
        assert len(client.get("jobs/789/?expand=logs&expand=metrics").json()["logs"]) == 2
        assert client.get("plugin_releases/456/?expand=plugin").json()["plugin"]["code"] == "my-custom-plugin"


class TestJobs:
    def test_a_run_makes_a_job_whose_tail_ends_it(self, client):
        number = client.post("plugins/123/run/", json={"parameters": {}}).json()["job_id"]
        assert client.get(f"jobs/{number}/").json()["status"] == "running"
        assert client.get(f"jobs/{number}/tail_console_logs/").text == "Started.\n"
        assert client.get(f"jobs/{number}/").json()["status"] == "completed"

    def test_a_tail_streams_for_as_long_as_the_job_runs(self, client, reference):
        with reference.holding("job"), client.stream("GET", "jobs/789/tail_console_logs/") as tail:
            lines = tail.iter_lines()
            assert [next(lines), next(lines)] == ["Started.", "One image was skipped."]
            reference.add_console_log(789, "Half done.")
            assert next(lines) == "Half done."
            client.patch("jobs/789/", json={"status": "completed"})
            assert list(lines) == []

    def test_console_logs_are_a_bare_list(self, client):
        assert [entry["level"] for entry in client.get("jobs/789/console_logs/").json()] == ["info", "warning"]

    def test_a_job_is_also_found_by_uuid(self, client):
        assert client.get("jobs/0b4bf6a2-53d6-4a5c-8a0e-2f2b8f4a9c11/").json()["status"] == "completed"


def test_media_are_answered_whole_or_from_a_byte_on(client):
    assert client.get("/media/data/image.jpg").content == b"image.jpg"
    part = client.get("/media/data/image.jpg", headers={"Range": "bytes=3-"})
    assert (part.status_code, part.content, part.headers["Content-Range"]) == (206, b"ge.jpg", "bytes 3-8/9")
    beyond = client.get("/media/data/image.jpg", headers={"Range": "bytes=9-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, "bytes */9")
    assert client.get("/media/data/../../db.sqlite3").status_code == 404


def test_connections_are_kept(client, reference, fault_proxy):
    proxy = fault_proxy(reference.url)
    with httpx.Client(base_url=proxy.url, headers=reference.headers) as kept:
        for path in ("tasks/456/", "sdk/tasks/", "tasks/999/"):
            kept.get(path)
    assert proxy.connections == 1


@pytest.mark.slow
def test_a_server_that_cannot_start_says_why(tmp_path):
    (tmp_path / "db.sqlite3").mkdir()
    with pytest.raises(RuntimeError, match="unable to open database file"), reference_server(tmp_path):
        pass
