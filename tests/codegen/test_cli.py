"""The command: what it writes, what it says, and what it does not do."""

from __future__ import annotations

import gc
import json
import os
import re
import runpy
import shutil
import signal
import subprocess
import sys
import threading
import time
import tomllib
from pathlib import Path

import pytest
from support.small_specs import write_spec
from synapse_codegen import cli
from synapse_codegen.diff.rules import RULES as DIFF_RULES
from synapse_codegen.grammar import json_schema
from synapse_codegen.output import emit
from synapse_codegen.output.formatter import FormatterError
from synapse_codegen.pipeline import RULE_IDS

ANIMALS = """
doc: Animals.
models:
  Animal:
    doc: One animal.
    fields: { id: { type: int, required: true, doc: Its ID. } }
operations:
  get:
    doc: Fetch one.
    request: GET animals/{id}/
    path: { id: { type: int, doc: Its ID. } }
    response: Animal
    examples: [{ name: one, arguments: { id: 1 }, response: { id: 1 } }]
"""
KEEPERS = ANIMALS.replace("Animal", "Keeper").replace("animal", "keeper")


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of one spec with two resources, as the current folder."""
    root = tmp_path / "project"
    root.mkdir()
    (root / "pyproject.toml").touch()
    write_spec(root, animals=ANIMALS, keepers=KEEPERS)
    (root / "spec").rename(root / "zoo")
    (root / "spec").mkdir()
    (root / "zoo").rename(root / "spec" / "zoo")
    monkeypatch.chdir(root)
    return root


def tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def refusing(replace, first, then=()):
    """`Path.replace` that refuses some targets, and others once it has refused one."""
    refused = set(first)

    def replaced(self, target):
        if target in refused:
            refused.update(then)
            raise PermissionError(13, "Permission denied", str(self))
        return replace(self, target)

    return replaced


class TestGenerate:
    def test_writes_the_package_and_reports_it(self, project, capsys):
        assert cli.main(["generate"]) == 0
        lines = capsys.readouterr().out.splitlines()
        files = tree(project / "generated")
        assert sorted(line.removeprefix("wrote generated/") for line in lines[:-1]) == sorted(files)
        assert lines[-1] == f"{len(files)} files written, 0 unchanged"

    def test_a_second_run_has_nothing_to_do(self, project, capsys):
        cli.main(["generate"])
        before = {path: path.stat().st_mtime_ns for path in (project / "generated").rglob("*")}
        capsys.readouterr()
        assert cli.main(["generate"]) == 0
        assert capsys.readouterr().out == f"nothing to do: {len(tree(project / 'generated')) - 1} files unchanged\n"
        assert {path: path.stat().st_mtime_ns for path in (project / "generated").rglob("*")} == before

    def test_one_changed_description_rewrites_the_files_that_show_it(self, project, capsys):
        cli.main(["generate"])
        capsys.readouterr()
        edit(project / "spec" / "zoo" / "resources" / "animals.yaml", "Fetch one.", "Fetch one of them.")
        assert cli.main(["generate"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[:-1] == ["wrote generated/zoo/resources/animals.py", "wrote generated/zoo/spec.lock"]
        assert b"Fetch one of them." in (project / "generated" / "zoo" / "resources" / "animals.py").read_bytes()

    def test_files_of_a_removed_resource_are_deleted_and_no_others(self, project, capsys):
        cli.main(["generate"])
        mine = project / "generated" / "zoo" / "mine.py"
        mine.write_text("kept = True\n", encoding="utf-8")
        (project / "spec" / "zoo" / "resources" / "keepers.yaml").unlink()
        capsys.readouterr()
        assert cli.main(["generate"]) == 0
        out = capsys.readouterr().out
        deleted = re.findall(r"deleted (\S+)", out)
        assert "generated/zoo/resources/keepers.py" in deleted
        assert all(path.rpartition("/")[2] in {"keepers.py", "keepers.json"} for path in deleted)
        assert f"{len(deleted)} deleted" in out
        assert mine.is_file()
        assert not [path for path in tree(project / "generated") if "keepers" in path]

    def test_an_empty_folder_is_deleted(self, project):
        edit(
            project / "spec" / "zoo" / "service.yaml",
            "version: 1.0.0",
            "version: 1.0.0\ndocumented: { module: old.zoo, class: OldZoo, mixins: {} }",
        )
        cli.main(["generate"])
        assert (project / "generated" / "zoo" / "old").is_dir()
        edit(
            project / "spec" / "zoo" / "service.yaml",
            "documented: { module: old.zoo, class: OldZoo, mixins: {} }",
            "",
        )
        assert cli.main(["generate"]) == 0
        assert not (project / "generated" / "zoo" / "old").exists()

    def test_an_edited_file_is_rewritten(self, project):
        cli.main(["generate"])
        right = tree(project / "generated")
        (project / "generated" / "zoo" / "client.py").write_text("broken", encoding="utf-8")
        (project / "generated" / "zoo" / "service.py").unlink()
        assert cli.main(["generate"]) == 0
        assert tree(project / "generated") == right

    @pytest.mark.parametrize("lock", ["{", "[]", '{"spec": 1}', '{"spec": "spec/zoo", "inputs": "", "files": {}}'])
    def test_a_broken_lock_is_replaced(self, project, lock):
        cli.main(["generate"])
        right = tree(project / "generated")
        (project / "generated" / "zoo" / "spec.lock").write_text(lock, encoding="utf-8")
        assert cli.main(["generate"]) == 0
        assert tree(project / "generated") == right

    def test_a_lock_that_cannot_be_read_is_no_lock(self, project):
        (project / "generated" / "zoo").mkdir(parents=True)
        (project / "generated" / "other").mkdir()
        (project / "generated" / "other" / "spec.lock").symlink_to(project / "gone")
        assert cli.main(["generate"]) == 0

    @pytest.mark.parametrize("path", ["../../secret.txt", "/etc/hosts"])
    def test_a_lock_cannot_delete_other_files(self, project, path):
        cli.main(["generate"])
        (project.parent / "secret.txt").touch()
        lock = project / "generated" / "zoo" / "spec.lock"
        content = json.loads(lock.read_bytes())
        content["files"][path] = ""
        lock.write_text(json.dumps(content), encoding="utf-8")
        assert cli.main(["generate"]) == 0
        assert (project.parent / "secret.txt").exists()

    @pytest.mark.parametrize("command", ["generate", "check"])
    def test_a_package_of_another_spec_is_not_overwritten(self, project, capsys, command):
        cli.main(["generate"])
        before = tree(project / "generated")
        shutil.copytree(project / "spec" / "zoo", project / "spec" / "park")
        (project / "spec" / "park" / "resources" / "keepers.yaml").unlink()
        assert cli.main([command, "--spec", "spec/park"]) == 2
        assert capsys.readouterr().err == (
            "synapse-codegen: generated/zoo holds the package of spec/zoo, which spec/park would overwrite: "
            "give one of them another `package`, or delete generated/zoo\n"
        )
        assert tree(project / "generated") == before

    def test_a_package_inside_that_of_another_spec_is_refused(self, project, capsys):
        cli.main(["generate"])
        shutil.copytree(project / "spec" / "zoo", project / "spec" / "park")
        edit(project / "spec" / "park" / "service.yaml", "package: zoo", "package: zoo.models")
        assert cli.main(["generate", "--spec", "spec/park"]) == 2
        assert "holds the package of spec/zoo" in capsys.readouterr().err

    def test_two_specs_with_two_packages_share_a_folder(self, project):
        cli.main(["generate"])
        shutil.copytree(project / "spec" / "zoo", project / "spec" / "park")
        edit(project / "spec" / "park" / "service.yaml", "package: zoo", "package: park")
        assert cli.main(["generate", "--spec", "spec/park"]) == 0
        assert cli.main(["check", "--spec", "spec/park"]) == 0
        assert cli.main(["check", "--spec", "spec/zoo"]) == 0

    def test_the_package_of_a_renamed_spec_is_replaced(self, project):
        cli.main(["generate"])
        (project / "spec" / "zoo").rename(project / "spec" / "park")
        assert cli.main(["generate"]) == 0
        assert cli.main(["check"]) == 0

    @pytest.mark.parametrize("with_lock", [True, False])
    def test_a_file_that_was_not_emitted_is_not_overwritten(self, project, capsys, with_lock):
        if with_lock:
            cli.main(["generate"])
            resources = project / "spec" / "zoo" / "resources"
            (resources / "keepers.yaml").rename(resources / "guards.yaml")
            edit(resources / "guards.yaml", "resource: keepers", "resource: guards")
        mine = project / "generated" / "zoo" / "resources" / ("guards.py" if with_lock else "keepers.py")
        mine.parent.mkdir(parents=True, exist_ok=True)
        mine.write_text("mine = True\n", encoding="utf-8")
        before = tree(project / "generated")
        capsys.readouterr()
        assert cli.main(["generate"]) == 2
        name = mine.relative_to(project)
        message = f"{name} was not written by `synapse-codegen generate`: move it, or delete it"
        assert capsys.readouterr().err == f"synapse-codegen: {message}\n"
        assert tree(project / "generated") == before

    def test_a_spec_with_errors_writes_nothing(self, project, capsys):
        cli.main(["generate"])
        before = tree(project / "generated")
        edit(project / "spec" / "zoo" / "resources" / "animals.yaml", "response: Animal", "response: Anima")
        edit(project / "spec" / "zoo" / "resources" / "keepers.yaml", "response: Keeper", "response: Keepr")
        capsys.readouterr()
        assert cli.main(["generate"]) == 1
        out = capsys.readouterr().out
        assert "error[unknown-type]: there is no type `Anima`" in out
        assert "did you mean `Keeper`" in out
        assert out.endswith("nothing is written\n")
        assert tree(project / "generated") == before

    def test_an_unwritable_file_leaves_everything_unchanged(self, project, capsys):
        cli.main(["generate"])
        before = tree(project / "generated")
        edit(project / "spec" / "zoo" / "resources" / "animals.yaml", "Fetch one.", "Fetch.")
        edit(project / "spec" / "zoo" / "resources" / "keepers.yaml", "Fetch one.", "Fetch.")
        blocked = project / "generated" / "zoo" / f".keepers.py.{os.getpid()}"
        (project / "generated" / "zoo" / "resources" / blocked.name).mkdir()
        capsys.readouterr()
        assert cli.main(["generate"]) == 2
        assert "generated/zoo/resources/keepers.py: Is a directory; nothing was changed" in capsys.readouterr().err
        assert tree(project / "generated") == before

    def test_a_failure_while_files_are_moved_leaves_everything_unchanged(self, project, capsys, monkeypatch):
        cli.main(["generate"])
        before = tree(project / "generated")
        edit(project / "spec" / "zoo" / "resources" / "animals.yaml", "Fetch one.", "Fetch.")
        blocked = project / "generated" / "zoo" / "spec.lock"
        monkeypatch.setattr(Path, "replace", refusing(Path.replace, {blocked}))
        capsys.readouterr()
        assert cli.main(["generate"]) == 2
        message = "generated/zoo/spec.lock: Permission denied; nothing was changed"
        assert capsys.readouterr().err == f"synapse-codegen: {message}\n"
        assert tree(project / "generated") == before

    def test_files_that_cannot_be_restored_are_named_and_the_next_run_repairs_them(self, project, capsys, monkeypatch):
        cli.main(["generate"])
        edit(project / "spec" / "zoo" / "resources" / "animals.yaml", "Fetch one.", "Fetch.")
        folder = project / "generated" / "zoo"
        blocked = {folder / "spec.lock"}
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", refusing(Path.replace, blocked, blocked | {folder / "resources/animals.py"}))
            capsys.readouterr()
            assert cli.main(["generate"]) == 2
        assert capsys.readouterr().err == (
            "synapse-codegen: generated/zoo/spec.lock: Permission denied; "
            "1 file could not be restored: generated/zoo/resources/animals.py; "
            "fix the cause and run `synapse-codegen generate` again\n"
        )
        assert cli.main(["generate"]) == 0
        unchanged = len(tree(project / "generated")) - 1
        assert capsys.readouterr().out == f"wrote generated/zoo/spec.lock\n1 file written, {unchanged} unchanged\n"

    def test_the_output_is_the_same_on_every_machine(self, project):
        """Nothing of it depends on the hash seed, the locale or where the project lies."""
        cli.main(["generate"])
        first = tree(project / "generated")
        moved = project.parent / "elsewhere"
        project.rename(moved)
        environment = {**os.environ, "PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Seoul"}
        subprocess.run(
            [sys.executable, "-m", "synapse_codegen", "generate", "--out", "again"],
            cwd=moved,
            env=environment,
            check=True,
            capture_output=True,
        )
        assert tree(moved / "again") == first


class TestCheck:
    def test_a_formatter_that_fails_is_one_line(self, project, capsys, monkeypatch):
        def fail(_):
            raise FormatterError("the formatter failed: it has another version")

        monkeypatch.setattr(emit, "format_sources", fail)
        assert cli.main(["check"]) == 2
        assert capsys.readouterr().err == "synapse-codegen: the formatter failed: it has another version\n"

    def test_a_new_package_matches(self, project, capsys):
        cli.main(["generate"])
        capsys.readouterr()
        assert cli.main(["check"]) == 0
        count = len(tree(project / "generated")) - 1
        assert capsys.readouterr().out == f"generated/zoo matches spec/zoo: {count} files\n"

    def test_shows_what_was_edited_missing_or_added(self, project, capsys):
        cli.main(["generate"])
        folder = project / "generated" / "zoo"
        edit(folder / "resources" / "animals.py", "Fetch one.", "Fetch two.")
        (folder / "client.py").unlink()
        (folder / "mine.py").write_text("mine = True\n", encoding="utf-8")
        (folder / "py.typed").write_text("no end", encoding="utf-8")
        capsys.readouterr()
        assert cli.main(["check"]) == 1
        out = capsys.readouterr().out
        assert "--- generated/zoo/resources/animals.py (on disk)" in out
        assert '-        """Fetch two.' in out
        assert '+        """Fetch one.' in out
        assert "generated/zoo/client.py: missing\n" in out
        assert "generated/zoo/mine.py: not part of the package\n" in out
        assert "-no end\n" in out
        assert out.endswith("4 files do not match spec/zoo: run `synapse-codegen generate`\n")

    def test_a_stale_package_is_reported_and_left_alone(self, project, capsys):
        cli.main(["generate"])
        before = tree(project / "generated")
        edit(project / "spec" / "zoo" / "resources" / "animals.yaml", "Fetch one.", "Fetch one of them.")
        capsys.readouterr()
        assert cli.main(["check"]) == 1
        assert "1 file does not match spec/zoo" in capsys.readouterr().out
        assert tree(project / "generated") == before

    def test_a_comment_in_the_spec_changes_nothing(self, project):
        cli.main(["generate"])
        edit(project / "spec" / "zoo" / "resources" / "animals.yaml", "doc: Animals.", "doc: Animals. # dear ones")
        assert cli.main(["check"]) == 0

    def test_pull_requests_are_annotated(self, project, capsys):
        cli.main(["generate"])
        (project / "generated" / "zoo" / "client.py").unlink()
        capsys.readouterr()
        assert cli.main(["check", "--format", "github"]) == 1
        captured = capsys.readouterr()
        assert captured.out.startswith("::error file=generated/zoo/client.py,line=1,col=1")
        assert "run `synapse-codegen generate`" in captured.err

    def test_a_spec_with_errors_reports_no_files(self, project, capsys):
        edit(project / "spec" / "zoo" / "resources" / "animals.yaml", "response: Animal", "response: Anima")
        assert cli.main(["check"]) == 1
        assert "error[unknown-type]" in capsys.readouterr().out


