"""The documents keep their word: the README's Python runs as it stands, and commands and files exist."""

from __future__ import annotations

import re
import shlex
import tomllib
from functools import partial
from pathlib import Path

import pytest
from attrs import evolve
from synapse_codegen import cli as codegen
from synapse_runtime.calls.config import CallOptions, ClientOptions
from synapse_runtime.testing import MockBackend, MockServer, MockTransport
from synapse_runtime.testing import __main__ as mock_command
from synapse_runtime.transport import lazy_transport
from synapse_sdk import SERVICE

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
BLOCKS = re.findall(r"^```python\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
CONSOLE = re.findall(r"^```console\n(.*?)^```", README + CONTRIBUTING, re.DOTALL | re.MULTILINE)
COMMANDS = sorted({line[2:].partition(" #")[0].strip() for block in CONSOLE for line in block.splitlines()})


@pytest.fixture
def backend(monkeypatch):
    """What the README's addresses lead to."""
    mock = MockBackend(SERVICE, seed=7)
    for number in range(30):
        mock.add("tasks", id=1000 + number, project=123, status="pending")
    opened = lazy_transport.open_transport
    monkeypatch.setattr(lazy_transport, "open_transport", partial(over_mock, opened, MockTransport(mock)))
    monkeypatch.setattr("time.sleep", lambda _: None)
    yield mock
    mock.close()


def over_mock(opened, transport, config, base):
    return opened(evolve(config, transport=config.transport or transport), base)


def test_its_python_runs_word_for_word(backend, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    Path("large_file.zip").write_bytes(b"large")
    names = {}
    printed = []
    assert len(BLOCKS) >= 7
    for number, block in enumerate(BLOCKS, 1):
        exec(compile(block, f"README block {number}", "exec"), names)
        printed.append(capsys.readouterr().out.splitlines())
    documented, typed, in_loop, requested, raw, errors, types, _, upload, _, downloads, log, _, _, faults = printed
    assert documented == []  # it annotates the first page
    assert backend.calls[1].json == {"annotations": [{"type": "bbox", "coordinates": [10, 10, 100, 100]}]}
    assert [line.split()[:2] for line in typed] == [[str(number), "pending"] for number in range(1029, 1018, -1)]
    assert types == ["2025 /media/data/image.jpg", "123"]
    assert re.fullmatch(r"200 application/json mock-\d+ in_progress", *raw)
    assert in_loop == ["in_progress", *(line.split()[0] for line in typed)]
    assert requested[0] == "200 application/json 456"
    assert set(requested[1:]) > {line.split()[0] for line in typed}
    assert errors == ["{'1.data_unit': ['This field is required.']}"]
    assert upload[-1] == "5/5"
    assert downloads == ["downloads/media/data/image.jpg"]
    assert Path(*downloads).read_bytes()
    assert log == ["Started.", "One image was skipped."]
    assert faults == ["120.0"]


def test_its_quick_start_runs_over_a_socket(capsys):
    """With the address of the mock for the backend's, which is all that differs."""
    mock = MockBackend(SERVICE, seed=7, tokens=["your-api-token"], strict=True)
    for number in range(30):
        mock.add("tasks", id=1000 + number, project=123, status="pending")
    quick_start = "\n".join(BLOCKS[:2])
    assert quick_start.count('"https://api.synapse.sh"') == 2
    with MockServer(mock) as server:
        code = quick_start.replace("https://api.synapse.sh", server.url) + "\nclient.close()"
        exec(compile(code, "README quick start", "exec"), {})
    assert capsys.readouterr().out.splitlines()[-1].split()[:2] == [
        "1019",
        "pending",
    ]  # of those that the first block left, the oldest
    assert {call.operation for call in mock.calls} == {"tasks.list", "tasks.annotate"}
    mock.assert_all_expected()
    mock.close()


def test_what_it_says_of_options_is_all_there_is():
    table = re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE)
    assert set(table) == CallOptions.__annotations__.keys()
    only = README.partition("Only for a new client:")[2].partition("\n\n")[0]
    named = {name for name in re.findall(r"`(\w+)`", only) if name in ClientOptions.__annotations__}
    assert named == ClientOptions.__annotations__.keys() - set(table)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_exists(command, capsys):
    words = shlex.split(command)
    if words[0] == "make":
        targets = re.findall(r"^([\w-]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
        assert words[1] in targets
    else:
        assert words[:2] == ["pip", "install"]
        name, extras = re.fullmatch(r"([\w-]+)(?:\[(\w+)\])?", words[2]).groups()
        assert name == PROJECT["name"]
        assert extras is None or extras in PROJECT["optional-dependencies"]


@pytest.mark.parametrize(
    ("command", "main"),
    [("synapse-mock", mock_command.main), ("synapse-codegen", codegen.main)],
    ids=["mock", "codegen"],
)
def test_a_tool_understands_what_the_readme_passes(command, main, capsys):
    assert f"`{command} " in README
    assert command in PROJECT["scripts"]
    for line in re.findall(rf"`{command} ([^`]+)`", README):
        with pytest.raises(SystemExit) as stopped:
            main([*shlex.split(line), "--help"])
        assert stopped.value.code == 0


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "changes/README.md"])
def test_the_files_a_document_names_are_there(document):
    text = (ROOT / document).read_text("utf-8")
    named = re.findall(r"`((?:tests|spec|runtime|codegen|generated)/[\w./-]*)`", text)
    linked = [str((ROOT / document).parent.joinpath(path)) for path in re.findall(r"\]\((?!https:)([^)]+)\)", text)]
    assert [name for name in named + linked if not (ROOT / name).exists()] == []


def test_the_tree_names_each_room_of_the_runtime():
    """Each package, and each public module beside them."""
    tree = README.partition("## The tree")[2].partition("```\n")[2].partition("```")[0]
    named = {name for line in tree.splitlines() if line.startswith("    ") for name in re.findall(r"\w+", line[:40])}
    rooms = {path.name for path in (ROOT / "runtime" / "synapse_runtime").iterdir() if path.name[0] not in "_."}
    assert named == {name.removesuffix(".py") for name in rooms - {"py.typed"}}
