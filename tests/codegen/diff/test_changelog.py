"""Fragments of the changelog."""

from __future__ import annotations

from attrs import evolve
from support.reports import BREAKING, DOCS, report
from synapse_codegen.diff.changelog import write_fragments
from synapse_codegen.diff.findings import Finding
from synapse_codegen.diff.report import Report
from synapse_codegen.diff.rules import RULES

ADDED = evolve(DOCS, rule=RULES["parameter-added"], message="keyword `born` is new")
REMOVED = evolve(DOCS, rule=RULES["parameter-removed"], message="keyword `size` is gone")


def write(folder, *findings: Finding, **versions: str) -> dict[str, str]:
    result: Report = report(*findings, **versions)
    paths = write_fragments(result, folder)
    assert all(path.exists() for path in paths)
    return {path.name: path.read_text("utf-8") for path in sorted(folder.iterdir())}


def test_each_type_has_a_fragment_and_the_migration_too(tmp_path):
    assert write(tmp_path / "changes", BREAKING, ADDED, REMOVED, DOCS, new="2.1.0") == {
        "+api-2.1.0.added.md": "Version 2.1.0 of the API:\n- `animals.list`: keyword `born` is new.\n",
        "+api-2.1.0.changed.md": "Version 2.1.0 of the API:\n- `animals.list`: keyword `status` is now `state`.\n",
        "+api-2.1.0.migration.md": (
            "Version 2.1.0 of the API:\n- `zoo.list(status=…)` is now `zoo.list(state=…)`.\n- `zoo.old()` is gone.\n"
        ),
        "+api-2.1.0.removed.md": "Version 2.1.0 of the API:\n- `animals.list`: keyword `size` is gone.\n",
    }


def test_a_version_that_is_too_low_is_not_written(tmp_path):
    assert list(write(tmp_path, ADDED)) == ["+api-2.0.0.added.md"]


def test_what_is_no_longer_so_is_removed(tmp_path):
    write(tmp_path, ADDED, REMOVED)
    assert list(write(tmp_path, ADDED)) == ["+api-2.0.0.added.md"]


def test_documentation_alone_is_not_worth_a_fragment(tmp_path):
    assert write(tmp_path, DOCS) == {}
