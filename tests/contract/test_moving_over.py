"""Code that was written for the client in production: its keywords, forms and names, on each backend there is."""

from __future__ import annotations

import httpx
import pytest
from synapse_sdk import DecodeError, InvalidArgumentError, NotFoundError, Synapse, ValidationError, WaiterError
from synapse_sdk.clients import exceptions
from synapse_sdk.clients.backend import BackendClient
from synapse_sdk.clients.exceptions import HTTPError
from synapse_sdk.models import Job, JobStatus


def client_of(*responses):
    """A client of a backend that gives these responses, one after another, and the requests it got."""
    requests, remaining = [], iter(responses)

    def respond(request):
        requests.append(request)
        return httpx.Response(200, json=next(remaining))

    return BackendClient("https://backend", "any-token", transport=httpx.MockTransport(respond)), requests


# Keywords --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "keywords", "arguments"),
    [
        ("get_project", {"project_id": 123}, (123,)),
        ("get_task", {"task_id": 456, "params": {"expand": "data_unit"}}, (456, {"expand": "data_unit"})),
        ("annotate_task_data", {"task_id": 456, "data": {"annotations": []}}, (456, {"annotations": []})),
        ("get_task_tag", {"tag_id": 1}, (1,)),
        ("get_assignment", {"assignment_id": 789}, (789,)),
        ("get_data_collection", {"collection_id": 123}, (123,)),
        ("get_data_unit", {"unit_id": 789}, (789,)),
        ("get_plugin", {"plugin_id": "my-custom-plugin"}, (123,)),
        ("update_plugin", {"plugin_id": 123, "data": {"version": "1.1.0"}}, (123, {"version": "1.1.0"})),
        ("get_plugin_release", {"release_id": 456}, (456,)),
        ("get_job", {"job_id": 789}, (789,)),
        ("update_job", {"job_id": 789, "data": {"progress": 75}}, (789, {"progress": 75})),
        ("list_job_console_logs", {"job_id": 789}, (789,)),
        ("get_storage", {"storage_id": 123}, (123,)),
        ("get_model", {"model_id": 456}, (456,)),
        ("get_ground_truth_version", {"version_id": 123}, (123,)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_keyword_has_the_name_of_the_other_client_too(method, keywords, arguments, anywhere):
    assert getattr(anywhere, method)(**keywords) == getattr(anywhere, method)(*arguments)


def test_keywords_of_methods_that_answer_differently_each_time(anywhere):
    assert anywhere.run_plugin(plugin="my-custom-plugin", data={})["job_id"]
    assert anywhere.health_check_agent(agent_token="agent-token-123")["status"] == "connected"
    assert next(iter(anywhere.tail_job_console_logs(job_id=789))) == "Started."


def test_keywords_of_an_upload(anywhere, tmp_path):
    (tmp_path / "image.jpg").write_bytes(b"image")
    uploaded = anywhere.upload_data_file(data={"files": {"image": tmp_path / "image.jpg"}}, collection_id=123)
    (unit,) = anywhere.create_data_units(data=[uploaded])
    assert unit["files"].keys() == {"image"}


@pytest.mark.parametrize(("positional", "keywords"), [((456,), {"task_id": 4}), ((), {"pk": 456, "task_id": 4})])
def test_an_argument_is_not_passed_by_both_of_its_names(positional, keywords, client, mock):
    with pytest.raises(TypeError) as raised:
        client.get_task(*positional, **keywords)
    expected = "get_task() got 'pk' and 'task_id', two names of one argument: pass either"
    assert str(raised.value) == expected
    assert not mock.calls


def test_the_help_names_both():
    assert "pk: Task ID. 태스크 ID. Also taken as `task_id`." in BackendClient.get_task.__doc__


# Methods ---------------------------------------------------------------------------------


@pytest.mark.parametrize("lookup", ["my-custom-plugin@2.0.0", "456"])
def test_a_release_is_looked_up_by_code_and_version_or_by_its_id(lookup, anywhere):
    release = anywhere.get_plugin_release_by_lookup(lookup)
    assert (release["id"], release["plugin"]["code"]) == (456, "my-custom-plugin")
    assert anywhere.get_plugin_release_by_lookup(lookup, None)["plugin"] == 123
    assert anywhere.get_plugin_release_by_lookup(lookup, params={"expand": None})["plugin"] == 123


@pytest.mark.parametrize("lookup", ["my-custom-plugin@9.9.9", "no-such-plugin@2.0.0"])
def test_a_release_that_does_not_exist_is_not_found(lookup, anywhere):
    with pytest.raises(NotFoundError):
        anywhere.get_plugin_release_by_lookup(lookup)


def test_a_lookup_is_one_segment_of_the_path(client, mock):
    with pytest.raises(NotFoundError):
        client.get_plugin_release_by_lookup("plug-in-ä%@1.0+rc1")
    assert mock.calls[0].operation == "plugin_releases.get_by_lookup"
    backend, requests = client_of({"id": 456})
    backend.get_plugin_release_by_lookup("plug-in-ä%@1.0+rc1")
    assert requests[0].url.raw_path == b"/plugin_releases/plug-in-%C3%A4%25@1.0%2Brc1/?expand=plugin"


def test_the_default_storage_is_the_one_that_is_marked(anywhere):
    assert anywhere.get_default_storage()["id"] == 125


@pytest.mark.parametrize(
    "response",
    [
        [{"id": 1, "is_default": False}, {"id": 2, "is_default": True}],
        {"count": 2, "next": None, "results": [{"id": 2}, {"id": 1}]},
    ],
    ids=["a bare list", "none is marked"],
)
def test_the_default_storage_in_other_forms(response):
    backend, (*_,) = client_of(response)
    assert backend.get_default_storage()["id"] == 2


def test_a_backend_without_an_internal_storage_has_no_default():
    backend, requests = client_of({"count": 0, "next": None, "results": []})
    with pytest.raises(NotFoundError) as raised:
        backend.get_default_storage()
    message = "storages.get_default: the list of storages with category 'internal' is empty"
    assert str(raised.value) == f"{message} (GET https://backend/storages/)"
    assert requests[0].url.params["category"] == "internal"


# Forms -----------------------------------------------------------------------------------

BULK = {"project": 123, "data": [{"data_unit": 789}, {"data_unit": 790, "priority": "high"}]}


def test_tasks_are_created_in_the_bulk_form_too(anywhere):
    assert anywhere.create_tasks(BULK) == BULK
    rows, total = anywhere.list_tasks({"project": 123})
    assert total == 4
    assert [(row["data_unit"], row["priority"]) for row in rows][-2:] == [(789, "normal"), (790, "high")]


def test_the_bulk_form_has_a_typed_method(mock, synapse: Synapse):
    assert synapse.tasks.create_bulk(project=123, data=BULK["data"]) == BULK | {"data": BULK["data"]}
    mock.assert_called_once_with("tasks.create_bulk", json=BULK)
    assert synapse.tasks.list(project=123).count() == 4


def test_one_data_unit_is_created_as_an_object_and_several_as_a_list(anywhere):
    files = {"image": {"checksum": "0d5b1c4c7f720f698946c7f6ab08f687", "path": "image.jpg"}}
    unit = {"data_collection": 123, "files": files, "meta": {}, "groups": ["night", "rain"]}
    one, several = anywhere.create_data_units(unit), anywhere.create_data_units([unit, unit])
    assert [row["files"].keys() for row in (one, *several)] == [{"image"}] * 3


def test_a_plugin_is_run_by_its_code_with_an_action(anywhere):
    started = anywhere.run_plugin("my-custom-plugin", {"agent": 1, "action": "train", "params": {"epochs": 10}})
    assert anywhere.get_job(started["job_id"])["plugin"] == 123


@pytest.mark.parametrize("beside", [True, False])
def test_the_file_of_a_model_stands_beside_its_data_or_in_it(beside, anywhere, tmp_path):
    file = tmp_path / "model.pt"
    file.write_bytes(b"weights")
    data = {"name": "Night", "plugin": "my-custom-plugin", "version": "1.0.0", "checkpoint": 456}
    model = anywhere.create_model(data, file) if beside else anywhere.create_model({**data, "file": file})
    assert (model["name"], model["plugin"], model["checkpoint"]) == ("Night", "my-custom-plugin", 456)
    assert "model" in model["file"]
    assert "file" not in data


def test_a_model_names_a_file_that_was_uploaded_before(anywhere, tmp_path):
    (tmp_path / "model.pt").write_bytes(b"weights")
    upload = anywhere.create_chunked_upload(tmp_path / "model.pt")
    data = {"name": "Night", "project": 123, "chunked_upload": upload["id"]}
    assert anywhere.create_model(data)["name"] == "Night"


def test_a_release_has_a_file_beside_its_data_or_none(anywhere, mock, tmp_path):
    file = tmp_path / "plugin.zip"
    file.write_bytes(b"package")
    data = {"plugin": "my-custom-plugin", "version": "3.0.0", "config": {"a": 1}, "requirements": ["torch"]}
    with_file, without = anywhere.create_plugin_release(data, file), anywhere.create_plugin_release(data, file=None)
    assert with_file["file"].endswith(".zip")
    assert (without["plugin"], without["file"]) == (123, None)


def test_a_release_without_a_file_is_sent_as_json(client, mock):
    client.create_plugin_release({"plugin": 123, "version": "3.0.0", "requirements": ["torch"], "debug": True})
    mock.assert_called_once_with(
        "POST plugin_releases/", json={"plugin": 123, "version": "3.0.0", "requirements": ["torch"], "debug": True}
    )


@pytest.mark.parametrize("method", ["create_model", "create_plugin_release"])
def test_a_file_is_not_passed_twice(method, client, mock):
    with pytest.raises(InvalidArgumentError, match="got file twice: pass it in the body or beside it, not both"):
        getattr(client, method)({"version": "1", "file": b"in it"}, file=b"beside it")
    assert not mock.calls


def test_a_job_is_updated_by_the_fields_of_either_client(anywhere):
    records = {"progress_record": {"train": {"current": 3}}, "metrics_record": {"loss": 0.2}, "console_logs": ["Hi"]}
    anywhere.update_job(789, {"status": "running", "progress": 75, "metadata": {"step": 1}})
    job = anywhere.update_job(789, {**records, "result": [1], "meta": {"queue": {"position": 2, "reason": "no GPU"}}})
    assert {name: job[name] for name in records} == records
    assert (job["progress"], job["result"]) == (75, [1])
    assert anywhere.get_job(789)["meta"]["queue"] == {"position": 2, "reason": "no GPU"}


def test_the_queue_of_a_job_is_a_model(mock, synapse: Synapse):
    synapse.jobs.update(789, meta={"queue": {"position": 2, "reason": "no GPU"}})
    job = synapse.jobs.get(789)
    assert (job.meta.queue.position, job.meta.queue.reason) == (2, "no GPU")


# Lists -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"ids": [456]}, {456}),
        ({"ids": "456,457"}, {456, 457}),
        ({"ids_ex": [456]}, {457}),
        ({"id__in": "457"}, {457}),
        ({"id__gt": 456}, {457}),
        ({"id__gte": 456}, {456, 457}),
        ({"id__lt": 457}, {456}),
        ({"id__lte": 456}, {456}),
        ({"created__gt": "2025-09-01T09:00:00Z"}, {457}),
        ({"created__gte": "2025-09-01T09:00:00Z"}, {456, 457}),
        ({"created__lt": "2025-09-02T09:00:00Z"}, {456}),
        ({"created__lte": "2025-09-01T09:00:00Z"}, {456}),
    ],
    ids=str,
)
def test_lists_have_the_filters_of_the_backend(query, expected, anywhere):
    assert {row["id"] for row in anywhere.list_tasks(query)[0]} == expected
    assert {row["id"] for row in anywhere.list_tasks_data(query, list_all=True)} == expected


