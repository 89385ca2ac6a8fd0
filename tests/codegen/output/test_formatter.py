"""The formatter of emitted Python: one version, one run, and nothing of the machine's own configuration."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

import pytest
from synapse_codegen.output import formatter
from synapse_codegen.output.formatter import CONFIG, FormatterError, format_sources

PROJECT = Path(__file__).parents[3]


def test_what_fits_stands_on_one_line_and_the_rest_takes_a_line_an_item():
    long = "x" * 70
    sources = {"short.py": "f(\n    'a',\n    b,\n)", "long.py": f"f({long}, {long})", "empty.py": ""}
    assert format_sources(sources) == {
        "short.py": 'f("a", b)\n',
        "long.py": f"f(\n    {long},\n    {long},\n)\n",
        "empty.py": "",
    }


def test_folders_that_the_formatter_skips_by_itself_are_formatted_too():
    assert format_sources({"build/x.py": "x=1", "pkg/venv/y.py": "y=1"}) == {
        "build/x.py": "x = 1\n",
        "pkg/venv/y.py": "y = 1\n",
    }


def test_all_modules_are_formatted_in_one_run(monkeypatch):
    runs, run = [], subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda command, **options: runs.append(command) or run(command, **options))
    format_sources({f"{number}.py": "x = 1" for number in range(20)})
    assert len(runs) == 1


def test_what_the_last_run_had_is_not_formatted_again(monkeypatch):
    before = format_sources({"a.py": "a=1", "b.py": "b=1"})
    formatted, run = [], formatter._run_formatter
    monkeypatch.setattr(formatter, "_run_formatter", lambda sources: formatted.append([*sources]) or run(sources))
    assert format_sources({"a.py": "a=1", "moved.py": "b=1"}) == {"a.py": before["a.py"], "moved.py": before["b.py"]}
    assert format_sources({"a.py": "a=1", "b.py": "b=2"}) == {"a.py": "a = 1\n", "b.py": "b = 2\n"}
    assert format_sources({"b.py": "b=1"}) == {"b.py": "b = 1\n"}  # forgotten by now
    assert formatted == [["b.py"], ["b.py"]]


def test_the_configuration_of_the_folder_it_runs_in_is_not_read(tmp_path, monkeypatch):
    (tmp_path / "ruff.toml").write_text("line-length = 20", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert format_sources({"a.py": "f(aaaaaaaaaa, bbbbbbbbbbb)"}) == {"a.py": "f(aaaaaaaaaa, bbbbbbbbbbb)\n"}


def test_a_module_that_is_no_python_is_named():
    with pytest.raises(FormatterError, match=r"the formatter failed: .*pkg/broken\.py"):
        format_sources({"pkg/fine.py": "x = 1", "pkg/broken.py": "def"})


def test_another_version_is_refused(tmp_path, monkeypatch):
    other = tmp_path / "format.toml"
    other.write_text('required-version = "==0.1.0"', encoding="utf-8")
    monkeypatch.setattr(formatter, "CONFIG", other)
    with pytest.raises(FormatterError, match=r"Required version `==0\.1\.0`"):
        format_sources({"a.py": "x = 1"})


def test_the_version_it_must_have_is_the_one_that_is_installed_with_the_generator():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    required = tomllib.loads(CONFIG.read_text("utf-8"))["required-version"]
    assert f"ruff{required}" in project["optional-dependencies"]["codegen"]
