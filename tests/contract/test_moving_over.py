"""Code that was written for the client in production: its keywords, forms and names, on each backend there is."""

from __future__ import annotations

import httpx
import pytest
from synapse_sdk import NotFoundError, Synapse
from synapse_sdk.clients.backend import BackendClient


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