@pytest.mark.parametrize(("ordering", "expected"), [("id", [456, 457]), ("-id", [457, 456]), ("-created_at", None)])
def test_a_list_is_sorted(ordering, expected, anywhere):
    rows, _ = anywhere.list_tasks({"ordering": ordering})
    assert [row["id"] for row in rows] == (expected or [457, 456])


def test_assignments_are_filtered_by_their_tasks(anywhere):
    assert [row["id"] for row in anywhere.list_assignments({"tasks": [457]})[0]] == [790]


def test_typed_lists_have_the_same_filters(mock, synapse: Synapse):
    assert [task.id for task in synapse.tasks.list(ids_ex="456", workshops=[7])] == [457]
    assert [event.id for event in synapse.ground_truth_events.list(ids="501")] == [501]
    assert synapse.serve_applications.list(plugin_code="my-custom-plugin", job_agent=1).count() >= 0
    assert mock.calls[0].query["workshops"] == ["7"]


def test_serve_applications_are_filtered_by_plugin(reference):
    with BackendClient(reference.url, "api-token-123") as client:
        assert client.list_serve_applications({"plugin_code": "my-custom-plugin"})[1] == 1
        assert client.list_serve_applications({"job__agent": 7})[1] == 0


# Arguments of one call ---------------------------------------------------------------------


