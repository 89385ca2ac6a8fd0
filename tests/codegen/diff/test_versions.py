"""Versions: which one a change needs."""

from __future__ import annotations

import pytest
from support.diffs import EDITS, apply_edits, build_files, read_files
from synapse_codegen.diagnostics import NOWHERE
from synapse_codegen.diff.compare import compare_services
from synapse_codegen.diff.findings import Finding
from synapse_codegen.diff.rules import RULES
from synapse_codegen.diff.versions import is_too_low, require_version


def finding(rule: str) -> Finding:
    return Finding(rule=RULES[rule], location=NOWHERE, subject="x", message="", hits=frozenset())


@pytest.mark.parametrize(
    ("old", "rules", "required"),
    [
        ("1.4.2", [], "1.4.2"),
        ("1.4.2", ["docs-changed"], "1.4.2"),
        ("1.4.2", ["parameter-added"], "1.5.0"),
        ("1.4.2", ["status-changed"], "1.5.0"),
        ("1.4.2", ["parameter-added", "parameter-removed"], "2.0.0"),
        ("0.1.0", ["parameter-removed"], "0.2.0"),
        ("0.1.0", ["parameter-added"], "0.1.1"),
        ("0.1.0", ["status-changed"], "0.1.1"),
        ("2.0.0rc1", ["parameter-removed"], "3.0.0"),
        ("1.4.2", ["emitted-changed"], "1.4.2"),  # the spec says the version of the API
    ],
)
def test_the_most_severe_change_decides(old, rules, required):
    assert require_version(old, map(finding, rules)) == required


def test_a_version_is_too_low_below_what_is_required():
    assert is_too_low("1.9.9", "2.0.0")
    assert not is_too_low("2.0.0", "2.0.0")
    assert not is_too_low("2.0.0rc1", "2.0.0")
    assert is_too_low("1.9.0", "1.10.0")


def test_another_version_alone_needs_no_higher_one(tmp_path):
    zoo = build_files(read_files(), tmp_path / "a")
    raised = build_files(apply_edits(read_files(), EDITS["version-changed"]), tmp_path / "b")
    assert require_version("1.4.2", compare_services(zoo, raised)) == "1.4.2"
