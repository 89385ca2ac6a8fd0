"""What griffe finds in the emitted packages, as a cross-check: where it sees a break, `diff` says so."""

from __future__ import annotations

import griffe
import pytest
from support.diffs import EDITS, apply_edits, build_files, read_files
from synapse_codegen.diff.compare import compare_services
from synapse_codegen.ir.service import Service
from synapse_codegen.output import emit
from synapse_codegen.pipeline import render

HARMLESS = {
    "alias-changed": "a method and its alias change places",
    "method-moved": "the client inherits from all mixins",
    "model-moved": "all models are imported from `models`",
    "alias-retired": "a decorator says that it goes on working: griffe sees another method",
    "alias-restored": "the dict of an alias is that of the method",
    "model-renamed-kept": "the old name is another name of the class",
    "operation-renamed-kept": "descriptors are for the clients alone",
    "parameter-renamed-kept": "an overload has the old name",
    "parameter-renamed-in-python-kept": "an overload has the old name",
    "sent-field-renamed-kept": "an overload has the old name",
    "credential-renamed-kept": "the new keyword has the position of the old one, which comes last",
    "documented-argument-renamed-kept": "a decorator takes the old name",
    "step-removed": "the descriptor of a step is for the composite alone",
    "step-renamed": "the descriptor of a step is for the composite alone",
}
"""What `diff` takes for less than griffe does, and why."""
NOT_EMITTED = {"package-renamed": "griffe compares modules of one name", "chunked-removed": "half an edit"}


def emit_package(service: Service, folder) -> griffe.Module:
    for path, content in render(service).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return griffe.load(service.package, search_paths=[folder])


@pytest.mark.slow
def test_what_griffe_takes_for_a_break_is_breaking(tmp_path, monkeypatch):
    monkeypatch.setattr(emit, "format_sources", dict)  # line breaks are nobody's API
    zoo = build_files(read_files(), tmp_path)
    package = emit_package(zoo, tmp_path / "zoo")
    unseen = {}
    for rule, edits in EDITS.items():
        if rule in NOT_EMITTED:
            continue
        edited = build_files(apply_edits(read_files(), edits), tmp_path / rule)
        other = emit_package(edited, tmp_path / rule / "out")
        for old, new, *packages in ((zoo, edited, package, other), (edited, zoo, other, package)):
            findings = compare_services(old, new)
            is_known = any(finding.severity == "breaking" or finding.rule.id in HARMLESS for finding in findings)
            paths = {breakage.obj.path for breakage in griffe.find_breaking_changes(*packages)}
            breaks = {path for path in paths if ".raw_responses." not in path}  # made by the clients alone
            if breaks and not is_known:
                unseen[rule] = breaks
    assert unseen == {}
