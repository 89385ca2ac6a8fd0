"""`synapse-codegen diff`: what it compares, what it prints, and its exit status."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from support.diffs import EDITS, ZOO, apply_edits, read_files, write_files
from support.repositories import commit_all, run_git
from synapse_codegen import cli

pytestmark = [
    pytest.mark.processes,  # git, several times each
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with the zoo's spec and package, released as v1.4.2, as the current folder."""
    root = tmp_path / "project"
    root.mkdir()
    (root / "pyproject.toml").touch()
    write_files(read_files(), root / "spec" / "zoo")
    monkeypatch.chdir(root)
    assert cli.main(["generate"]) == 0
    commit_all(root, "v1.4.2")
    return root


def edit(root: Path, *rules: str) -> None:
    """Make the edits of rules in the working tree."""
    spec = root / "spec" / "zoo"
    files = read_files(spec)
    for rule in rules:
        files = apply_edits(files, EDITS[rule])
    write_files(files, spec)


def test_the_last_tag_is_compared_with_the_files_as_they_are(project, capsys):
    edit(project, "parameter-renamed")
    before = run_git(project, "status", "--porcelain")
    capsys.readouterr()
    assert cli.main(["diff"]) == 1
    lines = capsys.readouterr().out.splitlines()
    message = "animals.list: keyword status is now state [parameter-renamed]"
    assert lines[0] == f"spec/zoo/resources/animals.yaml:60:7: breaking[python+wire]: {message}"
    assert lines[1].endswith("      state: { type: str, doc: Only animals in this state. }")
    assert lines[-2:] == [
        "v1.4.2 -> working tree: 1 breaking, 0 risky, 0 added, 0 docs",
        "1.4.2 -> 2.0.0 at least; spec/zoo/service.yaml says 1.4.2: raise `version`",
    ]
    assert run_git(project, "status", "--porcelain") == before


def test_what_should_be_gone_by_now_is_a_finding_that_asks_for_no_version(project, capsys):
    keepers = project / "spec" / "zoo" / "resources" / "keepers.yaml"
    keepers.write_text(
        keepers.read_text("utf-8").replace("deprecated: Use the badge.", "deprecated: { removed_in: 1.4 }")
    )
    assert cli.main(["generate"]) == 0
    commit_all(project, "v1.4.3")
    capsys.readouterr()
    assert cli.main(["diff"]) == 0
    lines = capsys.readouterr().out.splitlines()
    message = "Keeper.id: it was to be gone in 1.4, and the version is 1.4.2 [still-there]"
    assert lines[0] == f"spec/zoo/resources/keepers.yaml:6:56: risky: {message}"
    assert "hint: delete it, or give it more time: raise `removed_in`" in lines
    assert lines[-1] == "1.4.2 may stay"


def test_it_is_content_once_the_version_is_raised(project, capsys):
    edit(project, "parameter-added", "version-changed")
    assert cli.main(["diff"]) == 0
    assert capsys.readouterr().out.endswith("\n1.4.2 -> 1.5.0 at least; it is 1.5.0\n")


def test_two_revisions_are_compared_without_the_working_tree(project, capsys):
    edit(project, "parameter-renamed")
    commit_all(project)
    edit(project, "operation-removed")
    capsys.readouterr()
    assert cli.main(["diff", "v1.4.2", "HEAD"]) == 1
    out = capsys.readouterr().out
    assert "v1.4.2 -> HEAD: 1 breaking, 0 risky, 0 added, 0 docs" in out
    assert "   60 |       state: {" in out  # a line of HEAD, whose files are gone


def test_two_folders_are_compared_without_git(project, capsys, monkeypatch, tmp_path):
    other = write_files(apply_edits(read_files(), EDITS["parameter-added"]), tmp_path / "other")
    monkeypatch.setenv("PATH", "")
    assert cli.main(["diff", str(ZOO), str(other), "--format", "json"]) == 1
    (report,) = json.loads(capsys.readouterr().out)
    assert [finding["rule"] for finding in report["findings"]] == ["parameter-added"]


def test_a_spec_of_the_working_tree_may_be_half_edited(project, capsys):
    """Examples that do not match yet are no reason not to show what changed."""
    edit(project, "sent-required-field-added")
    assert cli.main(["lint"]) == 1
    capsys.readouterr()
    assert cli.main(["diff"]) == 1
    assert "AnimalCreate: required field zoo is new" in capsys.readouterr().out


