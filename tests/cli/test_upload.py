"""A folder into a collection, by one command."""

from __future__ import annotations

import json

import pytest
from synapse_cli.commands.upload import ProgressLine
from synapse_runtime.types import Progress
from synapse_sdk import SERVICE

JPEG = b"\xff\xd8\xff\xe0 image "


@pytest.fixture
def folder(tmp_path):
    """Makes a folder of images: `folder(3)`; those without an image are annotations alone."""

    def make(count, without_image=0):
        for kind in ("image", "annotation"):
            (tmp_path / "data" / kind).mkdir(parents=True, exist_ok=True)
        for number in range(count):
            (tmp_path / "data" / "image" / f"{number}.jpg").write_bytes(JPEG + b"%d" % number)
        for number in range(without_image):
            (tmp_path / "data" / "annotation" / f"lone{number}.json").write_text("{}")
        return str(tmp_path / "data")

    return make


def test_a_folder_is_uploaded_and_to_run_it_again_sends_nothing(run, folder, tmp_path, synapse_mock):
    source, report = folder(3), tmp_path / "report.jsonl"
    done = run("upload", source, "--collection", "123", "--project", "123", "--report", str(report))
    assert (done.status, json.loads(done.out)) == (0, {"created": 3, "skipped": 0, "failed": 0, "left_out": 0})
    assert "layout    specification: a folder for each file specification (image/, annotation/, metadata/)" in done.err
    assert sorted(json.loads(line)["key"] for line in report.read_text().splitlines()) == ["0", "1", "2"]
    again = run("upload", source, "--collection", "123", "--project", "123", terminal=True)
    assert (again.status, again.out) == (0, "3 there already\n")
    assert "3 of 3 units, 36 B of 36 B" in again.err


def test_a_plan_shows_what_would_happen_and_sends_no_file(run, folder, synapse_mock):
    source = folder(2, without_image=1)
    planned = run("upload", source, "--collection", "123", "--plan")
    plan = json.loads(planned.out)
    assert (planned.status, plan["units"], plan["units_with_errors"], plan["stored_files"]) == (1, 3, 1, 0)
    assert [finding["rule"] for finding in plan["findings"]] == ["missing-required"]
    synapse_mock.assert_not_called("data_files.create")
    shown = run("upload", source, "--collection", "123", "--plan", terminal=True)
    assert "server    has 0 of 2 files; 24 B to send" in shown.out
    assert "1 error" in shown.out


def test_errors_are_refused_or_left_out(run, folder):
    source = folder(1, without_image=1)
    refused = run("upload", source, "--collection", "123")
    assert refused.status not in {0, 3}
    assert "the folder has 1 error:" in refused.err
    assert "leave them out with --on-invalid skip, which uploads" in refused.err
    skipped = run("upload", source, "--collection", "123", "--on-invalid", "skip", "--workers", "2")
    assert (skipped.status, json.loads(skipped.out)["left_out"]) == (3, 1)


def test_nothing_done_is_a_failure(run, folder, synapse_mock):
    synapse_mock.on("POST data_files/").respond(status=507, json={}, times=None)
    done = run("upload", folder(12), "--collection", "123")
    assert (done.status, json.loads(done.out)["failed"]) == (1, 12)
    assert "… and 2 more; --report FILE has them all" in done.err


def test_a_saved_plan_can_be_uploaded(run, folder, tmp_path):
    source, plan = folder(2), str(tmp_path / "plan.jsonl")
    saved = run("upload", source, "--collection", "123", "--plan", "--save", plan)
    assert f"synapse upload {plan} uploads it" in saved.err
    assert json.loads(run("upload", plan).out)["created"] == 2


def test_patterns_and_tables_are_options(run, folder, tmp_path):
    source, table = folder(2), tmp_path / "labels.csv"
    table.write_text("key,weather\n0,sun\n1,rain\n")
    options = ["--map", "image=image/*.jpg", "--metadata", str(table), "--key", "stem"]
    assert run("upload", source, "--collection", "123", *options).status == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Say which collection the data units go into: --collection ID."),
        (("--collection", "123", "--map", "image"), "--map must be SPEC=GLOB, as image=photos/**/*.jpg, got 'image'."),
    ],
)
def test_a_command_that_says_too_little_is_refused(run, folder, arguments, message):
    done = run("upload", folder(1), *arguments)
    assert (done.status, message in done.err) == (2, True)


def test_a_service_without_collections_has_nothing_to_upload_into(run, folder, monkeypatch):
    monkeypatch.setattr(type(SERVICE), "operations", lambda _: [])
    assert "has no collections to upload folders into" in run("upload", folder(1), "--collection", "1").err


def test_the_line_of_progress_says_what_failed_and_how_fast_it_is(run, capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    line = ProgressLine()
    line.show(Progress("x", 10, 100, 2048.0, done=1, items=3, failed=1))
    line.show(Progress("x", 20, 100, 2048.0, done=-1, items=3))  # too soon after
    line.end()
    assert capsys.readouterr().err == "\r\x1b[K1 of 0 units, 1 failed, 10 B of 0 B, 2 KiB/s\n"
