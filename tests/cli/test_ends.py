"""How commands end: exit statuses, errors for people and for programs, interruptions, pipes."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from synapse_cli import app as app_module
from synapse_cli import run_command
from synapse_cli.output import errors
from synapse_http import errors as runtime_errors
from synapse_sdk import SERVICE


@pytest.mark.parametrize(
    ("error", "status", "is_retryable"),
    [
        (runtime_errors.InvalidArgumentError("x"), 2, False),
        (runtime_errors.AuthenticationError("x"), 4, False),
        (runtime_errors.AuthorizationError("x"), 4, False),
        (runtime_errors.NotFoundError("x"), 5, False),
        (runtime_errors.GoneError("x"), 5, False),
        (runtime_errors.ValidationError("x"), 6, False),
        (runtime_errors.ConflictError("x"), 6, False),
        (runtime_errors.RateLimitError("x"), 6, True),
        (runtime_errors.ClientConnectionError("x"), 7, True),
        (runtime_errors.ClientTimeoutError("x"), 7, True),
        (runtime_errors.ServerError("x", status_code=503), 7, True),
        (runtime_errors.ServerError("x", status_code=500), 1, False),
        (runtime_errors.WaiterError("x"), 1, False),
        (runtime_errors.ClientTimeoutError("x", may_have_been_applied=True), 8, False),
    ],
)  # fmt: skip
def test_exit_status_of_each_error(error, status, is_retryable):
    assert (errors.exit_status(error), errors.is_retryable(error)) == (status, is_retryable)


def test_an_error_for_people_says_what_to_do(run, synapse_mock):
    done = run("tasks", "get", "999", "--format", "table")
    assert (done.status, done.out) == (5, "")
    assert done.err.startswith("Error: 404 Not Found: No Task matches the given query.")


def test_an_error_for_programs_is_one_object(run):
    done = run("tasks", "create", "--body", '{"project": "x"}', "--format=json")
    error = json.loads(done.err)
    assert done.status == 6
    assert list(error) == [
        *("type", "status", "message", "field_errors", "request_id", "retryable", "may_have_been_applied", "hint")
    ]
    assert (error["type"], error["status"], error["retryable"]) == ("ValidationError", 400, False)
    assert error["field_errors"]["data_unit"] == ["This field is required."]
    error = json.loads(run("tasks", "remove", "--format", "json").err)
    assert (error["type"], error["hint"]) == ("InvalidArgumentError", "synapse tasks --help")
    error = json.loads(run("agents", "health-check", "x", "-q", "--format", "jsonl", "--query", "abs(@)").err)
    assert error["type"] == "ClientError"


def test_without_a_token_a_401_says_how_to_log_in(run, synapse_mock):
    done = run("tasks", "get", "456", token=None)
    assert done.status == 4
    assert "Hint: No token was sent. Run: synapse login or set SYNAPSE_API_TOKEN." in done.err


def test_a_refused_token_says_where_to_look(run, synapse_mock):
    synapse_mock.inject_fault("GET tasks/{pk}/", "status", code=401)
    assert "To see which one is sent: synapse whoami" in run("tasks", "get", "456").err


def test_an_unreachable_backend_says_who_knows_more(run, synapse_mock):
    synapse_mock.inject_fault("GET tasks/{pk}/", "refused", times=9)
    done = run("tasks", "get", "456")
    assert done.status == 7
    assert done.err.endswith("Hint: To see what is wrong: synapse doctor\n")


def test_a_lost_answer_of_a_post_is_an_unknown_outcome(run, synapse_mock):
    synapse_mock.inject_fault("POST tasks/", "dropped_after_processing")
    assert run("tasks", "create", "--project", "1", "--data-unit", "2").status == 8


def test_other_errors_are_those_of_a_program(run, monkeypatch):
    monkeypatch.setattr(app_module, "getattr", None, raising=False)
    with pytest.raises(TypeError):
        run("whoami")


def test_interrupted(run, synapse_mock, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(synapse_mock, "handle", interrupt)
    assert run("tasks", "get", "456")[:3] == (130, "", "Interrupted.\n")


def test_a_warning_is_one_line(run):
    done = run("tasks", "create", "--body", '{"project": 1, "data_unit": 2, "colour": 3}', "-q")
    assert done.err.startswith("Warning: tasks.create: unknown field 'colour' of TaskCreate")
    assert len(done.err.splitlines()) == 1


def test_a_pipe_that_closes_ends_the_command_quietly(loopback_mock):
    command = [sys.executable, "-m", "synapse_sdk", "tasks", "list", "--all"]
    environment = {**os.environ, "SYNAPSE_BASE_URL": loopback_mock, "SYNAPSE_API_TOKEN": "x"}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert "id" in json.loads(process.stdout.readline())
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(60) == 0


@pytest.fixture
def loopback_mock(synapse_mock, many_tasks):
    """A mock over HTTP, with more tasks than a pipe holds."""
    from synapse_sdk.testing import MockServer

    for _ in range(1_000):
        synapse_mock.add("tasks")
    with MockServer(synapse_mock) as server:
        yield server.url


def test_without_click_the_command_says_what_to_install(run, monkeypatch, capsys):
    for name in [name for name in sys.modules if name.startswith("synapse_cli.app")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "click", None)
    monkeypatch.delattr("synapse_cli.app", raising=False)
    assert run_command(SERVICE, ["tasks", "list"]) == 1
    assert "pip install click" in capsys.readouterr().err


def test_a_module_that_is_missing_otherwise_is_no_matter_of_click(monkeypatch):
    monkeypatch.setitem(sys.modules, "synapse_cli.app", None)
    monkeypatch.delattr("synapse_cli.app", raising=False)
    with pytest.raises(ModuleNotFoundError, match="synapse_cli.app"):
        run_command(SERVICE, ["tasks", "list"])


def test_the_first_page_lists_resources_commands_and_exit_statuses(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    page = run().out
    assert page == run("--help").out
    assert "  tasks                  Annotation work, one data unit each.\n" in page
    assert "Account:\n  login " in page
    assert "  130  interrupted\n" in page
    assert max(map(len, page.splitlines())) < 80


def test_the_first_page_is_as_wide_as_the_terminal(monkeypatch):
    from synapse_cli import root_page

    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(root_page.os, "get_terminal_size", lambda: os.terminal_size((200, 5)))
    assert root_page.page_width() == root_page.MAX_WIDTH - 1
    monkeypatch.setattr(root_page.os, "get_terminal_size", lambda: (_ for _ in ()).throw(OSError))
    assert root_page.page_width() == 79


def test_options_alone_are_no_command(run):
    assert run("-q").err == "Error: Missing command.\nHelp: synapse --help\n"


def test_the_version(run):
    import synapse_sdk

    assert run("--version").out == f"synapse {synapse_sdk.__version__} (API {SERVICE.version})\n"


def test_a_pipe_that_closes_leaves_nothing_to_write(run, monkeypatch, tmp_path):
    def close(*_):
        raise BrokenPipeError

    monkeypatch.setattr("synapse_cli.invocation.Invocation.print", close)
    with (tmp_path / "out").open("w") as out:
        monkeypatch.setattr(sys, "stdout", out)
        assert run_command(SERVICE, ["tasks", "get", "1", "--dry-run", "--format", "json"]) == 0
        out.write("more")
    assert (tmp_path / "out").read_text() == ""


def test_help_after_an_option_is_the_first_page(run):
    assert run("-q", "--help").out == run("--help").out