def test_several_specs_are_compared_in_one_run(project, capsys):
    files = apply_edits(read_files(), [("package: zoo", "package: park")])
    write_files(files, project / "spec" / "park")
    run_git(project, "tag", "--delete", "v1.4.2")
    commit_all(project, "v2")
    edit(project, "parameter-added")
    capsys.readouterr()
    assert cli.main(["diff"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["v2 -> working tree: no differences", "1.4.2 may stay", ""]
    assert lines[-2] == "v2 -> working tree: 0 breaking, 0 risky, 1 added, 0 docs"


def test_without_a_tag_there_is_nothing_to_compare(project, capsys):
    run_git(project, "tag", "--delete", "v1.4.2")
    capsys.readouterr()
    assert cli.main(["diff"]) == 0
    assert capsys.readouterr().out == "spec/zoo: nothing to compare with: there is no tag of a release yet\n"


def test_a_folder_without_a_repository_has_no_tag(tmp_path, monkeypatch, capsys):
    write_files(read_files(), tmp_path / "spec" / "zoo")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert cli.main(["diff"]) == 0
    assert "there is no tag" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["v9", "nowhere/else", "HEAD:spec", "--", "generated"])
def test_what_is_neither_a_folder_nor_a_revision_is_refused(project, capsys, name):
    capsys.readouterr()
    assert cli.main(["diff", "--", name] if name != "--" else ["diff", "--", "--", "x"]) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"synapse-codegen: `{name}` is neither a folder with a service.yaml nor a revision")
    assert "such as a tag that `git tag` lists" in err


def test_a_revision_without_the_spec_is_refused(project, capsys):
    (project / "spec" / "zoo").rename(project / "spec" / "park")
    capsys.readouterr()
    assert cli.main(["diff", "v1.4.2"]) == 2
    message = "`v1.4.2` has no spec in park/: it was added, or moved there, later\n"
    assert capsys.readouterr().err == f"synapse-codegen: {message}"
    assert cli.main(["diff"]) == 0  # a new spec has no release yet
    assert capsys.readouterr().out == f"spec/park: nothing to compare with: {message}"


def test_without_git_a_revision_is_refused(project, capsys, monkeypatch):
    monkeypatch.setenv("PATH", "")
    capsys.readouterr()
    assert cli.main(["diff", "v1.4.2"]) == 2
    assert capsys.readouterr().err == (
        "synapse-codegen: git is not installed, or not on the PATH: compare two folders instead\n"
    )


@pytest.mark.parametrize("format", ["text", "json", "markdown"])
def test_errors_in_a_spec_are_shown_where_they_are(project, capsys, format):
    service = project / "spec" / "zoo" / "service.yaml"
    service.write_text(service.read_text("utf-8").replace("package: zoo", "pakcage: zoo"), encoding="utf-8")
    commit_all(project)
    service.write_text("", encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["diff", "HEAD", "--format", format]) == 2
    out, err = capsys.readouterr()
    assert err.endswith("synapse-codegen: HEAD: its spec has errors, so that nothing can be compared\n")
    assert "unknown-key" in out
    if format == "text":
        assert "pakcage: zoo\n" in out  # the line of the revision


def test_a_changed_generator_is_a_finding(project, capsys, monkeypatch):
    from synapse_codegen.views import clients

    monkeypatch.setattr(clients, "BASE_URL_DOC", "Another sentence.")
    monkeypatch.setattr("synapse_codegen.diff.comparison.hash_inputs", lambda *_: "another generator")
    capsys.readouterr()
    assert cli.main(["diff"]) == 0
    out = capsys.readouterr().out
    assert "risky[python+types]: generator: 2 emitted files differ: generated/zoo/client.py" in out


def test_a_release_without_a_package_is_compared_by_its_spec(project, capsys):
    run_git(project, "rm", "-r", "--quiet", "generated")
    run_git(project, "commit", "--quiet", "--message", "No package")
    (project / "generated" / "zoo").mkdir(parents=True)
    assert cli.main(["diff", "HEAD"]) == 0
    assert cli.main(["diff", "HEAD", "--out", "nowhere"]) == 0


def test_fragments_are_written_on_request(project, capsys):
    edit(project, "parameter-renamed")
    capsys.readouterr()
    assert cli.main(["diff", "--write-changelog"]) == 1
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "wrote changes/+api-2.0.0.changed.md",
        "wrote changes/+api-2.0.0.migration.md",
    ]
    assert "`zoo.animals.list(status=…)` is now `zoo.animals.list(state=…)`" in (
        project / "changes" / "+api-2.0.0.migration.md"
    ).read_text("utf-8")
