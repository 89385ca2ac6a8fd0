"""Programs that people write against GitHub. Type checkers read them, and tests run them on a mock and on a server."""

from __future__ import annotations

import time
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import assert_type

from github_client import AsyncGitHub, GitHub, NotModifiedError, Pager, ValidationError
from github_client.models import (
    ContentFile,
    Contributor,
    ContributorActivity,
    DeviceError,
    DeviceToken,
    DirectoryEntry,
    GistFileCreate,
    Issue,
    IssueComment,
    Label,
    LabelAddItem,
    ReleaseAsset,
    ValidationProblem,
)


def titles(github: GitHub) -> Iterator[str]:
    """Print the open bugs, all pages of them."""
    issues = github.issues.list("octocat", "hello", state="open", labels=["bug"], page_size=2)
    assert_type(issues, Pager[Issue])
    for issue in issues:
        author = issue.user.login if issue.user else "a ghost"
        yield f"#{issue.number} {issue.title} by {author} on {issue.created_at:%Y-%m-%d}"


def watch(github: GitHub, number: int, seen: Issue, etag: str) -> Issue:
    """Return an issue as it is now; one that is as it was costs no request of the limit."""
    try:
        return github.issues.get("octocat", "hello", number, if_none_match=etag)
    except NotModifiedError:
        return seen


def poll(github: GitHub, number: int) -> tuple[Issue, str, int]:
    """Return an issue, what to ask with whether it has changed, and how many requests are left."""
    raw = github.with_raw_response.issues.get("octocat", "hello", number)
    return raw.parsed, raw.headers["etag"], int(raw.headers["x-ratelimit-remaining"])


def label_names(issue: Issue) -> list[str]:
    """Return the labels of an issue, which may be strings or objects."""
    return [label if isinstance(label, str) else label.name or "" for label in issue.labels]


def report(github: GitHub, title: str, text: str) -> int | str:
    """Open an issue and comment on it; return its number, or what is wrong with it."""
    try:
        issue = github.issues.create("octocat", "hello", title=title, body=text, labels=["bug"])
    except ValidationError as error:
        if isinstance(error.body, ValidationProblem):
            return ", ".join(f"{part.field}: {part.code}" for part in error.body.errors or [])
        return str(error)
    comment = github.issues.comments.create("octocat", "hello", issue.number, body="Found by a robot.")
    assert_type(comment, IssueComment)
    return issue.number


def read(github: GitHub, path: str) -> str:
    """Return the text of a file, or the names in a directory."""
    contents = github.repos.contents.get("octocat", "hello", path)
    if isinstance(contents, ContentFile):
        return b64decode(contents.content).decode()
    if isinstance(contents, list):
        assert_type(contents, list[DirectoryEntry])
        return " ".join(entry.name for entry in contents)
    return contents.type


def download(github: GitHub, path: str) -> bytes:
    """Return a file as it is."""
    return github.repos.contents.get_raw("octocat", "hello", path)


def publish(github: GitHub, release: int, path: Path) -> ReleaseAsset:
    """Upload a file of a release."""
    return github.releases.assets.upload("octocat", "hello", release, path, name=path.name)


def install(github: GitHub, asset: int, path: Path) -> None:
    """Download a file of a release."""
    github.releases.assets.download("octocat", "hello", asset, to=path)


def commits(github: GitHub, wait: float = 1.0) -> int:
    """Return how many commits there are, when GitHub has counted them."""
    while isinstance(stats := github.repos.stats.contributors("octocat", "hello"), dict):
        time.sleep(wait)
    if stats is None:
        return 0
    assert_type(stats, list[ContributorActivity])
    return sum(activity.total for activity in stats)


def is_starred(github: GitHub, repo: str) -> bool:
    """Tell whether the caller has starred a repository."""
    is_starred = github.starring.check("octocat", repo)
    assert_type(is_starred, bool)
    return is_starred


def unpack(github: GitHub, ref: str, path: Path) -> None:
    """Download the source, which comes from another server."""
    github.repos.zipball("octocat", "hello", ref, to=path)


async def are_collaborators(github: AsyncGitHub, names: list[str]) -> list[bool]:
    """Tell who may push, from async code."""
    return [await github.repos.is_collaborator("octocat", "hello", name) for name in names]


def sign_in(github: GitHub, client_id: str) -> str:
    """Return a token, after a person has entered a code."""
    code = github.oauth.device_code(client_id=client_id, scope="repo")
    print(f"Enter {code.user_code} at {code.verification_uri}")
    while isinstance(result := github.oauth.token(client_id=client_id, device_code=code.device_code), DeviceError):
        if result.error not in {"authorization_pending", "slow_down"}:
            raise RuntimeError(result.error_description)
        time.sleep(result.interval or code.interval)
    assert_type(result, DeviceToken)
    return result.access_token


def may(github: GitHub, client_id: str, token: str) -> list[str] | None:
    """Return what a token may do."""
    return github.apps.check_token(client_id, access_token=token).scopes


def texts(github: GitHub) -> list[str]:
    """Return what GitHub says and renders."""
    zen = github.meta.zen()
    assert_type(zen, str)
    return [zen, github.markdown.render(text="**a**"), github.markdown.render_raw("b")]


def share(github: GitHub, people: Iterator[Contributor]) -> str:
    """Make a gist of who contributed, and change it."""
    names = [person.login or person.name or "?" for person in people]
    gist = github.gists.create(files={"people.txt": GistFileCreate(content="\n".join(names))}, public=False)
    github.gists.update(gist.id or "", files={"people.txt": None})
    return gist.html_url or ""


async def label(github: AsyncGitHub, number: int) -> list[Label]:
    """Label an issue, from async code."""
    async for found in github.search.repos(q="hello in:name", sort="stars"):
        assert_type(found.stargazers_count, int)
        break
    labels = await github.issues.labels.add("octocat", "hello", number, labels=["bug", LabelAddItem(name="easy")])
    for item in labels:
        assert_type(item.description, str | None)
    return labels
