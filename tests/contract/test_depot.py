"""A service with nested resources, unions told apart by structure, typed errors and fields of one direction."""

from __future__ import annotations

import asyncio
import copy
import pickle
import shutil
import subprocess
import sys
import warnings
from importlib import import_module
from pathlib import Path
from unittest.mock import create_autospec

import pytest
from support.checkers import check
from support.generated import generated
from synapse_http.errors import DecodeError
from synapse_runtime import UNSET, ClientError, ConflictError, InvalidArgumentError, NotFoundError, ValidationError
from synapse_runtime.testing import AsyncMockTransport, MockBackend, MockTransport, UnexpectedCallError

SERVICE = generated("depot")
depot = import_module("depot")
models = import_module("depot.models")
PROJECT = {"name": "rails", "owner": "cat@depot.test", "passphrase": "sesame-sesame"}


@pytest.fixture
def mock():
    return MockBackend(SERVICE, seed=7)


@pytest.fixture
def client(mock):
    with depot.Depot(base_url="https://mock", token="t", transport=MockTransport(mock)) as client:
        yield client


@pytest.fixture
def strict(mock):
    with depot.Depot(base_url="https://mock", token="t", transport=MockTransport(mock), strict=True) as client:
        yield client


@pytest.fixture
def documented(mock):
    from depot.clients.depot import DepotClient

    with DepotClient("https://mock", token="t", transport=MockTransport(mock)) as client:
        yield client


# Nested resources -----------------------------------------------------------------------


def test_resources_lie_in_others_at_any_depth(client):
    assert [issue.title for issue in client.projects.issues.list(1)] == ["A hole.", "A crack."]
    assert [comment.text for comment in client.projects.issues.comments.list(1, 7)] == ["It is deep.", "I fell."]
    assert client.projects.issues is client.projects.issues
    assert repr(client.projects.issues.comments).startswith("<ProjectsIssuesComments of <Depot")


def test_a_parent_needs_no_operations(client):
    assert client.archive.contents.get("e.txt") == "Hello."
    assert {name for name in dir(client.archive) if not name.startswith("_")} == {"contents"}
    assert "issues" in dir(client.projects)
    assert "comments" in dir(client.projects.issues)


def test_async_clients_have_them_too(mock):
    async def main():
        async with depot.AsyncDepot(base_url="https://mock", token="t", transport=AsyncMockTransport(mock)) as client:
            comments = await client.projects.issues.comments.list(1, 7)
            raw = await client.with_raw_response.projects.issues.comments.create(1, 7, text="Me too.")
            return [comment.text for comment in comments], raw.status_code, raw.parsed.text

    assert asyncio.run(main()) == (["It is deep.", "I fell."], 200, "Me too.")


def test_raw_responses_follow_the_nesting(client):
    raw = client.with_raw_response
    assert raw.projects.issues.comments.list(1, 7).parsed[0].text == "It is deep."
    assert raw.projects.issues.resolve(1, 7).status_code == 200
    assert raw.archive.contents.get("e.txt").parsed == "Hello."
    assert raw.projects.issues is raw.projects.issues


def test_a_mock_of_the_client_has_the_methods(client):
    spec = create_autospec(depot.Depot, instance=True)
    spec.projects.issues.comments.list.return_value = []
    assert spec.projects.issues.comments.list(1, 7) == []
    with pytest.raises(TypeError):
        spec.projects.issues.comments.list()


def test_modules_are_loaded_as_resources_are_used(client):
    program = (
        "import sys; sys.path[:0] = {path!r}; import depot; client = depot.Depot(base_url='https://mock', token='t');"
        "client.projects; print(sorted(name for name in sys.modules if name.startswith('depot.resources.')))"
    )
    result = subprocess.run([sys.executable, "-c", program.format(path=sys.path)], capture_output=True, check=True)
    assert result.stdout.decode().strip() == "['depot.resources.projects']"


def test_documented_methods_call_them(documented):
    assert documented.list_issues(1)[1] == 2
    assert documented.get_project(1)["priority"] == 2


# Unions told apart by structure ---------------------------------------------------------


def test_a_value_becomes_the_type_that_it_looks_like(client):
    get = client.archive.contents.get
    assert get("a.txt") == models.File(path="a.txt", size=5)
    assert get("b.txt") == models.Link(path="b.txt", target="a.txt")
    assert get("docs")[0].inside == models.File(path="docs/c.txt", size=1)
    assert get("docs")[1].inside is UNSET
    assert get("e.txt") == "Hello."
    assert client.archive.contents.annotations("docs") == [{"text": "Old."}, 5]
    assert client.schema_issues == []


