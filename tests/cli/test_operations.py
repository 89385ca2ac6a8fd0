"""Commands of operations, against the mock: what they send, print and refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


def test_a_list_in_a_pipe_is_json_lines(run, synapse_mock):
    done = run("tasks", "list", "--project", "123", "--status", "pending")
    assert [json.loads(line)["id"] for line in done.lines] == [456]
    assert synapse_mock.calls[-1].query == {"project": ["123"], "status": ["pending"], "page_size": ["100"]}
    assert (done.status, done.err) == (0, "")


def test_a_path_parameter_stands_without_an_option(run):
    assert json.loads(run("tasks", "get", "456").out)["project"] == 123


def test_fields_of_a_body_are_options(run, synapse_mock):
    done = run("tasks", "create", "--project", "123", "--data-unit", "789", "--priority", "high", "-q")
    assert (done.status, done.out) == (0, "458\n")
    assert synapse_mock.calls[-1].json == {"project": 123, "data_unit": 789, "priority": "high"}


def test_what_is_missing_is_named_before_anything_is_sent(run, synapse_mock):
    done = run("tasks", "create", "--project", "123")
    assert (done.status, done.err) == (2, "Error: Missing --data-unit.\nHelp: synapse tasks create --help\n")
    assert synapse_mock.calls == []


def test_a_body_is_json_a_file_or_stdin_and_options_win(run, synapse_mock, tmp_path):
    (tmp_path / "task.json").write_text('{"project": 1, "data_unit": 2}')
    for body, stdin in (
        ('{"project": 1, "data_unit": 2}', ""),
        (f"@{tmp_path / 'task.json'}", ""),
        ("-", '{"project": 1, "data_unit": 2}'),
    ):
        done = run("tasks", "create", "--body", body, "--data-unit", "3", stdin=stdin)
        assert done.status == 0, done.err
        assert synapse_mock.calls[-1].json == {"project": 1, "data_unit": 3}


def test_json_lines_are_a_list_of_bodies(run, synapse_mock):
    lines = '{"project": 1, "data_unit": 2}\n\n{"project": 1, "data_unit": 3}\n'
    done = run("tasks", "create", "--body", "-", "-q", stdin=lines)
    assert (done.out, synapse_mock.calls[-1].json) == ("458\n459\n", [{"project": 1, "data_unit": n} for n in (2, 3)])


def test_an_option_beside_a_list_of_bodies_is_refused(run):
    done = run("tasks", "create", "--body", '[{"project": 1, "data_unit": 2}]', "--project", "3")
    assert (done.status, "--body is a list" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["task"], "There is no command 'task'. Did you mean tasks?"),
        (["tasks", "remove"], "There is no command 'remove'. There are get, list,"),
        (["tasks", "get", "x"], "Invalid value for 'ID': 'x' is not a valid integer."),
        (["tasks", "list", "--status", "pendng"], "'pendng' is not one of pending, in_progress, completed. Did"),
        (["tasks", "list", "--status", "zzz"], "'zzz' is not one of pending, in_progress, completed."),
        (["tasks", "list", "--created-after", "today"], "'today' is no time: write one such as 2026-01"),
        (["tasks", "list", "--limit", "0"], "0 is less than 1."),
        (["tasks", "list", "--all", "--limit", "1"], "--all and --limit exclude each other."),
        (["tasks", "create", "--body", "{"], "'{' is not JSON"),
        (["tasks", "create", "--body", "{\n}}"], "is not JSON"),
        (["tasks", "create", "--body", "@missing.json"], "cannot read 'missing.json': No such file"),
        (["data-files", "create", "missing.jpg"], "there is no file 'missing.jpg'"),
        (["data-files", "create", "."], "'.' is a folder"),
        (["jobs", "update", "1", "--progress", "101"], "101.0 is not in the range 0<=x<=100"),
        (["tasks", "create", "--project", "1", "--data-unit", "2", "--query", "["], "--query '[' is no expression"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_before_anything_is_sent(run, synapse_mock, arguments, message):
    done = run(*arguments)
    assert (done.status, done.out) == (2, "")
    assert message in done.err
    assert all(call.method == "GET" for call in synapse_mock.calls)


def test_a_file_that_is_no_text_is_no_body(run, tmp_path):
    (tmp_path / "body").write_bytes(b"\xff\xfe\x00")
    assert "is no text in UTF-8" in run("tasks", "create", "--body", f"@{tmp_path / 'body'}").err


def test_values_keep_their_types(run, synapse_mock):
    done = run(
        "jobs", "update", "789", "--status", "RUNNING", "--progress", "5", "--meta", '{"a": [1]}', "--result", "null"
    )
    assert done.status == 0, done.err
    assert synapse_mock.calls[-1].json == {"status": "RUNNING", "progress": 5.0, "meta": {"a": [1]}, "result": None}
    run("tasks", "create", "--project", "1", "--data-unit", "2", "--assignee", "null", "--metadata", "{}")
    assert synapse_mock.calls[-1].json == {"project": 1, "data_unit": 2, "assignee": None, "metadata": {}}
    run("jobs", "list", "--plugin", "12", "--created-after", "2026-01-31")
    assert synapse_mock.calls[-1].query["plugin"] == ["12"]
    run("tasks", "get", "456", "--expand", "data_unit", "--expand", "assignment", "--no-include-annotations")
    assert synapse_mock.calls[-1].query == {"expand": ["data_unit", "assignment"], "include_annotations": ["false"]}


def test_a_list_is_repeated_or_json(run, synapse_mock):
    run("tasks", "set-tags", "--ids", "1", "--ids", "2", "--tags", "3", "--action", "add")
    assert synapse_mock.calls[-1].json == {"ids": [1, 2], "tags": [3], "action": "add"}
    run("tasks", "create-bulk", "--project", "1", "--data", '[{"data_unit": 2}, {"data_unit": 3}]')
    assert synapse_mock.calls[-1].json["data"] == [{"data_unit": 2}, {"data_unit": 3}]


def test_files_stand_without_an_option(run, synapse_mock, tmp_path):
    (tmp_path / "image.jpg").write_bytes(b"content")
    assert json.loads(run("data-files", "create", str(tmp_path / "image.jpg")).out)["size"] == 7
    assert json.loads(run("data-files", "create", "--file", "-", stdin="from stdin").out)["size"] == 10


def test_a_list_says_that_it_has_more_rows(run, many_tasks):
    done = run("tasks", "list", "-q")
    assert (len(done.lines), done.err) == (100, "100 of 250 rows are shown: --all shows all, --limit N more.\n")
    assert len(run("tasks", "list", "-q", "--all").lines) == 250
    done = run("tasks", "list", "-q", "--limit", "120", "--page-size", "50")
    assert (len(done.lines), done.err) == (120, "")
    assert run("tasks", "list", "-q", "--limit", "250").err == ""


def test_a_dry_run_sends_nothing_and_shows_no_secret(run, synapse_mock):
    done = run("tasks", "create", "--project", "1", "--data-unit", "2", "--metadata", "{}", "--dry-run")
    assert done.lines[:1] + done.lines[-1:] == [
        "POST https://api.synapse.sh/tasks/",
        (
            'curl -X POST https://api.synapse.sh/tasks/ -H "Synapse-Access-Token: Token $SYNAPSE_API_TOKEN" '
            """-H 'Content-Type: application/json' --data '{"project": 1, "data_unit": 2, "metadata": {}}'"""
        ),
    ]
    done = run("agents", "health-check", "hidden", "--dry-run", "--format", "json")
    assert json.loads(done.out)["url"] == "https://api.synapse.sh/agents/***/connect/"
    done = run("tasks", "list", "--search", "a b", "--dry-run")
    assert done.lines[0] == "GET https://api.synapse.sh/sdk/tasks/?search=a+b"
    done = run("data-files", "upload-bulk", __file__, "--dry-run")
    assert done.lines[0] == "several requests https://api.synapse.sh/"
    assert f"@{__file__}" in done.out
    assert "  POST data_files/presigned_upload/upload/" in done.lines
    assert synapse_mock.calls == []


def test_a_dry_run_of_a_form_names_its_files(run):
    done = run(
        "plugin-releases",
        "create",
        "--plugin",
        "p",
        "--version",
        "1",
        "--file",
        __file__,
        "--config",
        "{}",
        "--dry-run",
    )
    assert done.lines[-1].endswith(f"-F plugin=p -F version=1 -F file=@{__file__} -F 'config={{}}'")
    done = run("data-files", "create", "--file", "-", "--dry-run", stdin="abc")
    assert '"file": "<3 bytes of stdin>"' in done.out
    done = run("tasks", "annotate", "1", "--annotations", '[{"a": 1}]', "--dry-run", "--format", "json")
    assert json.loads(done.out)["body"] == {"annotations": [{"a": 1}]}


def test_files_of_a_response_are_downloaded(run, synapse_mock, tmp_path):
    done = run("data-units", "get", "789", "--to", str(tmp_path))
    assert Path(json.loads(done.out)["files"]["image"]["url"]).is_relative_to(tmp_path)
    done = run("data-units", "list", "--to", str(tmp_path), "--limit", "1")
    assert Path(json.loads(done.out)["files"]["image"]["url"]).exists()


def test_lines_of_a_stream_are_printed_as_they_are(run):
    assert run("jobs", "tail-logs", "789").lines == ["Started.", "One image was skipped."]


def test_a_list_in_one_response_is_rows_too(run):
    assert next(json.loads(line)["message"] for line in run("jobs", "list-console-logs", "789").lines) == "Started."


def test_help_pages_have_the_texts_of_the_documentation(run):
    page = run("tasks", "list", "--help").out
    assert "--project INTEGER" in page
    assert "Only tasks of this project." in page
    assert "[pending|in_progress|completed]" in page
    assert "--profile" not in page  # of every command: on the first page
    page = run("tasks", "get", "--help").out
    assert "Arguments:\n  ID  Task ID." in page
    page = run("tasks").out
    assert "Annotation work, one data unit each." in page
    assert "  create          Create one task, or several at once." in page.splitlines()


def test_a_command_reads_the_options_before_it(run):
    assert run("-q", "tasks", "get", "456").out == "456\n"
    assert run("tasks", "get", "456", "--format", "ids").out == "456\n"


def test_partly_done(run, synapse_mock):
    items = json.dumps([{"task_id": 456, "data": {"annotations": []}}, {"task_id": 999, "data": {}}])
    done = run("tasks", "annotate-batch", "--items", items)
    assert (done.status, [json.loads(line)["success"] for line in done.lines]) == (3, [True, False])
    items = json.dumps([{"task_id": 999, "data": {}}])
    assert run("tasks", "annotate-batch", "--items", items).status == 1


def test_an_upload_shows_a_bar_on_a_terminal(run, tmp_path):
    (tmp_path / "image.jpg").write_bytes(b"content")
    done = run("data-files", "create", str(tmp_path / "image.jpg"), "--use-chunked-upload", "-q", terminal=True)
    assert done.status == 0, done.err
    assert "image.jpg: 100%" in done.err
