"""The documented client: each of its methods, by the examples of the spec and by what the documents promise."""

from __future__ import annotations

import base64
import contextlib
import copy
import hashlib
import json
import os
from collections import Counter
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path

import httpx
import pytest
from support.examples import assert_fits, assert_sent, cases
from support.faces import DOCUMENTED, documented_arguments
from synapse_runtime.testing import MockBackend, MockTransport, faults
from synapse_runtime.testing.messages import SentFile
from synapse_sdk import SERVICE
from synapse_sdk.clients.backend import BackendClient, StorageCategory, StorageProvider
from synapse_sdk.clients.exceptions import AuthenticationError, DecodeError, InvalidArgumentError, ValidationError

CASES = [case for case in cases(SERVICE) if case.operation.name in DOCUMENTED]
TOKEN = "api-token-123"


def rows_of(case):
    style = SERVICE.paginations[case.operation.pagination]
    return case.example.response[style.results], case.example.response[style.total]


def unkeyed(case, found):
    """The items of what is returned by key, as the operation returns them."""
    return [{case.operation.composite.settings["key"]: key, **value} for key, value in found.items()]


# What each return form is, to a function that checks it and gives back what there is to compare.
FORMS = {
    "object": lambda case, found: (case.example.response, found),
    "same_shape": lambda case, found: (case.example.response, found),
    "list": lambda case, found: (case.example.response, [*found]),
    "all": lambda case, found: (rows_of(case)[0], found),
    "page": lambda case, found: (list(rows_of(case)), list(found)),
    "page_or_all": lambda case, found: (list(rows_of(case)), list(found)),
    "lines": lambda case, found: (case.example.response, [*found]),
    "by_key": lambda case, found: (case.example.response, unkeyed(case, found)),
}
TYPES = {"object": dict, "by_key": dict, "list": list, "all": list, "page": tuple, "page_or_all": tuple}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_example_gives_what_it_shows(case, anywhere, tmp_path):
    documented, response = DOCUMENTED[case.operation.name], case.example.response
    found = getattr(anywhere, documented.method)(**documented_arguments(case, tmp_path))
    kind = TYPES.get(documented.returns, type(response))
    assert isinstance(found, kind) or documented.returns == "lines"
    assert_fits(*FORMS[documented.returns](case, found))
    if "items" in case.example.arguments:
        assert len(found) == len(case.example.arguments["items"])
    if documented.returns != "lines":
        json.dumps(found)


