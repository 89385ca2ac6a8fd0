"""The documents keep their word: the README's Python runs as it stands, and commands and files exist."""

from __future__ import annotations

import re
import shlex
import tomllib
from inspect import signature
from pathlib import Path

import pytest
import yaml
from support.guides import backend_behind_all_urls
from synapse_codegen import cli as codegen
from synapse_runtime.calls.config import CallOptions, ClientOptions
from synapse_runtime.testing import MockBackend, MockServer
from synapse_runtime.testing import __main__ as mock_command
from synapse_sdk import SERVICE, BackendClient
from synapse_sdk.clients import exceptions

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
GUIDES = "".join(path.read_text("utf-8") for path in ROOT.glob("docs/*/*.md"))
OPTIONS = (ROOT / "docs" / "en" / "options.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
TEXTS = README + GUIDES + CONTRIBUTING
CONSOLE = re.findall(r"^```console\n(.*?)^```", TEXTS, re.DOTALL | re.MULTILINE)
COMMANDS = sorted(
    {line.partition(" #")[0] for block in CONSOLE for line in re.findall(r"^\$ (.*?)(?: +#.*)?$", block, re.MULTILINE)}
)
SHELL = {".", "cd", "cp", "curl", "export", "git", "python", "python3"}
"""Commands of a system, which need no test here."""


@pytest.fixture
def backend(monkeypatch):
    """What the README's addresses lead to."""
    mock = MockBackend(SERVICE, seed=7)
    for number in range(30):
        mock.add("tasks", id=1000 + number, project=123, status="pending")
    mock.add("jobs", id=789, status="completed")
    monkeypatch.setattr("time.sleep", lambda _: None)
    with backend_behind_all_urls(mock, monkeypatch):
        yield mock
    mock.close()


@pytest.fixture
def run(backend, tmp_path, monkeypatch, capsys):
    """Run the Python of the README word for word; return the lines that each block prints."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    Path("large_file.zip").write_bytes(b"large")

    def run_readme():
        names = {"__name__": "page"}
        printed = []
        for number, block in enumerate(re.findall(r"^```python\n(.*?)^```", README, re.DOTALL | re.MULTILINE), 1):
            exec(compile(block, f"README.md block {number}", "exec", dont_inherit=True), names)
            printed.append(capsys.readouterr().out.splitlines())
        return printed

    return run_readme


def test_the_python_of_the_readme_runs_word_for_word(run, backend):
    printed = run()
    (typed, in_loop, documented, errors, types, lists, changing, upload, downloads, log, *others) = printed
    requested, promises, faults = others
    assert [line.split() for line in typed] == [
        *([str(number), "pending", "2026"] for number in range(1029, 999, -1)),
        *(["456", "pending", "2025"],),
    ]
    assert in_loop == ["pending", *(line.split()[0] for line in typed)]
    assert documented == lists == changing == promises == faults == []
    annotated = next(call for call in backend.calls if call.operation == "tasks.annotate")
    assert annotated.json == {"annotations": [{"type": "bbox", "coordinates": [10, 10, 100, 100]}]}
    assert not [task for task in backend.rows("tasks") if task["status"] == "pending"]
    assert errors == ["{'1.data_unit': ['This field is required.']}"]
    assert types == ["2025 /media/data/image.jpg", "123"]
    assert upload[-1] == "5/5"
    assert downloads == ["downloads/media/data/image.jpg"]
    assert Path(*downloads).read_bytes()
    assert log == ["Started.", "One image was skipped."]
    assert requested[0] == "200 application/json 456"
    assert set(requested[1:]) > {line.split()[0] for line in typed}
    assert requested[-1].startswith("200 mock-")


def test_its_first_calls_run_over_a_socket(capsys, monkeypatch):
    """With the address of the mock for the backend's, which is all that differs."""
    mock = MockBackend(SERVICE, seed=7, tokens=["your-api-token"], strict=True)
    for number in range(30):
        mock.add("tasks", id=1000 + number, project=123, status="pending")
    blocks = re.findall(r"^```python\n(.*?)^```", README, re.DOTALL | re.MULTILINE)[:3]
    with MockServer(mock) as server:
        monkeypatch.setenv("SYNAPSE_BASE_URL", server.url)
        code = "\n".join(blocks).replace("https://api.synapse.sh", server.url) + "\nclient.close()"
        exec(compile(code, "README first calls", "exec", dont_inherit=True), {})
    assert capsys.readouterr().out.splitlines()[-1] == "456"
    assert {call.operation for call in mock.calls} == {"tasks.list", "tasks.get", "tasks.annotate"}
    mock.assert_all_expected()
    mock.close()


def test_what_the_page_says_of_options_is_all_there_is():
    options = OPTIONS.partition("## Options")[2].partition("\n## ")[0]
    table = re.findall(r"^\| `(\w+)` \|", options, re.MULTILINE)
    assert set(table) == CallOptions.__annotations__.keys()
    only = OPTIONS.partition("Only for a new client:")[2].partition("\n\n")[0]
    named = {name for name in re.findall(r"`(\w+)`", only) if name in ClientOptions.__annotations__}
    assert named == ClientOptions.__annotations__.keys() - set(table)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_exists(command, capsys):
    words = shlex.split(command)
    if words[0] == "make":
        targets = re.findall(r"^([\w-]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
        assert words[1] in targets
    elif words[0] in {*PROJECT["scripts"], *SHELL}:
        pass  # `tests/test_guides.py` runs the scripts
    else:
        assert words[0] == "pip"
        *_, target = words
        assert (
            target in {".", f"dist/{PROJECT['name'].replace('-', '_')}-{PROJECT['version']}-py3-none-any.whl"}
            or {*target.removeprefix(".[").removesuffix("]").split(",")} <= PROJECT["optional-dependencies"].keys()
        )


def test_no_page_says_to_install_a_name_of_an_index():
    """Nobody has registered it: whoever does first would be installed."""
    assert [name for name in re.findall(r"pip install (\S+)", TEXTS) if PROJECT["name"] in name] == []
    install = README.partition("## Install")[2].partition("\n## ")[0]
    for name, extra in re.findall(r"^\| `(\w+)`(?:, `(\w+)`)? \| [^|]+\|$", install, re.MULTILINE):
        assert {name, extra or name} <= PROJECT["optional-dependencies"].keys()


@pytest.mark.parametrize(
    ("command", "main"),
    [("synapse-mock", mock_command.main), ("synapse-codegen", codegen.main)],
    ids=["mock", "codegen"],
)
def test_a_tool_understands_what_the_readme_passes(command, main, capsys):
    text = README + GUIDES
    assert f"`{command} " in text
    assert command in PROJECT["scripts"]
    for line in re.findall(rf"`{command} ([^`]+)`", text):
        with pytest.raises(SystemExit) as stopped:
            main([*shlex.split(line), "--help"])
        assert stopped.value.code == 0


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "changes/README.md"])
def test_the_files_a_document_names_are_there(document):
    text = (ROOT / document).read_text("utf-8")
    named = re.findall(r"`((?:docs|tests|spec|runtime|codegen|generated)/[\w./-]*|[A-Z]+\.md)`", text)
    linked = [str((ROOT / document).parent.joinpath(path)) for path in re.findall(r"\]\((?!https:)([^)]+)\)", text)]
    assert [name for name in named + linked if not (ROOT / name).exists()] == []


