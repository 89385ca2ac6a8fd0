"""Code that was written for the client in production: its keywords, forms and names, on each backend there is."""

from __future__ import annotations

import pytest
from synapse_sdk.clients.backend import BackendClient

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