@pytest.mark.parametrize("case", [case for case in CASES if case.operation.path], ids=str)
def test_an_example_sends_what_it_says(case, client, mock, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    documented = DOCUMENTED[case.operation.name]
    found = getattr(client, documented.method)(**documented_arguments(case, tmp_path))
    if documented.returns == "lines":
        list(found)
    assert_sent(case, mock.calls[-1], SERVICE.paginations.get(case.operation.pagination))


@pytest.mark.parametrize("name", [name for name, one in DOCUMENTED.items() if one.returns == "page_or_all"])
def test_list_all_gives_all_rows_and_no_total(name, anywhere):
    method = getattr(anywhere, DOCUMENTED[name].method)
    rows, total = method()
    assert sorted(method(list_all=True), key=itemgetter("id")) == rows  # newest first, by a cursor
    assert total == len(rows)


def test_there_are_60_documented_methods():
    """Those of the documents, of the pages they point to, of the client in production, and that of folders."""
    assert len(DOCUMENTED) == 34 + 10 + 16
    assert all(callable(getattr(BackendClient, one.method)) for one in DOCUMENTED.values())


def test_lists_of_data_show_the_same_rows_as_the_whole_list(anywhere):
    task = anywhere.create_tasks({"project": 123, "data_unit": 789})
    whole = anywhere.list_tasks(list_all=True)
    assert anywhere.list_tasks_data(list_all=True) == [{"id": row["id"], "data": row["data"]} for row in whole]
    assert task["id"] in {row["id"] for row in whole}
    assert anywhere.list_tasks_data({"status": "in_progress"}) == ([{"id": 457, "data": {}}], 1)


def test_a_filter_takes_the_code_of_a_plugin(anywhere):
    assert anywhere.list_jobs({"plugin": "my-custom-plugin"}) == anywhere.list_jobs({"plugin": 123})
    assert anywhere.list_plugin_releases("no-such-plugin") == []


def test_files_of_a_list_are_converted(anywhere):
    rows, _ = anywhere.list_tasks_files(url_conversion={"files": lambda url: url.rpartition("/")[2]})
    assert [row["files"] for row in rows if row["id"] == 457] == [[{"url": "image_2.jpg"}]]


def test_the_page_size_of_ground_truths_is_an_argument(anywhere):
    rows, total = anywhere.list_ground_truths(page_size=1)
    assert (len(rows), total) == (1, 2)
    assert len(anywhere.list_ground_truths(list_all=True, page_size=1)) == 2


def test_annotations_are_checked_against_a_schema_that_is_named(client, mock):
    client.annotate_task_data(456, {"annotations": []}, "any")
    client.annotate_task_data(456, {"annotations": []})
    assert [call.query for call in mock.calls] == [{"schema": ["any"]}, {}]


def test_a_method_has_the_name_of_another_client_too(anywhere):
    assert anywhere.list_data_collections() == anywhere.list_data_collection()
    checksums = ["0d5b1c4c7f720f698946c7f6ab08f687", "0" * 32]
    assert anywhere.verify_data_files_checksums(checksums) == anywhere.data_files_verify_checksums(checksums)


# Who calls, and where -------------------------------------------------------------------


@pytest.fixture
def requests():
    """The requests of the client that `watched` makes."""
    return []


@pytest.fixture
def watched(mock, requests):
    """Makes documented clients on the mock, and notes what they send."""

    def watch(request, send):
        requests.append(request)
        return send(request)

    with contextlib.ExitStack() as stack:
        yield lambda *arguments, **options: stack.enter_context(
            BackendClient("https://mock", *arguments, transport=MockTransport(mock), middleware=[watch], **options)
        )


def secrets(request):
    return {name: value for name, value in request.headers if name in {"Synapse-Access-Token", "SYNAPSE-Agent"}}


def test_tokens_come_from_the_environment(watched, requests, monkeypatch):
    monkeypatch.setenv("SYNAPSE_API_TOKEN", "from-environment")
    monkeypatch.setenv("SYNAPSE_AGENT_TOKEN", "agent-from-environment")
    watched().get_task(456)
    assert secrets(requests[0]) == {
        "Synapse-Access-Token": "Token from-environment",
        "SYNAPSE-Agent": "Token agent-from-environment",
    }


def test_a_token_that_is_given_wins(watched, requests, monkeypatch):
    monkeypatch.setenv("SYNAPSE_API_TOKEN", "from-environment")
    watched("given").get_task(456)
    assert secrets(requests[0]) == {"Synapse-Access-Token": "Token given"}


def test_an_agent_needs_no_other_token(watched, requests):
    watched(agent_token="agent").get_task(456)
    assert secrets(requests[0]) == {"SYNAPSE-Agent": "Token agent"}


def test_without_a_token_the_backend_refuses(watched):
    with pytest.raises(AuthenticationError, match="The client was made without a token: give it one"):
        watched().get_task(456)


@pytest.mark.parametrize(
    ("given", "connect", "read"),
    [
        (None, 5, 30),
        ({"connect": 1, "read": 2}, 1, 2),
        ({"connect": 1}, 1, 30),
        ({"read": 2.5}, 5, 2.5),
        ({}, 5, 30),
        ({"read": None}, 5, None),
        (7, 7, 7),
    ],
)
def test_a_timeout_may_be_given_in_part(watched, requests, given, connect, read):
    watched(TOKEN, timeout=given).get_task(456)
    assert requests[0].timeout == (connect, read)


def test_a_timeout_stays_the_callers(watched):
    given = {"read": 2}
    watched(TOKEN, timeout=given)
    assert given == {"read": 2}


def test_a_base_url_may_have_a_prefix(serve):
    mock = MockBackend(SERVICE, prefix="/api", advertised_origin="http://inner:8000")
    for base_url in (f"{serve(mock)}/api", f"{serve(mock)}/api/"):
        with BackendClient(base_url, TOKEN) as client:
            assert client.get_task(456)["id"] == 456


# Lists ----------------------------------------------------------------------------------

NEW_TASKS = [{"project": 123, "data_unit": 789}] * 248


def test_list_all_walks_all_pages(anywhere):
    anywhere.create_tasks(NEW_TASKS)
    rows, total = anywhere.list_tasks()
    assert (len(rows), total) == (20, 250)
    everything = anywhere.list_tasks(list_all=True)
    assert len({row["id"] for row in everything}) == len(everything) == 250
    assert sorted(everything, key=itemgetter("id"))[:20] == rows


def test_a_page_is_the_one_that_was_asked_for(anywhere):
    anywhere.create_tasks(NEW_TASKS)
    rows, total = anywhere.list_tasks(params={"page": 3, "page_size": 100})
    assert (len(rows), total) == (50, 250)


def test_list_all_asks_for_100_rows_a_page_unless_told_otherwise(client, mock):
    client.create_tasks(NEW_TASKS)
    for params, sizes, pages in [(None, ["100"], 3), ({"page_size": 50}, ["50"], 5)]:
        before = len(mock.calls)
        assert len(client.list_tasks(params, list_all=True)) == 250
        calls = mock.calls[before:]
        assert [call.query["page_size"] for call in calls] == [sizes] * pages
        assert [call.query["pagination"] for call in calls] == [["cursor"]] * pages
        assert len({call.query.get("cursor", [""])[0] for call in calls}) == pages


def test_filters_hold_on_all_pages(anywhere):
    anywhere.create_tasks([{**task, "priority": "low"} for task in NEW_TASKS])
    pending = anywhere.list_tasks({"status": "pending", "project": 123}, list_all=True)
    assert len(pending) == 249
    assert {row["status"] for row in pending} == {"pending"}


def test_a_list_of_values_repeats_its_name(client, mock):
    client.list_ground_truth_events({"ground_truth_dataset_versions": [123, 7]})
    assert mock.calls[0].query["ground_truth_dataset_versions"] == ["123", "7"]


def test_query_values_travel_as_the_backend_reads_them(client, mock):
    moment = datetime(2025, 9, 1, 12, tzinfo=UTC)
    rows, total = client.list_tasks({"created_after": moment, "assignee": None, "project": 123})
    assert ([row["id"] for row in rows], total) == ([457], 1)
    assert mock.calls[0].query == {"created_after": ["2025-09-01T12:00:00+00:00"], "project": ["123"]}
    client.list_models({"is_active": False})
    assert mock.calls[1].query == {"is_active": ["false"]}


def test_a_wrong_host_in_next_does_no_harm(serve):
    mock = MockBackend(SERVICE, prefix="/api", advertised_origin="http://inner:8000")
    with BackendClient(f"{serve(mock)}/api", TOKEN) as client:
        client.create_tasks(NEW_TASKS)
        assert len(client.list_tasks(list_all=True)) == 250
    mock.close()


def test_lists_that_are_documented_as_lists_hold_all_rows(client, mock):
    for number in range(150):
        mock.add("data_collections", id=1000 + number, name=f"Collection {number}")
        mock.add("storages", id=1000 + number, name=f"Storage {number}")
    assert len(client.list_data_collection()) == 152
    assert len(client.list_storages()) == 153


# File URLs ------------------------------------------------------------------------------


def moved(url):
    return f"https://cdn.example.com{url}"


@pytest.mark.parametrize(
    ("files", "converted"),
    [
        ("/media/a", "https://cdn.example.com/media/a"),
        (["/media/a", "/media/b"], ["https://cdn.example.com/media/a", "https://cdn.example.com/media/b"]),
        ({"a": "/media/a"}, {"a": "https://cdn.example.com/media/a"}),
        (
            {"a": {"url": "/media/a", "checksum": "/not/a/url"}, "b": {"url": "/media/b"}},
            {
                "a": {"url": "https://cdn.example.com/media/a", "checksum": "/not/a/url"},
                "b": {"url": "https://cdn.example.com/media/b"},
            },
        ),
        (None, None),
        ({}, {}),
    ],
)
@pytest.mark.parametrize("method", ["list_tasks", "list_assignments", "list_data_units"])
@pytest.mark.parametrize("list_all", [False, True])
def test_file_urls_are_converted_in_each_form(client, mock, method, list_all, files, converted):
    noun = method.removeprefix("list_")
    other = {"files": "/media/stays", "url": "/stays"}
    made = mock.add(noun, id=9, files=files, **{"meta" if noun == "data_units" else "metadata": other})
    found = getattr(client, method)(url_conversion={"files": moved}, list_all=list_all)
    rows = found if list_all else found[0]
    assert [row for row in rows if row["id"] == 9] == [{**made, "files": converted}]
    others = [row for row in rows if row["id"] != 9]
    assert all(row["files"]["image"]["url"].startswith("https://cdn.example.com/media/") for row in others)


def test_a_field_that_is_no_file_stays(client):
    with pytest.raises(InvalidArgumentError, match=r"'status' holds no file URLs in tasks.list; fields that do: files"):
        client.list_tasks(url_conversion={"status": str.upper})


def test_one_row_is_converted_too(anywhere):
    plain = anywhere.get_model(456)
    found = anywhere.get_model(456, url_conversion={"file": lambda url: f"moved:{url}"})
    assert found == {**plain, "file": f"moved:{plain['file']}"}


# Bodies ---------------------------------------------------------------------------------


def test_an_object_is_answered_with_an_object_and_a_list_with_a_list(anywhere):
    task = {"project": 123, "data_unit": 789}
    assert isinstance(anywhere.create_tasks(task), dict)
    assert [type(one) for one in anywhere.create_tasks([task, task])] == [dict, dict]
    assert isinstance(anywhere.create_logs({"job": 789, "message": "…"}), dict)
    assert isinstance(anywhere.create_logs([{"job": 789, "message": "…"}]), list)


@pytest.mark.parametrize("by_index", [False, True])
def test_what_is_wrong_with_an_item_of_a_list_is_told_by_its_index(by_index):
    mock = MockBackend(SERVICE, list_errors_by_index=by_index)
    client = BackendClient("https://mock", TOKEN, transport=MockTransport(mock))
    with pytest.raises(ValidationError) as caught:
        client.create_tasks([{"project": 123, "data_unit": 789}, {"project": 123}])
    assert caught.value.field_errors == {"1.data_unit": ["This field is required."]}
    mock.close()


def test_tags_are_sent_as_the_caller_writes_them(client, mock):
    for body in ({"ids": [456], "tags": [3], "action": "add"}, {"task_ids": [456], "tag_ids": [3]}):
        client.set_tags_tasks(body, params={"replace": True})
        assert (mock.calls[-1].json, mock.calls[-1].query) == (body, {"replace": ["true"]})
    assert client.get_task(456)["tags"] == [3]


def test_annotations_can_be_fetched_again(anywhere):
    anywhere.annotate_task_data(456, {"annotations": [{"type": "bbox", "coordinates": [10, 10, 100, 100]}]})
    assert anywhere.get_task(456)["data"]["annotations"] == [{"type": "bbox", "coordinates": [10, 10, 100, 100]}]


def test_only_what_is_given_is_changed(anywhere):
    before = anywhere.get_plugin("my-custom-plugin")
    after = anywhere.update_plugin(123, {"description": "Updated"})
    assert after == anywhere.get_plugin(123) == {**before, "description": "Updated"}


def test_a_job_is_named_by_number_or_uuid(anywhere):
    ident = "0b4bf6a2-53d6-4a5c-8a0e-2f2b8f4a9c11"
    assert (anywhere.get_job(789)["id"], anywhere.get_job(ident)["id"]) == (789, ident)


def test_a_storage_shows_its_configuration_and_a_list_does_not(anywhere):
    made = anywhere.create_storage({"name": "New", "provider": "minio", "configuration": {"bucket_name": "b"}})
    assert anywhere.get_storage(made["id"])["configuration"] == {"bucket_name": "b"}
    assert all("configuration" not in storage for storage in anywhere.list_storages())


def test_enums_may_stand_for_their_values(client, mock):
    client.create_storage({"name": "New", "provider": StorageProvider.MINIO, "category": StorageCategory.EXTERNAL})
    assert mock.calls[-1].json == {"name": "New", "provider": "minio", "category": "external"}


def test_an_agents_token_stands_in_no_error(client, mock):
    mock.inject_fault("agents.health_check", faults.status(400))
    with pytest.raises(ValidationError) as caught:
        client.health_check_agent("very-secret")
    assert "very-secret" not in f"{caught.value} {caught.value!r} {vars(caught.value)}"
    assert "agents/***/connect/" in str(caught.value)


def test_a_plugin_runs_as_a_job_whose_lines_can_be_followed(anywhere):
    job = anywhere.run_plugin(123, {"parameters": {}})["job_id"]
    assert [*anywhere.tail_job_console_logs(job)]
    assert anywhere.get_job(job)["status"] == "completed"


# Files ----------------------------------------------------------------------------------


@pytest.fixture(params=["path", "text", "bytes", "open file", "open file, in the middle"])
def handed_over(request, tmp_path):
    """A file in each form callers may hand it over, and what shall arrive of it."""
    file = tmp_path / "plugin.zip"
    file.write_bytes(b"0123456789")
    with file.open("rb") as opened:
        if request.param == "open file, in the middle":
            opened.seek(4)
        given = {"path": file, "text": str(file), "bytes": b"0123456789"}.get(request.param, opened)
        name = "file" if request.param == "bytes" else "plugin.zip"
        yield given, name, b"456789" if "middle" in request.param else b"0123456789"
        assert not opened.closed


def md5(content):
    return hashlib.md5(content).hexdigest()


def test_a_release_takes_its_file_in_any_form(handed_over, anywhere):
    file, name, _ = handed_over
    data = {"plugin": 123, "version": "3.0.0", "is_stable": False, "file": file}
    made = anywhere.create_plugin_release(data)
    assert (made["version"], made["is_stable"], made["plugin"]) == ("3.0.0", False, 123)
    assert Path(name).stem in made["file"]
    assert data == {"plugin": 123, "version": "3.0.0", "is_stable": False, "file": file}


def test_a_release_carries_the_file_from_where_it_stands(handed_over, client, mock):
    file, name, content = handed_over
    client.create_plugin_release({"plugin": 123, "version": "3.0.0", "file": file})
    assert mock.calls[0].files == {"file": SentFile(name, len(content), md5(content))}


def test_a_model_travels_ahead_of_what_is_said_of_it(handed_over, client, mock):
    file, name, content = handed_over
    data = {"name": "New", "project": 123, "metrics": {"accuracy": 0.5}, "file": file}
    made = client.create_model(data)
    assert data == {"name": "New", "project": 123, "metrics": {"accuracy": 0.5}, "file": file}
    chunk, _, model = mock.calls
    assert chunk.files["file"] == SentFile(name, len(content), md5(content))
    (upload,) = [one for one in mock.uploads.list_for(TOKEN) if one.status == 2]
    assert model.json == {"name": "New", "project": 123, "metrics": {"accuracy": 0.5}, "chunked_upload": upload.id}
    assert made["metrics"] == {"accuracy": 0.5}


def test_a_model_can_be_fetched_after_it_was_made(handed_over, anywhere):
    made = anywhere.create_model({"name": "New", "project": 123, "file": handed_over[0]})
    assert anywhere.get_model(made["id"]) == made
    assert "file" in made


def test_a_model_needs_a_file(client, mock):
    for data in ({"name": "New", "project": 123}, {"name": "New", "project": 123, "file": None}):
        with pytest.raises(InvalidArgumentError, match="needs file"):
            client.create_model(data)
    with pytest.raises(FileNotFoundError):
        client.create_model({"name": "New", "project": 123, "file": "/nowhere/model.pkl"})
    mock.assert_not_called()


def test_a_log_carries_its_file_as_a_data_uri(handed_over, client, mock):
    file, name, content = handed_over
    data = [{"job": 789, "level": "info", "message": "…", "file": file}, {"job": 789, "message": "no file"}]
    client.create_logs(data)
    kind = "application/zip" if name == "plugin.zip" else "application/octet-stream"
    uri = f"data:{kind};base64,{base64.b64encode(content).decode()}"
    assert mock.calls[0].json == [{**data[0], "file": uri}, data[1]]
    assert data[0]["file"] is file


def test_a_data_uri_travels_as_it_is(client, mock):
    client.create_logs({"job": 789, "message": "…", "file": "data:text/plain;base64,aGk="})
    assert mock.calls[0].json["file"] == "data:text/plain;base64,aGk="


def test_a_file_is_stored_the_same_in_one_request_and_in_chunks(anywhere, tmp_path):
    file = tmp_path / "image.bin"
    file.write_bytes(os.urandom(300_000))
    for chunked in (False, True):
        made = anywhere.create_data_file(file, use_chunked_upload=chunked)
        assert (made["checksum"], made["size"]) == (md5(file.read_bytes()), 300_000)
        assert "image" in made["file"]


def test_a_chunked_upload_is_complete_and_can_be_named(anywhere, tmp_path):
    file = tmp_path / "large.zip"
    file.write_bytes(b"large")
    upload = anywhere.create_chunked_upload(file)
    assert (upload["status"], upload["offset"], upload["filename"]) == (2, 5, "large.zip")


@pytest.mark.parametrize("method", ["create_chunked_upload", "create_data_file"])
def test_an_empty_file_is_refused_before_anything_is_sent(client, mock, tmp_path, method):
    (tmp_path / "empty").touch()
    options = {"use_chunked_upload": True} if method == "create_data_file" else {}
    with pytest.raises(InvalidArgumentError, match="'empty' is empty"):
        getattr(client, method)(tmp_path / "empty", **options)
    mock.assert_not_called()


def test_checksums_tell_which_files_are_there(anywhere):
    there, missing = md5(b"image.jpg"), md5(b"something else")
    assert anywhere.data_files_verify_checksums([there, missing]) == {there: True, missing: False}


# Composites -----------------------------------------------------------------------------


@pytest.fixture
def group(tmp_path):
    """Makes groups of files: `group(1, "image", "annotation")`."""

    def make(number, *names):
        files = {name: tmp_path / f"{name}_{number}.bin" for name in names}
        for name, file in files.items():
            file.write_bytes(f"{name} {number}".encode())
        return {"files": files, "meta": {"origin_file_stem": f"sample_{number}"}}

    return make


@pytest.mark.parametrize("chunked", [False, True])
def test_uploaded_files_are_ready_for_data_units(anywhere, group, chunked):
    given = group(1, "image", "annotation")
    found = anywhere.upload_data_file(organized_file=given, collection_id=123, use_chunked_upload=chunked)
    assert found == {
        "files": {
            name: {"checksum": md5(f"{name} 1".encode()), "path": str(given["files"][name])}
            for name in ("image", "annotation")
        },
        "data_collection": 123,
        "meta": {"origin_file_stem": "sample_1"},
    }
    (unit,) = anywhere.create_data_units([found])
    assert unit["files"].keys() == {"image", "annotation"}
    assert unit["meta"] == {"origin_file_stem": "sample_1"}
    assert anywhere.get_data_unit(unit["id"]) == unit


def test_a_group_sends_its_files_and_nothing_else(client, mock, group):
    client.upload_data_file(group(1, "image", "annotation"), 123)
    assert [call.operation for call in mock.calls] == ["data_files.create"] * 2


def test_a_collection_is_uploaded_in_batches_with_a_task_for_each_unit(anywhere, group):
    data = [group(number, "image", "metadata") for number in range(5)]
    before = copy.deepcopy(data)
    found = anywhere.upload_data_collection(123, data, project_id=123, batch_size=2)
    assert data == before
    assert [unit["meta"]["origin_file_stem"] for unit in found["units"]] == [f"sample_{n}" for n in range(5)]
    assert [task["data_unit"] for task in found["tasks"]] == [unit["id"] for unit in found["units"]]
    json.dumps(found)


def test_a_collection_is_uploaded_by_these_requests(client, mock, group):
    client.upload_data_collection(123, [group(number, "image") for number in range(3)], 123, 2)
    calls = [call.operation for call in mock.calls]
    assert calls[:3] == ["data_collections.get", *["data_files.verify_checksums"] * 2]  # by MD5, then by SHA-1
    assert Counter(calls[3:]) == {"data_files.create": 3, "data_units.create": 2, "tasks.create": 2}
    assert calls[-1] == "tasks.create"


def test_without_a_project_there_are_no_tasks(client, mock, group):
    found = client.upload_data_collection(123, [group(1, "image")])
    assert (len(found["units"]), found["tasks"]) == (1, [])
    mock.assert_not_called("tasks.create")


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("annotation",), r"data\[1\] lacks image; the collection has image, annotation, metadata"),
        (("image", "video"), r"data\[1\] has unknown files: video"),
    ],
)
def test_groups_that_do_not_fit_the_collection_are_told_before_anything_is_stored(client, mock, group, names, message):
    with pytest.raises(InvalidArgumentError, match=message):
        client.upload_data_collection(123, [group(0, "image"), group(1, *names)])
    assert [call.operation for call in mock.calls] == ["data_collections.get"]


@pytest.mark.parametrize("body", [b"5", b"null", b'""', b""])
@pytest.mark.parametrize(
    ("call", "applied"),
    [
        (lambda client: client.get_task(1), False),
        (lambda client: client.list_job_console_logs(1), False),
        (lambda client: client.create_tasks([{"project": 1, "data_unit": 1}]), True),
        (lambda client: client.create_storage({"name": "s"}), True),
    ],
)
def test_no_object_or_list_where_one_is_promised_is_an_error(call, body, applied):
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=body))
    with BackendClient("https://host", TOKEN, transport=transport) as client, pytest.raises(DecodeError) as caught:
        call(client)
    assert caught.value.may_have_been_applied is applied
