"""The command of services unlike the first: what it says and does comes from their descriptors."""

from __future__ import annotations

import json
from textwrap import indent

import pytest
from support.generated import generated
from synapse_cli.help_texts import parse_docstring, resource_paths
from synapse_cli.operations import jobs
from synapse_cli.operations.dry_run import describe_token, mask_query
from synapse_cli.root_page import root_page
from synapse_runtime import Credential, Request
from synapse_runtime.testing import MockBackend, MockTransport
from synapse_sdk import SERVICE


@pytest.fixture(scope="module")
def press():
    return generated("press")


@pytest.fixture
def publish(run, press):
    """Run a command of the press against its mock."""
    mock = MockBackend(press)

    def publish(*arguments, **options):
        options = {"service": press, "transport": MockTransport(mock), **options}
        return run("--base-url", "https://press.example.com", *arguments, **options)

    publish.mock = mock
    yield publish
    mock.close()


def test_the_command_has_the_name_of_the_service(publish):
    assert publish("--version").out.startswith("press ")
    assert "Usage: press articles burn [OPTIONS] ID" in publish("articles", "burn", "--help").out


def test_a_delete_asks_first(publish, monkeypatch):
    done = publish("articles", "burn", "1")
    assert (done.status, "articles.burn 1: this cannot be undone." in done.err) == (2, True)
    assert publish("articles", "burn", "1", "--yes").status == 0


def test_a_body_that_must_be_a_list_is_made_one(run):
    service = generated("library")
    for arguments in (["--title", "T", "--author", "1"], ["--body", '{"title": "T", "author": 1}']):
        line = ["books", "load", *arguments, "--dry-run", "--format", "json"]
        done = run("--base-url", "https://library.example.com", *line, service=service)
        assert json.loads(done.out)["body"] == [{"title": "T", "author": 1}]
    arguments = ["books", "load", "--body", "[]", "--dry-run", "--format", "json"]
    assert json.loads(run("--base-url", "https://library.example.com", *arguments, service=service).out)["body"] == []


def test_a_job_without_a_log_can_be_waited_for(publish):
    page = publish("bells", "--help").out
    assert ("  wait" in page, "  logs" in page) == (True, False)


def test_a_job_is_known_by_what_can_be_waited_for(monkeypatch):
    operation = SERVICE.operation("plugins.run")
    job = jobs.started_job(SERVICE, operation)
    assert (job.field, job.kind.poll.name, job.kind.stream.name) == ("job_id", "jobs.get", "jobs.tail_logs")
    silent = job._replace(kind=job.kind._replace(stream=None))
    assert "cli_logs" not in {option.name for option in jobs.JobStartingCommand(SERVICE, operation, silent).params}
    assert "cli_follow" not in {option.name for option in jobs.make_logs(SERVICE, silent.kind).params}
    monkeypatch.setattr(jobs, "model_has_field", lambda *_: True)
    assert jobs.started_job(SERVICE._replace(resources=("tasks",)), operation) is None


@pytest.mark.parametrize(
    ("credential", "argument"),
    [
        (Credential("key", header="X-Key", env=("KEY",)), '-H "X-Key: $KEY"'),
        (Credential("key", query="api_key"), '-G --data-urlencode "api_key=$KEY"'),
        (Credential("key", cookie="sid"), '-b "sid=$KEY"'),
        (Credential("pair", scheme="basic"), '-u "$PAIR"'),
    ],
)
def test_a_curl_command_has_variables_for_tokens(credential, argument):
    assert describe_token(credential) == argument


def test_a_dry_run_without_a_token_has_none(run):
    assert "Token" not in run("tasks", "get", "1", "--dry-run", token=None).out


def test_a_docstring_is_read_indented_or_not():
    doc = "Sum.\n\nArgs:\n    a: One\n        and two.\n    b: Three.\n\nReturns:\n    x: y."
    indented = indent(doc, " " * 8)
    assert parse_docstring(doc) == parse_docstring(indented)
    assert dict(parse_docstring(doc).arguments) == {"a": "One and two.", "b": "Three."}