def test_an_upload_has_chunks_and_progress_of_its_own(anywhere, tmp_path):
    file, calls = tmp_path / "large.bin", []
    file.write_bytes(b"0123456789")
    progress = lambda sent, total: calls.append((sent, total))  # noqa: E731
    upload = anywhere.create_chunked_upload(file, chunk_size=4, on_progress=progress, read_timeout=60)
    assert upload["offset"] == 10
    assert calls[-1] == (10, 10)
    assert {total for _, total in calls} == {10}


def test_the_chunks_of_one_call_are_not_those_of_the_next(client, mock, tmp_path):
    (tmp_path / "large.bin").write_bytes(b"0123456789")
    client.create_chunked_upload(tmp_path / "large.bin", chunk_size=4)
    client.create_chunked_upload(tmp_path / "large.bin")
    assert [call.method for call in mock.calls] == ["PUT", "PUT", "PUT", "POST", "PUT", "POST"]


def test_the_read_timeout_of_one_call_leaves_the_others():
    backend, requests = client_of({"id": 1, "checksum": "x"}, {"id": 1, "checksum": "x"}, [], [])
    backend.create_data_file(b"content", read_timeout=90)
    backend.create_data_file(b"content")
    backend.list_ground_truths(timeout=60)
    backend.list_ground_truths()
    assert [request.extensions["timeout"]["read"] for request in requests] == [90, 30, 60, 30]
    assert {request.extensions["timeout"]["connect"] for request in requests} == {5}