class TestLint:
    def test_a_good_spec(self, project, capsys):
        assert cli.main(["lint"]) == 0
        assert capsys.readouterr().out == "spec/zoo: no problems\n"

    def test_warnings_are_printed_and_do_not_fail(self, project, capsys):
        edit(project / "spec" / "zoo" / "resources" / "animals.yaml", "    doc: Fetch one.\n", "")
        assert cli.main(["lint"]) == 0
        assert capsys.readouterr().out.endswith("spec/zoo: 0 errors, 1 warning\n")

    def test_diagnostics_as_json(self, project, capsys):
        edit(project / "spec" / "zoo" / "resources" / "animals.yaml", "response: Animal", "response: Anima")
        assert cli.main(["lint", "--format", "json"]) == 1
        content = json.loads(capsys.readouterr().out)
        assert {one["rule"] for one in content} >= {"unknown-type"}
        assert cli.main(["generate", "--format", "json"]) == 1

    def test_no_diagnostics_are_an_empty_list(self, project, capsys):
        cli.main(["generate"])
        capsys.readouterr()
        for command in ("lint", "generate", "check"):
            assert cli.main([command, "--format", "json"]) == 0
            assert json.loads(capsys.readouterr().out) == []


class TestSchema:
    """`schema.json` beside the spec is written once on request, and kept current from then on."""

    def test_is_written_on_request(self, project, capsys):
        assert cli.main(["schema"]) == 0
        assert capsys.readouterr().out == "wrote spec/schema.json\n"
        assert (project / "spec" / "schema.json").read_text("utf-8") == json_schema()

    def test_is_not_written_unasked(self, project):
        cli.main(["generate"])
        assert not (project / "spec" / "schema.json").exists()

    def test_a_file_of_another_program_is_left_alone(self, project, capsys):
        (project / "spec" / "schema.json").write_text("{}", encoding="utf-8")
        assert cli.main(["generate"]) == 0
        assert cli.main(["check"]) == 0
        capsys.readouterr()
        assert cli.main(["schema"]) == 2
        message = "synapse-codegen: spec/schema.json belongs to another program: move it\n"
        assert capsys.readouterr().err == message
        assert (project / "spec" / "schema.json").read_text("utf-8") == "{}"

    def test_a_current_one_is_not_touched(self, project, capsys):
        cli.main(["schema"])
        cli.main(["generate"])
        capsys.readouterr()
        assert cli.main(["generate"]) == 0
        assert capsys.readouterr().out.startswith("nothing to do")
        assert cli.main(["check"]) == 0

    def test_an_edited_one_is_reported_and_rewritten(self, project, capsys):
        cli.main(["schema"])
        cli.main(["generate"])
        lock = (project / "generated" / "zoo" / "spec.lock").read_bytes()
        edit(project / "spec" / "schema.json", "One resource", "One thing")
        capsys.readouterr()
        assert cli.main(["check"]) == 1
        out = capsys.readouterr().out
        assert "--- spec/schema.json (on disk)\n" in out
        assert out.endswith("1 file does not match spec/zoo: run `synapse-codegen generate`\n")
        assert cli.main(["generate"]) == 0
        assert capsys.readouterr().out.startswith("wrote spec/schema.json\n")
        assert (project / "spec" / "schema.json").read_text("utf-8") == json_schema()
        assert (project / "generated" / "zoo" / "spec.lock").read_bytes() == lock
        assert cli.main(["check"]) == 0


