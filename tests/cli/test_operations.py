"""Commands of operations, against the mock: what they send, print and refuse."""

from __future__ import annotations

import json


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
