"""A command in this process: its transport ends in the mock, and no file of the user is read."""

from __future__ import annotations

import io
import sys
from typing import NamedTuple

import pytest
from synapse_cli import run_command
from synapse_sdk import SERVICE
from synapse_sdk.testing import MockTransport


class Outcome(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def lines(self):
        return self.out.splitlines()


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """An empty home folder, and an environment without settings."""
    from platformdirs import user_config_path

    for name in (
        "SYNAPSE_API_TOKEN",
        "SYNAPSE_ACCESS_TOKEN",
        "SYNAPSE_BASE_URL",
        "SYNAPSE_HOST",
        "SYNAPSE_AGENT_TOKEN",
    ):
        monkeypatch.delenv(name, raising=False)
    for name in ("SYNAPSE_PLUGIN_RUN_USER_TOKEN", "SYNAPSE_PLUGIN_RUN_TENANT", "SYNAPSE_PROFILE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "home"
    folder.mkdir()
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    monkeypatch.setitem(sys.modules, "keyring", None)  # the system's own may be there, and is none of these tests'
    assert user_config_path("synapse", appauthor=False).is_relative_to(folder)
    return folder


@pytest.fixture
def run(synapse_mock, capsys, monkeypatch):
    """Run a command against the mock: `run("tasks", "list", stdin="…")`."""

    def run(*arguments, stdin="", terminal=False, token="secret-token", service=SERVICE, **options):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
        if token:
            monkeypatch.setenv("SYNAPSE_API_TOKEN", token)
        client_options = {"transport": MockTransport(synapse_mock), **options}
        if not terminal:
            status = run_command(service, arguments, client_options)
            return Outcome(status, *capsys.readouterr())
        out, err = Terminal(), Terminal()
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", out)
            patched.setattr(sys.stdin, "isatty", lambda: True, raising=False)
            patched.setattr(sys, "stderr", err)
            status = run_command(service, arguments, client_options)
        return Outcome(status, out.getvalue(), err.getvalue())

    return run


@pytest.fixture
def many_tasks(synapse_mock):
    """250 tasks in all."""
    for _ in range(248):
        synapse_mock.add("tasks")


@pytest.fixture
def sent(synapse_mock, monkeypatch):
    """The headers of each request, with their tokens, which the mock itself does not show."""
    sent, handle = [], synapse_mock.handle

    def record(request, *arguments):
        sent.append({name.lower(): value for name, value in dict(request.headers).items()})
        return handle(request, *arguments)

    monkeypatch.setattr(synapse_mock, "handle", record)
    return sent