class TestSeveralSpecs:
    """Without --spec, a command works on each spec of the project."""

    @pytest.fixture(autouse=True)
    def _park(self, project):
        shutil.copytree(project / "spec" / "zoo", project / "spec" / "park")
        edit(project / "spec" / "park" / "service.yaml", "package: zoo", "package: park")

    def test_all_are_generated_checked_and_linted(self, project, capsys):
        assert cli.main(["generate"]) == 0
        assert {path.name for path in (project / "generated").iterdir()} == {"park", "zoo"}
        capsys.readouterr()
        assert cli.main(["check"]) == 0
        assert cli.main(["lint"]) == 0
        assert cli.main(["schema"]) == 0
        assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == [
            "generated/park matches spec/park",
            "generated/zoo matches spec/zoo",
            "spec/park",
            "spec/zoo",
            "wrote spec/schema.json",
        ]

    def test_errors_of_one_do_not_hide_the_others(self, project, capsys):
        edit(project / "spec" / "park" / "resources" / "animals.yaml", "response: Animal", "response: Anima")
        edit(project / "spec" / "zoo" / "resources" / "keepers.yaml", "    doc: Fetch one.\n", "")
        assert cli.main(["lint", "--format", "json"]) == 1
        captured = capsys.readouterr()
        assert [item["rule"] for item in json.loads(captured.out)] == ["unknown-type", "missing-doc"]
        assert captured.err == "spec/park: 1 error, 0 warnings\nspec/zoo: 0 errors, 1 warning\n"
        assert cli.main(["generate"]) == 1
        assert {path.name for path in (project / "generated").iterdir()} == {"zoo"}

    @pytest.mark.parametrize("package", ["zoo", "zoo.models"])
    def test_one_package_for_two_is_refused(self, project, capsys, package):
        edit(project / "spec" / "park" / "service.yaml", "package: park", f"package: {package}")
        assert cli.main(["generate"]) == 2
        assert "which spec/zoo would overwrite: give one of them another `package`" in capsys.readouterr().err


