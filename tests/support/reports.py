"""Reports of a comparison, made by hand."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve
from synapse_codegen.diagnostics import SourceLocation
from synapse_codegen.diff.findings import Finding, Migration
from synapse_codegen.diff.report import Report
from synapse_codegen.diff.rules import RULES

BREAKING = Finding(
    rule=RULES["parameter-renamed"],
    location=SourceLocation("spec/a.yaml", 2, 3),
    subject="animals.list",
    message="keyword `status` is now `state`",
    hint="write `state`",
    hits=frozenset({"wire", "python"}),
    migrations=(Migration("zoo.list(status=…)", "zoo.list(state=…)"), Migration("zoo.old()", "")),
)
RISKY = evolve(BREAKING, rule=RULES["status-changed"], hits=frozenset({"wire"}), hint="", migrations=())
DOCS = evolve(RISKY, rule=RULES["docs-changed"], hits=frozenset(), message="its documentation is another")


def report(*findings: Finding, new: str = "1.0.0", required: str = "2.0.0", root: Path = Path("nowhere")) -> Report:
    return Report(
        old_name="v1.0.0",
        new_name="working tree",
        old_version="1.0.0",
        new_version=new,
        required_version=required,
        version_location=SourceLocation("spec/service.yaml", 3, 10),
        findings=findings,
        root=root,
    )