def test_links_of_the_readme_work_on_the_page_of_a_package():
    """There, a relative link leads nowhere. Only addresses of the project are claimed."""
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert [link for link in links if link not in PROJECT["urls"].values()] == []


def test_the_tree_names_each_room_of_the_runtime():
    """Each package, and each public module beside them."""
    tree = CONTRIBUTING.partition("## Where things are")[2].partition("```\n")[2].partition("```")[0]
    named = {name for line in tree.splitlines() if line.startswith("    ") for name in re.findall(r"\w+", line[:40])}
    rooms = {path.name for path in (ROOT / "runtime" / "synapse_runtime").iterdir() if path.name[0] not in "_."}
    assert named == {name.removesuffix(".py") for name in rooms - {"py.typed"}}


class TestTheGuideForUsersOfTheClientInProduction:
    GUIDE = (ROOT / "docs" / "en" / "moving-from-synapse-sdk.md").read_text("utf-8")

    def rows(self, after):
        table = self.GUIDE.partition(after)[2].partition("|---")[2].partition("\n\n")[0]
        return [line.strip("| ").split(" | ") for line in table.splitlines()[1:]]

    def test_its_names_of_arguments_are_those_of_the_spec(self):
        written = {
            (method, *sorted(theirs.split(", ")), ours) for method, theirs, ours in self.rows("**Names of arguments")
        }
        specs = [yaml.safe_load(path.read_text("utf-8")) for path in ROOT.glob("spec/synapse/resources/*.yaml")]
        documented = [operation.get("documented", {}) for spec in specs for operation in spec["operations"].values()]
        declared = {
            (f"`{one['method']}`", *sorted(f"`{alias}`" for alias in argument["aliases"]), f"`{argument['name']}`")
            for one in documented
            for argument in one.get("arguments", [])
            if isinstance(argument, dict) and "aliases" in argument
        }
        assert written == declared

    def test_what_it_calls_absent_is_absent_and_what_it_names_instead_is_there(self):
        absent = "".join(there for there, _ in self.rows("## What is absent"))
        assert [name for name in re.findall(r"`(\w+)`", absent) if hasattr(BackendClient, name)] == []
        for name in set(re.findall(r"`(list_\w+|upload_\w+)`", self.GUIDE)) - set(re.findall(r"`(\w+)`", absent)):
            assert hasattr(BackendClient, name), name

    def test_the_errors_it_names_are_there(self):
        errors = re.findall(r"`(\w+Error)`", self.GUIDE.partition("**Errors.**")[2].partition("\n\n")[0])
        assert set(errors) <= {*exceptions.__all__}

    def test_the_arguments_it_names_are_there(self):
        parameters = {
            name
            for method in dir(BackendClient)
            if method[0] != "_" and callable(function := getattr(BackendClient, method))
            for name in signature(function).parameters
        }
        named = self.GUIDE.partition("**Arguments of single calls.**")[2].partition("Here they")[0]
        assert set(re.findall(r"`([a-z_]+)(?:`|\()", named)) - {"create_model", "create_plugin_release"} <= parameters


def test_the_variables_of_the_environment_are_those_of_the_service():
    table = OPTIONS.partition("## Credentials")[2].partition("\n\nA token")[0]
    service = {name for credential in SERVICE.credentials for name in credential.env}
    assert set(re.findall(r"SYNAPSE_\w+", table)) == service | {*SERVICE.base_url_env, "SYNAPSE_PLUGIN_RUN_URL_HOST"}
