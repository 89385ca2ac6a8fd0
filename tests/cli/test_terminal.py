"""A terminal session: the table, the pager, activity, Ctrl-C, completion, and what lists of processes show."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import sys
from pathlib import Path

import pytest
from synapse_sdk import SERVICE
from synapse_sdk.testing import MockBackend, MockServer, faults

pexpect = pytest.importorskip("pexpect", reason="pexpect is not installed")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs pseudo-terminals, which Windows has not"),
]

SECONDS = 30
"""Far more than anything takes, on a busy machine too."""


@pytest.fixture(scope="module")
def backend():
    mock = MockBackend(SERVICE)
    for _ in range(300):
        mock.add("tasks")
    with MockServer(mock) as server:
        mock.url = server.url
        yield mock
    mock.close()


@pytest.fixture
def environment(backend, home, tmp_path):
    """An environment in which `synapse` is a command."""
    script = tmp_path / "bin" / "synapse"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec {sys.executable} -m synapse_sdk "$@"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    path = os.pathsep.join([str(script.parent), os.environ["PATH"]])
    python_path = os.pathsep.join(str(Path(entry).resolve()) for entry in sys.path if entry)
    own = {"PATH": path, "PYTHONPATH": python_path, "TERM": "xterm", "COLUMNS": "100", "LINES": "20"}
    return {**os.environ, **own, "SYNAPSE_BASE_URL": backend.url, "SYNAPSE_API_TOKEN": "secret-token"}


@pytest.fixture
def spawn(environment):
    """Start a program on a terminal of its own, where Ctrl-C interrupts: a shell's background jobs ignore it."""
    children = []

    def spawn(command, *arguments, **changes):
        child = pexpect.spawn(
            command,
            list(arguments),
            env={**environment, **changes},
            dimensions=(20, 100),
            timeout=SECONDS,
            encoding="utf-8",
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        children.append(child)
        return child

    yield spawn
    for child in children:
        child.close(force=True)


def test_a_terminal_has_a_table_and_activity(spawn, backend):
    backend.inject_fault("GET tasks/{pk}/", faults.latency(2))
    child = spawn("synapse", "tasks", "get", "456")
    child.expect(r"Waiting for the backend \d+ s")
    child.expect("status.*pending")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


@pytest.mark.skipif(shutil.which("less") is None, reason="less is not installed")
def test_a_long_table_opens_a_pager(spawn):
    child = spawn("synapse", "tasks", "list", PAGER="less", NO_COLOR="1")
    child.expect("ID  PROJECT")
    child.expect("\n:")
    child.send("q")
    child.expect("100 of 302 rows are shown")
    child.expect(pexpect.EOF)


def test_ctrl_c_interrupts(spawn, backend):
    backend.inject_fault("GET tasks/{pk}/", faults.latency(20))
    child = spawn("synapse", "tasks", "get", "456")
    child.expect("Waiting for the backend")
    child.sendintr()
    child.expect("Interrupted.")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130


def test_a_login_shows_no_token(spawn, environment):
    child = spawn("synapse", "login", "--no-check", SYNAPSE_API_TOKEN="")
    child.expect("Base URL")
    child.sendline("")
    child.expect("Api token .not shown.: ")
    child.sendline("typed-token")
    child.expect("Logged in")
    assert "typed-token" not in child.before
    child.expect(pexpect.EOF)


SHELLS = {
    "bash": (["--norc", "-i"], 'eval "$(synapse completion bash)"'),
    "zsh": (["-f", "-i"], 'autoload -U compinit; compinit -u; eval "$(synapse completion zsh)"'),
    "fish": (["--no-config", "-i"], "synapse completion fish | source"),
}


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_completes_values(spawn, shell):
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    arguments, setup = SHELLS[shell]
    child = spawn(shell, *arguments, TERM="dumb")
    child.sendline(f"{setup}; echo rea''dy")
    child.expect("ready")
    child.send("synapse tasks list --status pen\t")
    child.expect("pending")
    child.sendcontrol("c")


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="this system has no /proc")
def test_no_list_of_processes_shows_a_token(spawn, backend, environment):
    backend.inject_fault("GET *", faults.latency(3))
    child = spawn("sh", "-c", "echo stored-token | synapse login", SYNAPSE_API_TOKEN="")
    child.expect("Checking the token")
    lines = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    python = [line for line in lines if b"synapse_sdk\x00login" in line]
    assert python
    assert not any(b"stored-token" in line for line in python)
    child.expect("Logged in")
