"""What is emitted, byte for byte, for specs small enough to read.

After a deliberate change: `UPDATE_GOLDENS=1 python -m pytest tests/codegen/output/test_emit.py`, then read the diff.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from synapse_codegen.output import emit as emitting
from synapse_codegen.output.emit import emit
from synapse_codegen.pipeline import read_spec
from synapse_codegen.views import views

PROJECT = Path(__file__).parents[3]
SPECS = PROJECT / "tests" / "specs"
GOLDEN = Path(__file__).parents[1] / "golden"
NAMES = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())


def emitted(name: str) -> dict[str, str]:
    service, diagnostics = read_spec(SPECS / name, PROJECT)
    assert service is not None, diagnostics
    return emit(views(service))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_emitted_is_the_golden_tree(name):
    files = emitted(name)
    golden = GOLDEN / name
    if os.environ.get("UPDATE_GOLDENS"):
        shutil.rmtree(golden, ignore_errors=True)
        for path, text in files.items():
            (golden / path).parent.mkdir(parents=True, exist_ok=True)
            (golden / path).write_text(text, encoding="utf-8")
    expected = {
        path.relative_to(golden).as_posix(): path.read_text(encoding="utf-8")
        for path in golden.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert files.keys() == expected.keys()
    for path, text in files.items():
        assert text == expected[path], path


@pytest.mark.parametrize("name", NAMES)
def test_the_formatter_finds_nothing_to_change(name, tmp_path):
    """Under the configuration of the project too: what is emitted can stand beside what is written by hand."""
    for path, text in emitted(name).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    command = ["ruff", "format", "--check", "--diff", "--no-cache", "--config", str(PROJECT / "pyproject.toml")]
    found = subprocess.run([sys.executable, "-m", *command, str(tmp_path)], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("name", NAMES)
def test_every_emitted_module_can_be_imported(name, tmp_path):
    """Also those whose names hide built-in ones."""
    files = emitted(name)
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    modules = [
        path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in files if path.endswith(".py")
    ]
    program = f"import importlib\nfor module in {modules!r}: importlib.import_module(module)"
    subprocess.run([sys.executable, "-W", "error", "-c", program], cwd=tmp_path, check=True)


def test_every_file_names_its_spec_and_the_command():
    for name in NAMES:
        for path, text in emitted(name).items():
            first = json.loads(text)["note"] if path.endswith(".json") else text.partition("\n")[0].removeprefix("# ")
            assert first.startswith("Generated from tests/specs/"), path
            assert first.endswith("by `synapse-codegen generate`. Do not edit."), path


class TestCompiledTemplates:
    @pytest.fixture
    def kept(self, tmp_path, monkeypatch):
        """The folder in which compiled code is kept."""
        monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
        monkeypatch.setattr(sys, "dont_write_bytecode", False)
        return tmp_path

    @pytest.fixture
    def compiled(self, monkeypatch):
        """Reads all templates anew; gives the names of those that had to be compiled."""

        def read():
            engine, names = emitting._environment.__wrapped__(), []
            generate = engine._generate
            monkeypatch.setattr(
                engine,
                "_generate",
                lambda source, name, *rest, **more: names.append(name) or generate(source, name, *rest, **more),
            )
            for name in engine.list_templates(extensions=["jinja"]):
                engine.get_template(name)
            return names

        return read

    def test_they_are_kept_where_python_keeps_its_own_and_used(self, kept, compiled):
        first = compiled()
        assert len(first) == len([*kept.rglob("*.pyc")]) == len([*emitting.TEMPLATES.glob("*.jinja")])
        assert compiled() == []
        assert not [path for path in kept.rglob("*") if path.is_file() and path.suffix != ".pyc"]

    def test_another_text_or_other_options_compile_them_again(self, kept, compiled, monkeypatch, tmp_path):
        first = compiled()
        monkeypatch.setitem(emitting.OPTIONS, "trim_blocks", False)
        assert compiled() == first
        copy = tmp_path / "templates"
        shutil.copytree(emitting.TEMPLATES, copy)
        monkeypatch.setattr(emitting, "TEMPLATES", copy)
        assert compiled() == first, "each file has a place of its own"
        (copy / first[0]).write_text("changed", encoding="utf-8")
        assert compiled() == first[:1]

    @pytest.mark.parametrize("content", [b"", b"broken", None], ids=["empty", "broken", "cut off"])
    def test_what_is_broken_is_made_again(self, kept, compiled, content):
        first = compiled()
        for path in kept.rglob("*.pyc"):
            path.write_bytes(path.read_bytes()[:30] if content is None else content)
        assert compiled() == first
        assert compiled() == []

    def test_where_python_keeps_nothing_or_cannot_nothing_is_kept(self, kept, compiled, monkeypatch):
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
        assert compiled() == compiled() != []
        assert [*kept.rglob("*")] == []
        monkeypatch.setattr(sys, "dont_write_bytecode", False)
        monkeypatch.setattr(sys, "pycache_prefix", str(PROJECT / "pyproject.toml"))
        assert compiled() == compiled() != []
