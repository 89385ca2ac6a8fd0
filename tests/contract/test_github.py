"""A public service, GitHub: its client works on its mock, and on a small server that was written without the spec."""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
from pathlib import Path

import pytest
from support.checkers import check
from support.generated import generated
from support.small_github import APP, FILES, STORED, TOKEN, serve
from synapse_http.errors import (
    AuthenticationError,
    InvalidArgumentError,
    NotFoundError,
    NotModifiedError,
    RedirectError,
    ValidationError,
)
from synapse_runtime.testing import AsyncMockTransport, MockTransport

USAGE = Path(__file__).parents[1] / "specs" / "github_usage.py"


@pytest.fixture(scope="module")
def package():
    """The generated package, imported once by each process."""
    return importlib.import_module(generated("github").package)


@pytest.fixture(scope="module")
def usage(package):
    """The programs of a consumer."""
    spec = importlib.util.spec_from_file_location("github_usage", USAGE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def server():
    with serve() as server:
        yield server


@pytest.fixture
def arguments(server):
    """What a client of the small server is made with."""
    urls = {"uploads_url": server.urls["uploads"], "login_url": server.urls["login"]}
    return {"base_url": server.urls["api"], "token": TOKEN, "oauth_app": APP, **urls}


@pytest.fixture
def github(package, arguments):
    with package.GitHub(**arguments) as github:
        yield github


@pytest.fixture
def service(package):
    return package.SERVICE


@pytest.fixture
def mocked(package, mock):
    with package.GitHub(**mock.client_arguments("https://mock"), transport=MockTransport(mock)) as github:
        yield github


# The small server ---------------------------------------------------------------------------


def test_pages_follow_the_link_header(github, usage, server):
    assert [line[:2] for line in usage.titles(github)] == ["#1", "#2", "#3", "#4", "#5"]
    targets = [target for _, _, target, _ in server.seen]
    assert targets[0] == "/repos/octocat/hello/issues?state=open&labels=bug&per_page=2"
    assert targets[1] == "/repos/octocat/hello/issues?state=open&labels=bug&per_page=2&page=2"
    headers = server.of("api")[0]
    assert (headers["accept"], headers["authorization"]) == ("application/vnd.github+json", f"Bearer {TOKEN}")


def test_labels_are_strings_or_objects(github, usage):
    assert usage.label_names(github.issues.list("octocat", "hello").first()) == ["old", "bug"]


def test_an_issue_is_made_and_a_wrong_one_explained(github, usage):
    assert usage.report(github, "It fails", "Sometimes.") == 6
    assert usage.report(github, "", "Sometimes.") == "title: missing_field"


def test_what_has_not_changed_is_not_sent_again(github, usage):
    issue, etag, remaining = usage.poll(github, 1)
    assert (issue.title, remaining) == ("Issue 1", 4987)
    assert usage.watch(github, 1, issue, etag) is issue
    assert usage.watch(github, 1, issue, '"other"') == issue
    with pytest.raises(NotModifiedError):
        list(github.gists.list(if_none_match='"gists"'))
    assert list(github.gists.list(if_none_match='"other"')) == []


def test_a_repository_that_moved_is_found(github, server):
    assert github.issues.get("octocat", "old", 1).title == "Issue 1"
    github.repos.delete("octocat", "old")
    assert [target for _, method, target, _ in server.seen if method == "DELETE"] == [
        "/repos/octocat/old",
        "/repos/octocat/hello",
    ]
    with pytest.raises(RedirectError, match="a PATCH, which is not sent a second time"):
        github.issues.update("octocat", "old", 1, title="x")


def test_an_empty_repository_has_no_contributors(github):
    assert list(github.repos.contributors("octocat", "hello")) == []


def test_source_comes_from_another_server_without_the_token(github, usage, server, tmp_path):
    usage.unpack(github, "main", tmp_path / "main.zip")
    assert (tmp_path / "main.zip").read_bytes() == STORED
    assert github.repos.zipball("octocat", "hello", "main") == STORED
    assert all("authorization" not in headers for headers in server.of("storage"))


def test_a_collaborator_is_told_from_others(package, usage, arguments):
    async def call():
        async with package.AsyncGitHub(**arguments) as github:
            return await usage.are_collaborators(github, ["octocat", "hubot"])

    assert asyncio.run(call()) == [True, False]


def test_a_field_named_body_is_a_keyword_and_the_whole_body_another_argument(github, server):
    comment = importlib.import_module("github_client.models").CommentCreate(body="Why?")
    assert github.issues.comments.create("octocat", "hello", 1, body="Why?").body == "Why?"
    assert github.issues.comments.create("octocat", "hello", 1, comment).body == "Why?"
    assert github.issues.comments.create("octocat", "hello", 1, body_=comment).body == "Why?"
    assert github.with_raw_response.issues.comments.create("octocat", "hello", 1, body="Why?").parsed.body == "Why?"


def test_a_text_in_the_place_of_the_body_is_explained(github):
    with pytest.raises(InvalidArgumentError, match="takes a dict or a model, not str: its field body is body=…"):
        github.issues.comments.create("octocat", "hello", 1, "Why?")
    with pytest.raises(InvalidArgumentError, match="takes a body or keywords, not both: its field body is body=…"):
        github.issues.create("octocat", "hello", {"title": "It fails"}, body="Sometimes.")


def test_files_and_directories_are_told_apart(github, usage):
    assert usage.read(github, "README.md") == "# Hello\n"
    assert usage.read(github, "src") == "main.py"
    assert usage.download(github, "src/main.py") == FILES["src/main.py"]


def test_a_file_goes_to_the_uploads_and_comes_from_the_storage(github, usage, server, tmp_path):
    tool = tmp_path / "tool.zip"
    tool.write_bytes(b"PK\x03\x04" * 1000)
    assert usage.publish(github, 1, tool).size == 4000
    assert server.assets == {"tool.zip": tool.read_bytes()}
    (upload,) = server.of("uploads")
    assert (upload["content-type"], upload["content-length"]) == ("application/octet-stream", "4000")
    usage.install(github, 7, tmp_path / "installed.zip")
    assert (tmp_path / "installed.zip").read_bytes() == STORED
    with github.with_options(headers={"X-Mine": "m"}) as mine:
        assert mine.releases.assets.download("octocat", "hello", 7) == STORED
    assert [
        headers.keys() & {"authorization", "x-mine", "x-github-api-version"} for headers in server.of("storage")
    ] == [
        set(),
        set(),
    ]


def test_stats_are_asked_for_again_until_they_are_there(github, usage, server):
    assert usage.commits(github, wait=0) == 10
    assert server.stats_asked == 2


def test_a_status_says_whether_a_repository_is_starred(github, usage):
    assert usage.is_starred(github, "hello") is True
    assert usage.is_starred(github, "other") is False


def test_the_device_flow_sends_forms_without_credentials(github, usage, server, capsys):
    assert usage.sign_in(github, "Iv1.abc") == TOKEN
    assert "Enter WDJB-MJHT" in capsys.readouterr().out
    assert all("authorization" not in headers for headers in server.of("login"))


def test_an_app_proves_itself_with_its_secret(github, usage, package, arguments):
    assert usage.may(github, APP[0], "gho_x") == ["repo"]
    with package.GitHub(**{**arguments, "oauth_app": (APP[0], "wrong")}) as other, pytest.raises(AuthenticationError):
        usage.may(other, APP[0], "gho_x")
    with package.GitHub(**{**arguments, "oauth_app": None}) as other, pytest.raises(InvalidArgumentError) as caught:
        usage.may(other, APP[0], "gho_x")
    assert str(caught.value) == (
        "apps.check_token needs oauth_app, and this client was made without: give it oauth_app=… "
        "(or set GITHUB_OAUTH_APP)"
    )


def test_text_is_text(github, usage):
    assert usage.texts(github) == ["Speak like a human.", "<p>**a**</p>", "<p>b</p>"]


def test_a_wrong_token_is_a_typed_error_without_the_token(package, arguments):
    with package.GitHub(**{**arguments, "token": "ghp_wr0ng"}) as github, pytest.raises(AuthenticationError) as caught:
        github.meta.zen()
    assert "Bad credentials" in str(caught.value)
    assert "wr0ng" not in str(caught.value)


def test_an_async_client_does_the_same(package, arguments):
    async def call():
        async with package.AsyncGitHub(**arguments) as github:
            numbers = [issue.number async for issue in github.issues.list("octocat", "hello", page_size=2)]
            raw = await github.repos.contents.get_raw("octocat", "hello", "README.md")
            with pytest.raises(ValidationError):
                await github.issues.create("octocat", "hello", title="")
            return numbers, raw, await github.meta.zen()

    assert asyncio.run(call()) == ([1, 2, 3, 4, 5], FILES["README.md"], "Speak like a human.")


# The mock -----------------------------------------------------------------------------------


def test_the_mock_serves_each_kind_of_call(mocked, usage, package, tmp_path):
    assert usage.texts(mocked)[0] == "Keep it logically awesome."
    assert mocked.repos.languages("octocat", "hello") == {"Python": 7769, "C": 78}
    assert usage.sign_in(mocked, "Iv1.abc").startswith("gho_")
    made = mocked.issues.create("octocat", "hello", title="It fails", labels=["bug"])
    assert mocked.issues.get("octocat", "hello", made.number).title == "It fails"
    comment = mocked.issues.comments.create("octocat", "hello", made.number, body="Why?")
    assert mocked.issues.comments.get("octocat", "hello", comment.id).body == "Why?"
    tool = tmp_path / "tool.zip"
    tool.write_bytes(b"PK")
    release = mocked.releases.create("octocat", "hello", tag_name="v1")
    assert usage.publish(mocked, release.id, tool).id
    usage.install(mocked, 7, tmp_path / "installed.zip")
    assert isinstance(usage.download(mocked, "README.md"), bytes)
    assert isinstance(mocked.pulls.diff("octocat", "hello", 1), str)
    with pytest.raises(NotFoundError):
        mocked.issues.get("octocat", "hello", 404404)


def test_the_mock_says_what_statuses_and_headers_say(mocked, mock, usage, tmp_path):
    number = mocked.issues.create("octocat", "hello", title="It fails").number
    issue, etag, remaining = usage.poll(mocked, number)
    assert remaining >= 0
    assert usage.watch(mocked, number, issue, etag) is issue
    assert usage.is_starred(mocked, "hello") is True
    mock.on("starring.check").respond(404)
    assert usage.is_starred(mocked, "hello") is False
    usage.unpack(mocked, "main", tmp_path / "main.zip")
    assert [call.status for call in mock.calls[-2:]] == [302, 200]
    assert mocked.with_raw_response.labels.create("octocat", "hello", name="bug").headers["location"]


def test_the_mock_asks_for_what_an_operation_needs(package, mock):
    with package.GitHub("https://mock", transport=MockTransport(mock)) as github:
        assert github.meta.zen()
        with pytest.raises(InvalidArgumentError, match="issues.create needs token"):
            github.issues.create("octocat", "hello", title="x")
    with package.GitHub("https://mock", oauth_app=("a", "b"), transport=MockTransport(mock)) as github:
        assert github.apps.check_token("a", access_token="t").token


def test_async_programs_run_on_the_mock(package, mock, usage):
    async def call():
        transport = AsyncMockTransport(mock)
        async with package.AsyncGitHub(**mock.client_arguments("https://mock"), transport=transport) as github:
            issue = await github.issues.create("octocat", "hello", title="It fails")
            return await usage.label(github, issue.number)

    assert asyncio.run(call()) == []


# Types --------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_strict_checkers_accept_the_package_and_the_programs(checker, package, tmp_path):
    (tmp_path / package.__name__).symlink_to(Path(package.__file__).parent)
    assert check(checker, tmp_path, {"github_usage.py": USAGE.read_text("utf-8")}) == []
