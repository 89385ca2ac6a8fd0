"""The rules: each has a case, and what undoes a change is its mirror."""

from __future__ import annotations

import string

import pytest
from support.diffs import EDITS, MIRRORS, apply_edits, build_files, changes_of, read_files, undone
from synapse_codegen.diff.compare import compare_services
from synapse_codegen.diff.rules import AUDIENCES, RULES, SEVERITIES, Rule

BEYOND_SPECS = {"emitted-changed", "still-there", "unexplained"}
"""Rules about what no spec says; they have tests of their own."""


@pytest.fixture(scope="module")
def zoo(tmp_path_factory):
    return build_files(read_files(), tmp_path_factory.mktemp("zoo"))


@pytest.mark.parametrize("rule", EDITS)
def test_an_edit_is_reported_and_its_mirror_when_it_is_undone(rule, zoo, tmp_path):
    edited = build_files(apply_edits(read_files(), EDITS[rule]), tmp_path)
    findings, back = compare_services(zoo, edited), compare_services(edited, zoo)
    assert rule in {finding.rule.id for finding in findings}
    assert undone(findings) == changes_of(back)


@pytest.mark.slow
def test_every_rule_has_a_case_of_its_own_or_is_the_mirror_of_one(zoo, tmp_path):
    met = set()
    for number, edits in enumerate(EDITS.values()):
        edited = build_files(apply_edits(read_files(), edits), tmp_path / str(number))
        met |= {finding.rule.id for pair in ((zoo, edited), (edited, zoo)) for finding in compare_services(*pair)}
    assert met == RULES.keys() - BEYOND_SPECS
    assert len(met) >= 40


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_a_rule_is_whole(rule: Rule):
    assert rule.severity in SEVERITIES
    assert set(rule.hits) <= set(AUDIENCES)
    assert rule.hits or rule.severity in ("docs", "risky")
    assert rule.mirror in MIRRORS
    words = {name for _, name, _, _ in string.Formatter().parse(rule.message + rule.hint) if name}
    assert words <= {"old", "new", "name"}
    assert not rule.message.endswith(".")


def test_equal_specs_have_no_findings(zoo, tmp_path):
    assert compare_services(zoo, build_files(read_files(), tmp_path)) == []
