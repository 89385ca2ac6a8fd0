"""What ▶ Run loads: Pyodide's own files, and an archive of the packages of the service."""

from __future__ import annotations

import io
import json
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from synapse_codegen import cli
from synapse_codegen.docs.browser.files import PYODIDE_FILES, BrowserError, read_browser_files

PROJECT = Path(__file__).parents[3]


@pytest.fixture
def pyodide(tmp_path):
    folder = tmp_path / "pyodide"
    folder.mkdir()
    for name in PYODIDE_FILES:
        (folder / name).write_bytes(name.encode())
    return folder


@pytest.fixture
def package(tmp_path):
    folder = tmp_path / "zoo"
    (folder / "__pycache__").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "examples.json").write_text("[]")
    (folder / "__pycache__/old.pyc").write_bytes(b"")
    return folder


def test_the_archive_holds_the_package_and_all_that_its_distribution_requires(pyodide, package):
    files = read_browser_files(pyodide, "synapse-spec-sdk", [package])
    assert files["run/pyodide.mjs"] == b"pyodide.mjs"
    assert json.loads(files["run/settings.json"]) == {"package": "zoo"}
    names = zipfile.ZipFile(io.BytesIO(files["run/packages.zip"])).namelist()
    assert names == sorted(names)
    assert [name for name in names if name.startswith("zoo")] == ["zoo/__init__.py", "zoo/examples.json"]
    assert {name.partition("/")[0] for name in names} >= {"attrs", "cattrs", "httpx", "h11", "python_multipart"}
    assert not [name for name in names if name.startswith(("pytest", "yaml", "..")) or name.endswith(".pyc")]
    assert read_browser_files(pyodide, "synapse-spec-sdk", [package]) == files


def test_requirements_of_other_systems_are_left_out(pyodide, package, monkeypatch):
    required = ["missing-here; sys_platform == 'win32'", "idna>=3", "idna", "pandas; extra == 'tables'"]
    own, real = type("Own", (), {"requires": required}), metadata.distribution
    find = {"zoo-sdk": own}.get
    monkeypatch.setattr("synapse_codegen.docs.browser.files.distribution", lambda name: find(name) or real(name))
    files = read_browser_files(pyodide, "zoo-sdk", [package])
    names = zipfile.ZipFile(io.BytesIO(files["run/packages.zip"])).namelist()
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"idna", "zoo"}


def test_what_is_missing_is_said(pyodide, package):
    with pytest.raises(BrowserError, match="zoo-sdk is not installed here"):
        read_browser_files(pyodide, "zoo-sdk", [package])
    (pyodide / "python_stdlib.zip").unlink()
    with pytest.raises(BrowserError, match=r"has no python_stdlib.zip: name the folder of the npm package `pyodide`"):
        read_browser_files(pyodide, "synapse-spec-sdk", [package])


def test_the_command_adds_it_to_the_site_or_says_what_is_missing(pyodide, tmp_path, capsys):
    site = tmp_path / "site"
    arguments = ["docs", "--spec", str(PROJECT / "spec/synapse"), "--out", str(site), "--lang", "en", "--run"]
    assert cli.main([*arguments, str(tmp_path)]) == 2
    assert "name the folder of the npm package `pyodide`" in capsys.readouterr().err
    assert cli.main([*arguments, str(pyodide)]) == 0
    assert "window.docRuns = true" in (site / "words.js").read_text()
    packed = zipfile.ZipFile(site / "run/packages.zip").namelist()
    assert {"synapse_sdk/__init__.py", "synapse_runtime/testing/sandbox/runner.py"} <= {*packed}
    assert cli.main(arguments[:-1]) == 0
    assert "window.docRuns = false" in (site / "words.js").read_text()
    assert not (site / "run").exists()