def test_a_bare_service_works(press, publish):
    assert json.loads(publish("whoami").out)["credentials"] == {}
    assert publish("articles", "read", "1").lines == ["one", "two"]


def test_a_query_without_its_secrets():
    assert mask_query(Request("GET", "/", query="key=s3cret&a=1", secrets=("s3", "s3cret"))) == "key=***&a=1"


def test_an_option_with_a_long_name_has_a_line_of_its_own():
    name = "a_token_with_a_very_long_name"
    lines = root_page(SERVICE._replace(credentials=(Credential(name),))).splitlines()
    assert f"  --{name.replace('_', '-')} TOKEN" in lines


@pytest.fixture
def relay(run):
    """Run a command of the relay, whose bodies and responses are more than JSON, against its mock."""
    service = generated("relay")
    mock = MockBackend(service)

    def relay(*arguments, group="jobs", **options):
        options = {"service": service, "transport": MockTransport(mock), "token": None, **options}
        return run("--base-url", "https://relay.example.com", "--token", "t", group, *arguments, **options)

    relay.mock = mock
    yield relay
    mock.close()


def test_a_body_may_be_text_or_a_file(relay, tmp_path):
    assert relay("describe", "1", "--body", "two\nlines").status == 0
    (tmp_path / "scene.zip").write_bytes(b"PK")
    for body, stdin in ((f"@{tmp_path / 'scene.zip'}", ""), ("-", "PK")):
        done = relay("upload", "1", "--body", body, stdin=stdin)
        assert done.status == 0, done.err
    assert "--body @FILE" in relay("upload", "--help").out


def test_an_optional_body_may_be_left_out(relay):
    assert relay("cancel", "1", "--dry-run").lines[0] == "POST https://relay.example.com/jobs/1/cancel/"
    assert relay("cancel", "1").status == 0
    assert relay.mock.calls[-1].json is None
    assert relay("cancel", "1", "--text", "Too slow.").status == 0
    assert relay.mock.calls[-1].json == {"text": "Too slow."}
    assert "Missing --title" in relay("run").err


def test_a_response_may_be_bytes_or_text(relay):
    assert relay("picture", "1").out == "a picture of a house"
    done = relay("picture", "1", terminal=True)
    assert (done.out, done.err) == ("", "20 bytes, which are not for a terminal: write them to a file with > FILE\n")
    assert "<" in relay("describe", "1", "--body", "x").out
    assert "<" in relay("describe", "1", "--body", "x", terminal=True).out


def test_a_check_is_true_or_false(relay):
    assert relay("is-locked", "1", group="archives").lines == ["true"]
    assert relay("is-locked", "2", group="archives").lines == ["false"]


def test_a_field_named_body_leaves_the_whole_body_another_option(run):
    arguments = ("issues", "comments", "create", "octocat", "hello", "1")
    page = run(*arguments[:3], "--help", service=generated("github")).out
    assert "--body TEXT" in page
    assert "--whole-body JSON" in page
    for body in (("--body", "Why?"), ("--whole-body", '{"body": "Why?"}')):
        done = run("--token", "t", *arguments, *body, "--dry-run", service=generated("github"), token=None)
        assert '"body": "Why?"' in done.out


def test_events_are_lines(relay):
    assert relay("watch", "1").lines == ['{"percent": 50}', '{"percent": 100}']
    assert relay("ask", "--title", "a house").status == 0


def test_a_list_in_a_path_is_several_arguments(relay):
    assert relay("some", "1", "2", "--dry-run").lines[0] == "GET https://relay.example.com/jobs/by-id/1,2/"


def test_a_resource_may_stand_in_another(run):
    service = generated("depot")
    assert "  issues  Issues of a project." in run("projects", "--help", service=service).out
    page = run("projects", "issues", "comments", "list", "--help", service=service).out
    assert "List the comments on an issue." in page
    assert "  contents  Files and folders of the archive" in run("archive", service=service).out
    assert "  archive   Operations on archive." in run(service=service).out
    assert resource_paths(service._replace(resources=("elsewhere",))) == {("elsewhere",): "elsewhere"}