def test_what_looks_like_none_of_them_stays_as_it_is_and_is_reported(client, strict, mock):
    mock.on("GET archive/{path}").respond(json={"type": "pipe", "path": "p"})
    assert client.archive.contents.get("p") == {"type": "pipe", "path": "p"}
    assert [str(issue.path) for issue in client.schema_issues] == ["Content?"]
    with pytest.raises(DecodeError, match="Content"):
        strict.archive.contents.get("p")
    mock.on("GET archive/{path}").respond(json={"type": "file", "path": 5, "size": 1})
    assert client.archive.contents.get("p").path == 5
    mock.on("GET archive/{path}").respond(json=None)
    assert client.archive.contents.get("p") is None


LINK = {"type": "link", "path": "l", "target": "f"}


@pytest.mark.parametrize("body", ["Hello.", models.File(path="f", size=1), LINK])
def test_each_of_them_can_be_sent(client, mock, body):
    client.archive.contents.put("f", body)
    assert mock.calls[-1].json == (body.to_dict() if isinstance(body, models.File) else body)
    assert mock.calls[-1].problem == ""


def test_the_mock_makes_up_the_first_type_of_a_union(client, mock):
    mock.on("GET archive/{path}").respond(json=mock.make("Entry", path="x"))
    assert client.schema_issues == []
    assert type(mock._backend.state.factory.make_sample("Content")) is str
    assert mock._backend.state.factory.make_sample("Annotation") == 1
    with pytest.raises(TypeError, match="Content has no field 'type'"):
        mock.make("Content", type="file")


def test_the_mock_says_what_no_type_of_a_union_has(client, mock):
    with pytest.raises(ValidationError):
        client.archive.contents.put("f", {"type": "file", "path": "f", "size": "large"})
    with pytest.raises(ValidationError):
        client.archive.contents.put("f", {"type": "pipe"})
    with pytest.raises(ValidationError, match=r"1\.path: This field is required"):
        client.archive.contents.put("f", [{"path": "a"}, {"pth": "b"}])
    client.archive.contents.put("f", {"type": "file", "path": "f", "size": 1, "sise": 2})
    assert "unknown field 'sise' of File" in mock.calls[-1].problem


# Errors ---------------------------------------------------------------------------------


def test_an_error_has_a_typed_body(client, mock):
    mock.on("projects.create").respond(422, json=models.ValidationProblem(fields={"name": ["Too long."]}))
    with pytest.raises(ValidationError) as info:
        client.projects.create(**PROJECT)
    body = info.value.body
    assert isinstance(body, models.ValidationProblem)
    assert body.fields == {"name": ["Too long."]}
    assert info.value.response == {"fields": {"name": ["Too long."]}}
    assert pickle.loads(pickle.dumps(info.value)).body == body
    assert "_read_body" not in info.value._repr_html_()


def test_errors_of_the_service_are_those_of_all_operations(client, documented):
    for call in (client.projects.get, documented.get_project):
        with pytest.raises(NotFoundError) as info:
            call(404)
        assert info.value.body == models.Problem(code="missing", detail="There is no project 404.")


@pytest.mark.parametrize("response", [{"detail": "No."}, ["No."], "No."])
def test_what_does_not_fit_is_no_new_error(client, mock, response):
    mock.on("projects.create").respond(409, json=response)
    with pytest.raises(ConflictError) as info:
        client.projects.create(**PROJECT)
    assert info.value.body == info.value.response == response


def test_a_status_without_a_type_has_plain_data(client, mock):
    mock.inject_fault("projects.get", "status", code=500, times=9)
    with pytest.raises(ClientError) as info:
        client.with_options(max_retries=0).projects.get(1)
    assert info.value.body == {"detail": "Internal Server Error"}
    assert ClientError("x").response is None


def test_the_mock_makes_up_an_error_that_it_is_told_to_respond(client, mock):
    mock.on("projects.create").respond(422).respond(409).respond(404).respond(500)
    bodies = []
    for _ in range(4):
        with pytest.raises(ClientError) as info:
            client.with_options(max_retries=0).projects.create(**PROJECT)
        bodies.append(info.value.body)
    assert bodies[0] == models.ValidationProblem(fields={})
    assert isinstance(bodies[1], models.Problem)
    assert isinstance(bodies[2], models.Problem)
    assert bodies[3] is None
    mock.on("projects.get").respond(404)
    with pytest.raises(NotFoundError) as info:
        client.projects.get(1)
    assert info.value.body.detail == "There is no project 404."


@pytest.mark.parametrize(
    ("status", "type"),
    [
        (422, models.ValidationProblem),
        (404, models.Problem),  # of the service
        (423, models.Problem),  # 4XX
        (500, models.ValidationProblem),  # default
    ],
)
def test_an_error_has_the_type_of_the_most_exact_status(client, mock, status, type):
    mock.on("projects.update").respond(status)
    with pytest.raises(ClientError) as info:
        client.with_options(max_retries=0).projects.update(2, priority=1)
    assert isinstance(info.value.body, type)