def test_an_upload_of_data_units_counts_them(anywhere, tmp_path):
    calls = []
    for number in range(3):
        (tmp_path / f"{number}.jpg").write_bytes(b"image %d" % number)
    data = [{"files": {"image": path}, "meta": {"stem": path.stem}} for path in sorted(tmp_path.glob("*.jpg"))]
    result = anywhere.upload_data_collection(
        123, data, max_workers=2, on_progress=lambda done, total: calls.append((done, total))
    )
    assert [item["status"] for item in result["items"]] == ["created"] * 3
    assert calls == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize(("choice", "chunked"), [(None, True), (True, True), (False, False)])
def test_none_leaves_it_to_the_size_whether_a_file_is_sent_in_chunks(choice, chunked, client, mock, monkeypatch):
    monkeypatch.setattr("synapse_transfer.recipes.chunked_upload.MAX_CHUNK_BYTES", 3)
    client.create_data_file(b"content", use_chunked_upload=choice)
    client.upload_data_file({"files": {"image": b"content"}}, 123, use_chunked_upload=choice)
    assert [call.path.startswith("chunked_upload/") for call in mock.calls].count(True) == (4 if chunked else 0)


@pytest.mark.parametrize(
    ("method", "arguments", "message"),
    [
        ("create_chunked_upload", {"chunk_size": 0}, "chunk_size must be an integer ≥ 1, got 0"),
        ("create_data_file", {"read_timeout": -1}, r"timeout\['read'\] must be a positive number of seconds, got -1"),
    ],
)
def test_an_argument_of_a_call_is_checked(method, arguments, message, client, mock):
    with pytest.raises(InvalidArgumentError, match=message):
        getattr(client, method)(b"content", **arguments)
    assert not mock.calls


