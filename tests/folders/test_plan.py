"""Plans: what they say, what they refuse, how they are saved, and who may upload them."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import pytest
from synapse_folders import DirectoryPlan, Finding, UploadSummary
from synapse_http.errors import DecodeError, InvalidArgumentError
from synapse_runtime.testing import AsyncMockTransport, MockTransport
from synapse_sdk import AsyncSynapse
from synapse_sdk.clients.backend import BackendClient

from .trees import write


def rules(plan):
    return [(finding.rule, finding.path, finding.row, finding.column) for finding in plan.findings]


def test_a_plan_says_what_it_is_of(plan_of):
    plan = plan_of("image/a/1.jpg", "annotation/a/1.json")
    (unit,) = plan.units.values()
    assert (unit.key, [*unit.files], unit.files["image"].path) == ("a/1", ["annotation", "image"], "image/a/1.jpg")
    assert (plan.target.collection, plan.target.project, plan.findings, plan.errors) == (123, None, [], [])
    assert repr(plan) == f"<DirectoryPlan of {plan.contents.root!r}: 1 units, 0 findings>"
    assert "project" not in str(plan)


def test_units_say_where_they_come_from(plan_of, mock):
    plan = plan_of("image/a/1.tar.jpg")
    (unit,) = plan.units.values()
    assert (
        unit.meta("image")
        == unit.meta("none such")
        == {
            "origin_file_path": "image/a/1.tar.jpg",
            "origin_file_stem": "1.tar",
            "origin_file_extension": ".jpg",
        }
    )
    unit.row = {"origin_file_stem": "of the row"}
    assert unit.meta("image")["origin_file_stem"] == "of the row"


def test_errors_are_refused_unless_they_are_to_be_left_out(plan_of, mock):
    plan = plan_of(*(f"annotation/{number}.json" for number in range(7)), "image/6.jpg")
    before = len(mock.calls)
    with pytest.raises(InvalidArgumentError) as raised:
        plan.upload()
    assert "the folder has 6 errors: annotation/0.json: the data unit '0' has no image" in str(raised.value)
    assert "(and 1 more)" in str(raised.value)
    assert "on_invalid='skip', which uploads 1 of 7 data units" in str(raised.value)
    assert len(mock.calls) == before
    summary = plan.upload(on_invalid="skip")
    assert (summary.created, summary.left_out, summary.is_complete) == (1, 6, False)
    with pytest.raises(InvalidArgumentError, match="on_invalid must be one of refuse, skip, got 'ignore'"):
        plan.upload(on_invalid="ignore")


def test_a_summary_is_a_line():
    assert str(UploadSummary()) == "nothing to upload"
    assert str(UploadSummary(created=1200, left_out=1)) == "1,200 created, 1 left out"
    assert UploadSummary(created=3, skipped=4).is_complete


def test_results_go_to_a_file_or_a_function(plan_of, tmp_path, synapse):
    plan, report = plan_of("image/1.jpg", "image/2.jpg"), tmp_path / "report.jsonl"
    assert plan.upload(report=report) == UploadSummary(created=2)
    lines = [json.loads(line) for line in report.read_text("utf-8").splitlines()]
    assert sorted(line["key"] for line in lines) == ["1", "2"]
    assert all(line["unit"] and line["status"] == "created" for line in lines)
    results = []
    watched = DirectoryPlan(synapse.with_options(report=results.append), plan.target, plan.contents)
    watched.upload()
    assert [result["status"] for result in results] == ["skipped"] * 2


def test_a_saved_plan_is_uploaded_elsewhere(plan_of, synapse, tmp_path):
    plan = plan_of("image/1.jpg", b"image/" + "한".encode("cp949") + b".jpg", "annotation/9.json", "stray.txt")
    plan.units["1"].row = {"weather": "sun"}
    plan.save(tmp_path / "plan.jsonl")
    moved = (tmp_path / "data").rename(tmp_path / "moved")
    loaded = DirectoryPlan.load(synapse, tmp_path / "plan.jsonl", moved)
    assert (loaded.target, loaded.units, loaded.findings) == (plan.target, plan.units, plan.findings)
    assert str(loaded).replace("moved", "data") == str(plan)
    assert str(loaded.upload(on_invalid="skip")) == "2 created, 1 left out"
    with pytest.raises(InvalidArgumentError, match="the folder has 1 error: annotation/9.json"):
        DirectoryPlan.load(synapse, tmp_path / "plan.jsonl").upload()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "line 1: JSONDecodeError"),
        ('{"a": 1}\n', "line 1: KeyError"),
        ('{"plan": 2}\n', "line 1: ValueError"),
        ('{"plan": 1}\n{"unit": 1}\n', "line 2: KeyError"),
    ],
)
def test_a_file_that_is_no_plan_is_refused(synapse, tmp_path, content, message):
    (tmp_path / "plan.jsonl").write_text(content)
    with pytest.raises(InvalidArgumentError, match=f"is no plan of an upload .{message}"):
        DirectoryPlan.load(synapse, tmp_path / "plan.jsonl")


def test_it_is_asked_what_the_server_has(plan_of, tmp_path):
    plan = plan_of("image/1.jpg", "image/2.jpg", "image/3.jpg", "image/4.jpg")
    write(tmp_path / "data", "image/3.jpg", (tmp_path / "data" / "image" / "1.jpg").read_bytes())
    os.remove(tmp_path / "data" / "image" / "4.jpg")
    first = plan.compare()
    assert (first.files, first.stored_files, first.bytes_to_send) == (4, 0, first.bytes)
    assert rules(plan) == [("duplicate-in-tree", "image/3.jpg", None, "")]
    assert "server    has 0 of 4 files; 92 B to send" in str(plan)
    plan.upload()
    again = plan.compare()
    assert (again.stored_files, again.bytes_to_send) == (3, 23)
    assert len(plan.findings) == 1
    assert plan.comparison is again


def test_there_may_be_nothing_to_compare(plan_of):
    assert plan_of().compare().files == 0
    assert plan_of("annotation/1.json").compare().files == 0
    missing = plan_of("image/1.jpg")
    for path in ("image/1.jpg", "annotation/1.json"):
        os.remove(Path(missing.contents.root) / path)
    assert (missing.compare().files, missing.compare().stored_files) == (2, 0)


def test_async_and_documented_clients_plan_too(mock, tmp_path):
    write(tmp_path, "image/1.jpg")

    async def run():
        async with AsyncSynapse("https://mock", api_token="t", transport=AsyncMockTransport(mock)) as client:
            plan = await client.data_collections.plan_directory(123, tmp_path)
            with pytest.raises(InvalidArgumentError, match=r"the client is async: await plan.upload_async\(…\)"):
                plan.upload()
            return await plan.compare_async(), await plan.upload_async()

    comparison, summary = asyncio.run(run())
    assert (comparison.files, summary) == (1, UploadSummary(created=1))

    with BackendClient("https://mock", "t", transport=MockTransport(mock)) as client:
        plan = client.plan_directory(123, tmp_path)
        assert plan.upload() == UploadSummary(skipped=1)
        with pytest.raises(InvalidArgumentError, match=r"the client is blocking: call plan.upload\(…\)"):
            asyncio.run(plan.upload_async())


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"layout": "flat", "map": {"image": "*"}}, "layout and map say the same in different ways: give one"),
        ({"layout": "tree"}, "layout must be one of specification, unit, flat, got 'tree'"),
        ({"key": "name"}, "key must be one of path, stem, got 'name'"),
        ({"map": {"picture": "*"}}, "map: there is no file specification 'picture'; there are image, annotation"),
        ({"metadata": "labels.txt"}, "metadata: 'labels.txt' must be one of .csv, .tsv, .jsonl"),
        ({"manifest": "gone.csv"}, "manifest: 'gone.csv' cannot be read: No such file"),
    ],
)
def test_arguments_that_make_no_sense_are_refused(plan_of, options, message):
    with pytest.raises(InvalidArgumentError, match=message):
        plan_of("image/1.jpg", **options)


def test_a_folder_must_be_one(synapse, tmp_path):
    with pytest.raises(InvalidArgumentError, match="does not exist. Give the folder with the files to upload"):
        synapse.data_collections.plan_directory(123, tmp_path / "none")
    write(tmp_path, "file.jpg")
    with pytest.raises(InvalidArgumentError, match="is no folder"):
        synapse.data_collections.plan_directory(123, tmp_path / "file.jpg")


@pytest.mark.parametrize("row", [{"id": 123}, {"id": 123, "file_specifications": [{}]}, None])
def test_a_collection_that_does_not_show_its_files_is_an_error(synapse, mock, tmp_path, row):
    mock.on("GET data_collections/{pk}/").respond(json=row)
    with pytest.raises(DecodeError, match="the response shows no file_specifications"):
        synapse.data_collections.plan_directory(123, tmp_path)


def test_a_finding_says_only_what_it_knows():
    assert Finding(rule="ignored", message="m", path="p").to_dict() == {
        "rule": "ignored",
        "message": "m",
        "path": "p",
        "severity": "error",
    }
    assert Finding(rule="r", message="m", unit="u").place == "u"


def test_many_findings_of_a_rule_are_counted(plan_of):
    text = str(plan_of("image/1.jpg", *(f"stray/{number:02}.jpg" for number in range(12))))
    assert "  … and 7 more" in text
    assert "stray/04.jpg" in text
    assert "stray/05.jpg" not in text


def test_control_characters_do_not_reach_a_terminal(plan_of):
    text = str(plan_of("image/a\x1b[31m.txt"))
    assert "image/a\\x1b[31m.txt" in text
    assert "\x1b" not in text


def test_sizes_are_shown_as_people_say_them(plan_of):
    from synapse_folders.rendering import format_size

    assert [format_size(size) for size in (0, 999, 1000, 1 << 20, 5 << 40, 1 << 60)] == [
        "0 B",
        "999 B",
        "0.977 KiB",
        "1 MiB",
        "5 TiB",
        "1.05e+06 TiB",
    ]