def test_docstrings_list_them(client):
    text = " ".join(client.projects.create.__doc__.split())
    assert "ValidationError: 422: A field is not as it should be. `error.body` is `ValidationProblem`." in text
    assert "ConflictError: 409: There is a project of this name. `error.body` is `Problem`." in text
    assert "NotFoundError: 404: There is no such thing. `error.body` is `Problem`." in text
    text = " ".join(client.projects.update.__doc__.split())
    assert "StatusError: 4XX: The backend refused the request. `error.body` is `Problem`." in text
    assert "default: The depot is closed. `error.body` is `ValidationProblem`." in text


# Fields of one direction ----------------------------------------------------------------


def test_one_model_is_sent_and_read(client, mock):
    project = client.projects.create(models.Project(**PROJECT))
    assert (type(project.id), project.name, project.passphrase) == (int, "rails", UNSET)
    assert mock.calls[-1].json == {**PROJECT, "kind": "project"}
    with pytest.raises(ValidationError):
        client.projects.create(project)  # its passphrase was never read
    assert mock.calls[-1].json.keys() == {"name", "owner", "priority", "kind"}
    assert [row.get("passphrase") for row in mock.rows("projects")] == [None] * 4


def test_models_with_such_fields_survive_what_models_do(client):
    project = client.projects.get(1)
    assert project.to_dict()["id"] == 1
    assert models.Project.from_dict(project.to_dict()) == project
    assert models.Project.from_dict(PROJECT).passphrase == "sesame-sesame"
    assert project.__replace__(name="paths").id == 1
    assert copy.deepcopy(project) == project == pickle.loads(pickle.dumps(project))
    assert "sesame" not in repr(models.Project(**PROJECT))


def test_a_constructor_wants_what_is_only_sent():
    with pytest.raises(TypeError, match="passphrase"):
        models.Project(name="rails", owner="cat@depot.test")
    assert models.Project(**PROJECT).id is UNSET


def test_a_response_without_a_read_only_field_is_reported(client, mock):
    mock.on("projects.get").respond(json={"id": 1, "name": "roads", "owner": "ann@depot.test"})
    assert client.projects.get(1).created_at is UNSET
    (issue,) = client.schema_issues
    assert issue == ("Project.created_at", "datetime", "nothing, though it is only read")


def test_a_read_only_field_in_plain_data_is_told(documented, mock):
    with pytest.warns(UserWarning, match=r"read-only field 'id' of Project, which the backend ignores: leave it out"):
        documented.create_project({**PROJECT, "id": 5})
    assert "read-only field 'id' of Project: leave it out" in mock.calls[-1].problem
    assert mock.rows("projects")[-1]["id"] != 5
    with pytest.raises(InvalidArgumentError, match="read-only field 'id'"):
        documented.with_options(strict=True).create_project({**PROJECT, "id": 5})


def test_dicts_and_keywords_have_no_fields_that_are_not_passed():
    from depot.clients.depot.arguments import ProjectDict

    assert ProjectDict.__annotations__.keys() == {"name", "owner", "passphrase", "priority", "labels"}
    keywords = depot.Depot(base_url="https://mock", token="t").projects.create
    with pytest.raises(TypeError, match="created_at"):
        keywords(**PROJECT, created_at=None)


def test_a_row_of_the_mock_has_no_field_that_is_only_sent(mock):
    with pytest.raises(TypeError, match=r"Project\.passphrase is only sent, so no row has it: leave it out"):
        mock.add("projects", passphrase="sesame-sesame")
    assert mock.add("projects", name="hills")["kind"] == "project"


def test_the_factory_makes_what_the_backend_would_send(mock):
    from synapse_runtime.testing import ModelFactory

    project = ModelFactory(mock)(models.Project, id=5, name="made")
    assert (project.id, project.name, project.kind) == (5, "made", "project")


# Integers, constants, bounds ------------------------------------------------------------


def test_an_enum_of_integers_is_open(client, mock):
    assert client.projects.get(1).priority is models.Priority.HIGH
    mock.on("projects.get").respond(json={**client.projects.get(1).to_dict(), "priority": 9})
    assert client.projects.get(1).priority == 9
    assert client.schema_issues == []
    mock.on("projects.get").respond(json={**client.projects.get(1).to_dict(), "priority": "high"})
    assert client.projects.get(1).priority == "high"
    assert client.schema_issues[0].expected == "Priority"


def test_its_members_filter_and_are_sent_as_integers(client, mock):
    assert [project.name for project in client.projects.list(priority=models.Priority.HIGH)] == ["roads"]
    assert mock.calls[-1].query["priority"] == ["2"]
    assert client.projects.update(2, priority=models.Priority.NORMAL).priority == 1
    assert mock.calls[-1].json == {"priority": 1}
    with pytest.raises(ValidationError):
        list(client.projects.list(priority=9))