class TestExplain:
    def test_prints_the_page_of_a_rule(self, capsys):
        assert cli.main(["explain", "waiter"]) == 0
        page = capsys.readouterr().out
        assert page.startswith("# waiter\n\nA waiter")
        assert page.index("Wrong:") < page.index("Right:")

    def test_lists_all_rules_with_a_sentence_each(self, capsys):
        assert cli.main(["explain"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert [line.split()[0] for line in lines] == sorted(RULE_IDS)
        assert all(line.endswith(".") for line in lines)

    def test_a_rule_of_diff_is_explained_by_its_row(self, capsys):
        assert cli.main(["explain", "parameter-removed"]) == 0
        assert capsys.readouterr().out == (
            "# parameter-removed\n\nA finding of `diff`: keyword {old} is gone\n\n"
            "Breaking. Code that worked fails, or its requests mean something else.\n\n"
            "Who is hit: python (calls that are made, when they run), types (type checkers and editors), "
            "wire (what is sent and received: plain dicts, released clients, other languages).\n\n"
            "What undoes it: `parameter-added`.\n"
        )
        assert cli.main(["explain", "examples-changed"]) == 0
        assert "\n\nhint: the mock starts with their rows\n\nDocs." in capsys.readouterr().out
        assert cli.main(["explain", "docs-changed"]) == 0
        assert "Who is hit" not in capsys.readouterr().out

    def test_no_rule_has_the_name_of_another(self):
        assert not set(RULE_IDS) & DIFF_RULES.keys()

    def test_an_unknown_rule_is_one_line(self, capsys):
        assert cli.main(["explain", "waiters"]) == 2
        assert capsys.readouterr().err == "synapse-codegen: there is no rule `waiters`: did you mean `waiter`?\n"
        assert cli.main(["explain", "x"]) == 2
        assert capsys.readouterr().err.endswith("there is no rule `x`: `synapse-codegen explain` lists all rules\n")


class TestWatch:
    @pytest.fixture
    def watch(self, monkeypatch):
        """Run `watch`, and a step of a script at each of its pauses; Ctrl-C follows the last one."""

        def run(*steps):
            script, sleep = iter(steps), time.sleep

            def pause(seconds):
                if threading.current_thread() is threading.main_thread():
                    next(script, lambda: signal.raise_signal(signal.SIGINT))()
                else:  # of another test, as Sentry's
                    sleep(seconds)

            monkeypatch.setattr(time, "sleep", pause)
            before = signal.signal(signal.SIGINT, signal.default_int_handler)
            try:
                return cli.main(["watch"])
            finally:
                signal.signal(signal.SIGINT, before)

        return run

    def test_generates_once_and_after_each_change(self, project, capsys, watch):
        animals = project / "spec" / "zoo" / "resources" / "animals.yaml"
        steps = [
            capsys.readouterr,
            lambda: edit(animals, "Fetch one.", "Fetch one of them."),
            lambda: None,
            lambda: edit(animals, "response: Animal", "response: Anima"),
            lambda: edit(animals, "response: Anima", "response: Animal # right again"),
        ]
        assert watch(*steps) == 0
        lines = [line for line in capsys.readouterr().out.splitlines() if not line.startswith((" ", "hint"))]
        assert [re.sub(r"\d\.\d\d s|\d+(?= unchanged)", "…", line) for line in lines] == [
            "wrote generated/zoo/resources/animals.py",
            "wrote generated/zoo/spec.lock",
            "2 files written, … unchanged",
            "spec/zoo: …",
            "spec/zoo/resources/animals.yaml:12:15: error[unknown-type]: there is no type `Anima`",
            "spec/zoo: 1 error; nothing is written",
            "spec/zoo: …",
            "wrote generated/zoo/spec.lock",
            "1 file written, … unchanged",
            "spec/zoo: …",
        ]

    def test_a_failure_does_not_end_it(self, project, capsys, watch):
        spec, client = project / "spec" / "zoo" / "resources", project / "generated" / "zoo" / "client.py"

        def claim():
            client.write_text("mine", encoding="utf-8")
            (project / "generated" / "zoo" / "spec.lock").unlink()
            edit(spec / "animals.yaml", "Fetch one.", "Fetch it.")

        def block():
            shutil.rmtree(project / "generated")
            (project / "generated").touch()
            edit(spec / "animals.yaml", "Fetch it.", "Fetch one.")

        def dangle():
            (project / "generated").unlink()
            (spec / "gone.yaml").symlink_to(project / "gone.yaml")
            edit(spec / "animals.yaml", "Fetch one.", "Fetch it again.")

        assert watch(claim, block, dangle, (spec / "gone.yaml").unlink) == 0
        out = capsys.readouterr().out
        assert (
            "\nsynapse-codegen: generated/zoo/client.py was not written by `synapse-codegen generate`: move it" in out
        )
        assert "Not a directory; nothing was changed\n" in out
        assert "spec/zoo/resources/gone.yaml:1:1: error[unreadable-file]" in out


class TestInit:
    """A new service generates, passes its tests, and is what the formatter and the linter want."""

    @pytest.mark.slow
    def test_a_new_service_runs_at_once(self, tmp_path, monkeypatch, capsys):
        monkeypatch.chdir(tmp_path)
        assert cli.main(["init", "pet_shop"]) == 0
        out = capsys.readouterr().out
        assert out.startswith("wrote pet_shop/pyproject.toml\n")
        assert "\nnext:\n  cd pet_shop\n  synapse-codegen generate " in out
        monkeypatch.chdir("pet_shop")
        assert cli.main(["generate"]) == 0
        capsys.readouterr()
        assert cli.main(["lint"]) == 0
        assert cli.main(["check"]) == 0
        assert capsys.readouterr().out.startswith("spec/pet_shop: no problems\ngenerated/pet_shop matches")
        assert cli.main(["init", "park"]) == 0, "a second service in the same project"
        assert "pyproject" not in capsys.readouterr().out
        assert cli.main(["generate"]) == 0
        command = [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout.splitlines()[-1][:8]) == (0, "6 passed"), done.stdout
        ruff = [
            sys.executable,
            "-m",
            "ruff",
            "check",
            "--isolated",
            "--select",
            "E,F,I",
            "--line-length",
            "120",
            "tests",
        ]
        assert subprocess.run(ruff, capture_output=True, check=False).returncode == 0

    def test_a_second_service_adds_nothing_that_the_project_has(self, tmp_path, monkeypatch, capsys):
        monkeypatch.chdir(tmp_path)
        assert cli.main(["init", "shop"]) == 0
        monkeypatch.chdir("shop")
        before = tree(tmp_path)
        capsys.readouterr()
        assert cli.main(["init", "park"]) == 0
        assert not {"pyproject.toml", "spec/schema.json"} & {*re.findall(r"(?m)^wrote (.*)$", capsys.readouterr().out)}
        assert before.items() <= tree(tmp_path).items()

    @pytest.mark.parametrize("name", ["Pet-Shop", "json", "class", ""])
    def test_a_name_that_is_no_package_is_refused(self, name, tmp_path, monkeypatch, capsys):
        monkeypatch.chdir(tmp_path)
        assert cli.main(["init", name]) == 2
        assert f"`{name}` cannot be a package: take a name in snake_case" in capsys.readouterr().err
        assert list(tmp_path.iterdir()) == []

    def test_nothing_is_overwritten(self, tmp_path, monkeypatch, capsys):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "shop").mkdir()
        (tmp_path / "shop" / "README.md").write_text("mine", encoding="utf-8")
        assert cli.main(["init", "shop"]) == 2
        assert "shop/README.md exists, and nothing is written" in capsys.readouterr().err
        assert tree(tmp_path) == {"shop/README.md": b"mine"}


class TestUsage:
    def test_a_folder_can_be_named(self, project, tmp_path, monkeypatch, capsys):
        monkeypatch.chdir(tmp_path)
        out = tmp_path / "out"
        assert cli.main(["generate", "--spec", "project/spec/zoo", "--out", str(out)]) == 0
        assert (out / "zoo" / "__init__.py").is_file()
        assert "wrote out/zoo/__init__.py" in capsys.readouterr().out

    def test_a_spec_can_lie_outside_a_project(self, tmp_path, monkeypatch, capsys):
        monkeypatch.chdir(write_spec(tmp_path, animals=ANIMALS))
        assert cli.main(["lint", "--spec", "."]) == 0
        assert capsys.readouterr().out == ".: no problems\n"

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["lint", "--spec", "nowhere"], "nowhere: this folder does not exist"),
            (["generate", "--out", "pyproject.toml"], "Not a directory; nothing was changed"),
        ],
    )
    def test_a_wrong_argument_is_one_line(self, project, capsys, arguments, message):
        assert cli.main(arguments) == 2
        err = capsys.readouterr().err
        assert message in err
        assert err.count("\n") == 1

    def test_without_a_spec_it_must_be_named(self, project, capsys):
        (project / "spec").rename(project / "elsewhere")
        assert cli.main(["lint"]) == 2
        assert "no folder in spec has a service.yaml: name one with --spec" in capsys.readouterr().err

    def test_an_unknown_command_is_refused(self, capsys):
        with pytest.raises(SystemExit) as stopped:
            cli.main(["paint"])
        assert stopped.value.code == 2

    def test_a_closed_pipe_is_no_traceback(self, project):
        cli.main(["generate"])
        for path in (project / "generated").rglob("*.py"):
            path.write_text("edited\n" * 2000, encoding="utf-8")
        command = [sys.executable, "-m", "synapse_codegen", "check"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            assert process.stdout.readline().startswith("--- generated/zoo/__init__.py")
            process.stdout.close()
            assert (process.stderr.read(), process.wait()) == ("", 2)

    def test_a_full_disk_behind_stdout_is_reported(self, project):
        with Path("/dev/full").open("w") as full:
            command = [sys.executable, "-m", "synapse_codegen", "lint"]
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        message = "synapse-codegen: the output cannot be printed: No space left on device\n"
        assert (done.stderr, done.returncode) == (message, 2)

    @pytest.mark.parametrize("status", [0, 1])
    def test_the_module_runs_without_the_garbage_collector(self, project, monkeypatch, status):
        done = []
        monkeypatch.setattr(sys, "argv", ["synapse-codegen", "lint"])
        monkeypatch.setattr(gc, "disable", lambda: done.append("no collector"))
        monkeypatch.setattr(gc, "freeze", lambda: done.append("no last collection"))
        if status:
            edit(project / "spec" / "zoo" / "resources" / "animals.yaml", "response: Animal", "response: Anima")
        with pytest.raises(SystemExit) as stopped:
            runpy.run_module("synapse_codegen", run_name="__main__")
        assert (stopped.value.code, done) == (status, ["no collector", "no last collection"])

    def test_the_installed_command_runs_the_module(self, project):
        """What is installed as `synapse-codegen` runs in the same way."""
        scripts = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
        assert scripts["synapse-codegen"] == "synapse_codegen.__main__:run"
        program = "import sys; from synapse_codegen.__main__ import run; sys.exit(run())"
        done = subprocess.run([sys.executable, "-c", program, "lint"], capture_output=True, text=True, check=True)
        assert done.stdout == "spec/zoo: no problems\n"

    def test_help_lists_the_commands(self, capsys):
        with pytest.raises(SystemExit) as stopped:
            cli.main(["--help"])
        assert stopped.value.code == 0
        out = capsys.readouterr().out
        for command, text in cli.COMMANDS.items():
            assert f"  {command:<10}{text}\n" in out


def test_nothing_to_do_is_found_without_slow_imports(project):
    cli.main(["generate"])
    program = (
        "import sys; from synapse_codegen.cli import main; main(['generate'])\n"
        "print(*{'yaml', 'jinja2', 'attr'} & sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[0].startswith("nothing to do")
    assert done.stdout.splitlines()[1] == ""
