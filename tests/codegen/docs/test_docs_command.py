"""`synapse-codegen docs`: what it writes, keeps, deletes and refuses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from synapse_codegen.cli import main
from synapse_codegen.commands.docs import _package_folder

SPECS = Path(__file__).parents[2] / "specs"


@pytest.fixture
def project(tmp_path, monkeypatch):
    (tmp_path / "pyproject.toml").write_text("")
    shutil.copytree(SPECS / "orbit", tmp_path / "spec/orbit")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys, *words):
    status = main(["docs", *words])
    printed = capsys.readouterr()
    return status, printed.out + printed.err


def test_it_writes_what_is_not_right_yet_and_nothing_more(project, capsys):
    status, printed = run(capsys)
    assert status == 0
    assert "wrote docs/API.md\n" in printed
    assert printed.endswith(": open site/index.html\n")
    assert run(capsys) == (0, f"nothing to do: {len([*project.glob('site/**/*.*')]) - 1} files unchanged\n")
    page = project / "site/en/index.html"
    page.write_text("edited")
    assert run(capsys)[1].startswith("1 file written, 0 deleted, ")
    assert page.read_text().startswith("<!doctype html>")


def test_pages_of_what_is_gone_are_deleted(project, capsys):
    run(capsys, "--lang", "en", "--lang", "ko")
    assert (project / "site/ko").is_dir()
    status, printed = run(capsys, "--lang", "en")
    assert status == 0
    assert " deleted, " in printed
    assert not (project / "site/ko").exists()


def test_the_list_of_methods_is_compared_and_never_overwrites_another_file(project, capsys):
    api = project / "docs/API.md"
    wrong = (1, "docs/API.md does not match spec/orbit: run `synapse-codegen docs`\n")
    assert run(capsys, "--check") == wrong
    assert not (project / "site").exists()
    run(capsys)
    assert run(capsys, "--check") == (0, "docs/API.md matches spec/orbit\n")
    text = api.read_text()
    api.write_text(f"{text}\nedited")
    assert run(capsys, "--check") == wrong
    run(capsys)
    assert api.read_text() == text
    api.write_text("# Mine\n")
    status, printed = run(capsys)
    assert (status, api.read_text()) == (2, "# Mine\n")
    assert "docs/API.md was not written by `synapse-codegen docs`: move it, or delete it" in printed


def test_several_specs_have_a_folder_each(project, capsys):
    shutil.copytree(SPECS / "acme", project / "spec/acme")
    assert run(capsys)[0] == 0
    for name in ("acme", "orbit"):
        assert (project / "site" / name / "index.html").is_file()
        assert (project / "docs" / name / "API.md").is_file()


def test_a_spec_elsewhere_keeps_its_list_beside_it(project, capsys):
    shutil.move(project / "spec/orbit", project / "other")
    assert run(capsys, "--spec", "other", "--out", "pages")[0] == 0
    assert (project / "pages/index.html").is_file()
    assert (project / "other/docs/API.md").is_file()
    assert not (project / "docs").exists()


def test_files_that_are_not_of_a_site_are_left_alone(project, capsys):
    (project / "site").mkdir()
    (project / "site/index.html").write_text("mine")
    status, printed = run(capsys)
    assert status == 2
    assert "site/index.html is not of a site: name another folder with --out" in printed
    assert (project / "site/index.html").read_text() == "mine"


def test_errors_of_the_spec_are_shown_and_nothing_is_written(project, capsys):
    (project / "spec/orbit/service.yaml").write_text("service: Orbit\n")
    for words in ((), ("--check",)):
        status, printed = run(capsys, *words)
        assert status == 1
        assert "spec/orbit: 3 errors; nothing is written" in printed or "nothing is written" in printed
    assert not (project / "site").exists()


def test_a_guide_that_is_missing_is_named(project, capsys):
    (project / "docs").mkdir()
    (project / "docs/contents.yaml").write_text("pages: [{ slug: start }]\n")
    status, printed = run(capsys)
    assert status == 2
    assert "docs/en/start.md: there is no such guide" in printed


def test_sites_of_earlier_versions_know_each_other(project, capsys):
    run(capsys)
    for version in ("0.9", "0.10"):
        (project / "site" / version).mkdir()
        shutil.copy(project / "site/anchors.json", project / "site" / version)
    (project / "site/versions.js").write_text("")
    run(capsys)

    def listed(path):
        text = (project / "site" / path).read_text().removeprefix("window.docVersions = ").rstrip(";\n")
        return [tuple(row.values()) for row in json.loads(text)]

    version = listed("versions.js")[0][0]
    assert listed("versions.js") == [(version, "."), ("0.10", "0.10"), ("0.9", "0.9")]
    assert listed("0.9/versions.js") == [(version, ".."), ("0.10", "../0.10"), ("0.9", ".")]


def test_a_runtime_that_is_not_installed_is_not_read():
    assert [*_package_folder("no_such_package")] == []
