"""Rules: what each finds in a spec that breaks it, word for word, and that a whole spec breaks none.

`cases/README.md` says how the cases are laid out and how their texts are refreshed.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from synapse_codegen.diagnostics import as_text
from synapse_codegen.validate import RULE_IDS, RULES, read_service

CASES = Path(__file__).parent / "cases"
REFRESH = bool(os.environ.get("UPDATE_GOLDENS"))


def findings_of(case: Path, folder: Path) -> tuple[object, str]:
    """Read the spec of a case as `spec` in an empty folder, with the common service if it has none."""
    spec = folder / "spec"
    spec.mkdir()
    shutil.copy(CASES / "service.yaml", spec)
    shutil.copytree(case, spec, dirs_exist_ok=True)
    service, findings = read_service(spec, folder)
    return service, as_text(findings, folder)


@pytest.mark.parametrize("rule", RULE_IDS)
def test_each_rule_says_what_is_wrong_where_and_what_to_do(rule, tmp_path):
    """Every rule has a case, and the case breaks this rule alone."""
    service, text = findings_of(CASES / rule, tmp_path)
    golden = CASES / rule / "diagnostics.txt"
    if REFRESH:
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text("utf-8")
    told = set(re.findall(r"^spec\S*:\d+:\d+: (\w+)\[([\w-]+)\]:", text, re.MULTILINE))
    severity = RULES[rule].severity if rule in RULES else "error"
    assert told == {(severity, rule)}
    assert (service is None) == (severity == "error")


def test_each_case_is_a_rule():
    """No case outlives its rule."""
    assert {case.name for case in CASES.iterdir() if case.is_dir()} == {*RULE_IDS}


def test_each_rule_says_what_holds():
    """The docstrings of the rules are the language's laws: one sentence each."""
    for id, check in RULES.items():
        assert re.fullmatch(r"[A-Z].+\.", check.rule.__doc__ or ""), id