def test_the_other_form_of_url_conversion_says_what_to_write(client):
    with pytest.raises(InvalidArgumentError) as raised:
        client.list_tasks(url_conversion={"files_fields": ["files"], "is_list": True})
    written = "url_conversion={'files': Downloads(client, folder)}"
    assert str(raised.value) == f"url_conversion['files_fields'] is the form of another client: give {written}"


# States, logs and errors -------------------------------------------------------------------


@pytest.mark.parametrize("state", ["completed", "SUCCEEDED"])
def test_a_waiter_ends_well_on_either_spelling(state, mock, synapse: Synapse):
    mock.add("jobs", id=900, status=state)
    assert synapse.jobs.wait(900, timeout=60).status == JobStatus.COMPLETED


@pytest.mark.parametrize("state", ["failed", "FAILED", "STOPPED"])
def test_a_waiter_ends_badly_on_either_spelling(state, mock, synapse: Synapse):
    mock.add("jobs", id=900, status=state)
    with pytest.raises(WaiterError, match=f"Job 900 failed .status '{state}'."):
        synapse.jobs.wait(900, timeout=60)


def test_a_job_is_stopped(anywhere):
    assert anywhere.update_job(789, {"status": "STOPPED"})["status"] == "STOPPED"
    assert anywhere.get_job(789)["status"] == "STOPPED"


def test_states_have_two_spellings_and_one_meaning():
    assert JobStatus("SUCCEEDED") is JobStatus("completed") is JobStatus.COMPLETED
    assert JobStatus("STOPPED") is JobStatus.STOPPED
    assert Job.from_dict({"status": "RUNNING"}, strict=False).status is JobStatus.RUNNING
    with pytest.raises(ValueError, match="'succeeded' is not a valid JobStatus"):
        JobStatus("succeeded")


@pytest.mark.parametrize("page", [None, {}, {"count": 1, "next": None}])
def test_a_log_is_a_bare_list_or_a_page(page):
    logs = [{"timestamp": "2025-09-06T08:00:01Z", "level": "info", "message": "Started."}]
    backend, _ = client_of(logs if page is None else {**page, "results": logs})
    assert backend.list_job_console_logs(789) == logs


def test_a_log_of_several_pages_is_not_cut_without_a_word():
    backend, _ = client_of({"next": "https://backend/?page=2", "results": []})
    with pytest.raises(DecodeError, match="jobs.list_console_logs: the list has further pages"):
        backend.list_job_console_logs(789)


def test_a_log_of_another_form_is_an_error():
    backend, _ = client_of({"lines": []})
    with pytest.raises(DecodeError, match="the response is no list, but dict"):
        backend.list_job_console_logs(789)


def test_errors_have_the_names_of_the_other_client(client):
    with pytest.raises(HTTPError) as raised:
        client.get_task(999)
    assert raised.value.detail is raised.value.response
    assert raised.value.detail["detail"]
    names = "ClientError HTTPError ValidationError AuthenticationError AuthorizationError NotFoundError RateLimitError"
    assert {*names.split(), "ServerError", "ClientTimeoutError", "ClientConnectionError"} <= {*exceptions.__all__}
    assert all(issubclass(getattr(exceptions, name), HTTPError) for name in names.split()[1:])


@pytest.mark.parametrize("status", [400, 422])
def test_what_a_backend_refuses_is_a_validation_error(status, client, mock):
    mock.inject_fault("POST tasks/", "status", code=status)
    with pytest.raises(ValidationError) as raised:
        client.create_tasks({"project": 123, "data_unit": 789})
    assert raised.value.status_code == status