def test_a_constant_is_sent_without_being_passed(client, documented, mock):
    documented.create_project(PROJECT)
    assert mock.calls[-1].json == {"kind": "project", **PROJECT}
    client.projects.create(**PROJECT)
    assert mock.calls[-1].json["kind"] == "project"
    with pytest.raises(ValidationError):
        documented.create_project({**PROJECT, "kind": "plan"})
    with pytest.raises(InvalidArgumentError, match="kind is always 'project', got 'plan'"):
        documented.with_options(strict=True).create_project({**PROJECT, "kind": "plan"})
    mock.on("projects.get").respond(json={**client.projects.get(1).to_dict(), "kind": "plan"})
    assert client.projects.get(1).kind == "plan"
    assert client.schema_issues[-1] == ("Project.kind", "'project'", "str")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "x"}, "name must have at least 2 characters, got 1"),
        ({"name": "x" * 21}, "name must have at most 20 characters, got 21"),
        ({"name": "Rails"}, r"name must match '\^\[a-z-\]\+\$', got 'Rails'"),
        ({"owner": "cat"}, "owner must be of the format email, got 'cat'"),
        ({"labels": list("abcd")}, "labels must have at most 3 items, got 4"),
    ],
)
def test_bounds_are_checked_in_strict_mode_and_by_the_mock(client, strict, mock, changes, message):
    with pytest.raises(InvalidArgumentError, match=message):
        strict.projects.create(**{**PROJECT, **changes})
    assert mock.calls == []
    client.projects.create(**{**PROJECT, **changes})  # never in the way
    mock.assert_called_once_with("projects.create")
    with pytest.raises(AssertionError, match=message):
        mock.assert_all_expected()


def test_strict_clients_check_models_too_and_values_of_enums(strict, mock):
    with pytest.raises(InvalidArgumentError, match="name must have at least 2 characters, got 1"):
        strict.projects.create(models.Project(**{**PROJECT, "name": "x"}))
    with pytest.raises(InvalidArgumentError, match="unknown value 9 of priority: choose one of 0, 1, 2"):
        strict.projects.list(priority=9).to_list()
    with pytest.raises(InvalidArgumentError, match="label must have at least 1 item, got 0"):
        strict.projects.list(label=[]).to_list()
    assert strict.projects.list(priority=models.Priority.LOW).to_list()[0].name == "bridges"


def test_a_strict_mock_refuses_what_the_spec_does_not_allow():
    mock = MockBackend(SERVICE, strict=True)
    with depot.Depot(base_url="https://mock", token="t", transport=MockTransport(mock)) as client:
        with pytest.raises(UnexpectedCallError, match="at most 3 items"):
            client.projects.create(**PROJECT, labels=list("abcd"))
        with pytest.raises(UnexpectedCallError, match="label must have at most 2 items, got 3"):
            client.projects.list(label=["a", "b", "c"]).to_list()


def test_docstrings_say_what_is_allowed(client):
    text = " ".join(client.projects.create.__doc__.split())
    assert "name: Its name. Pattern: `^[a-z-]+$`. 2 to 20 characters." in text
    assert "owner: Whom to ask. Format: email." in text
    assert "labels: Words to find it by. At most 3 items." in text
    assert "passphrase: Opens the archive. At least 8 characters." in text


# What the mock is told to do ------------------------------------------------------------


def test_the_mock_does_what_the_spec_says(client, mock):
    assert client.projects.issues.resolve(1, 7).closed is True
    assert next(iter(client.projects.issues.list(1))).closed is True
    with pytest.raises(NotFoundError):
        client.projects.issues.resolve(1, 99)
    client.archive.contents.put("f.txt", "Hello.")  # acts: none


def test_nothing_warns(client):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        client.projects.create(**PROJECT)
        client.projects.get(1)


@pytest.mark.slow
@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_type_checkers_know_all_of_it(checker, tmp_path):
    usage = (Path(__file__).parents[1] / "specs" / "depot_usage.txt").read_text("utf-8")
    shutil.copytree(Path(depot.__file__).parent, tmp_path / "depot", ignore=shutil.ignore_patterns("__pycache__"))
    findings = check(checker, tmp_path, {"usage.py": usage})
    refused = {number for number, line in enumerate(usage.splitlines(), 1) if line.endswith("  # refused")}
    assert {(finding.file, finding.line) for finding in findings} == {("usage.py", number) for number in refused}


def test_the_command_line_has_nested_resources(capsys):
    from synapse_cli import run_command

    run_command(SERVICE, ["projects", "issues", "comments", "list", "--help"])
    assert "List the comments on an issue." in capsys.readouterr().out
    run_command(SERVICE, ["projects", "issues"])
    assert "comments  What people say about an issue." in capsys.readouterr().out
