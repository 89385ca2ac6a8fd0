"""The 28 edits a backend makes in a year: what `diff` prints, the version, and the changelog.

`UPDATE_GOLDENS=1 pytest tests/codegen/diff` writes `year.txt`; read the diff.
"""

from __future__ import annotations

import os
from pathlib import Path

from support.diffs import EDITS, ONLY_DIET, Edit, Files, apply_edits, build_files, read_files
from synapse_codegen.diff.changelog import fragments
from synapse_codegen.diff.compare import compare_services
from synapse_codegen.diff.report import Report, format_text
from synapse_codegen.diff.versions import require_version

GOLDEN = Path(__file__).with_name("year.txt")
REFRESH = bool(os.environ.get("UPDATE_GOLDENS"))

OLD_NAME: tuple[Edit, ...] = (
    ("method: get_animal, mixin: animals", "method: fetch_animal, aliases: [get_animal], mixin: animals"),
)
MOVED: tuple[Edit, ...] = (
    *EDITS["operation-removed"],
    ("operations:\n  hire:", f"operations:\n{EDITS['operation-removed'][0][0]}  hire:"),
)
TIGHTENED: tuple[Edit, ...] = (("status: { type: str, doc", "status: { type: Mood, doc"),)

EARLY: tuple[Edit, ...] = (
    (ONLY_DIET, f"      born: {{ type: date, deprecated: {{ removed_in: 2.0 }}, doc: Only those. }}\n{ONLY_DIET}"),
)

YEAR: dict[str, tuple[str | tuple[Edit, ...], bool]] = {
    # what the backend does: a case of the rules, or edits; and whether it is undone
    "rename a query parameter": ("parameter-renamed", False),
    "remove a query parameter": ("parameter-added", True),
    "require a query parameter": ("parameter-required", False),
    "add a query parameter": ("parameter-added", False),
    "tighten a query parameter": (TIGHTENED, False),
    "rename a field": ("field-renamed", False),
    "remove a field of a response": ("read-field-added", True),
    "add a field to a response": ("read-field-added", False),
    "let a field be null": ("read-type-widened", False),
    "retype a field of a response": ("read-type-changed", False),
    "require a new field of a body": ("sent-required-field-added", False),
    "loosen a field of a body": ("sent-type-widened", False),
    "change a default": ("default-changed", False),
    "add a value to an enum": ("read-value-added", False),
    "rename a value of an enum": ("value-renamed", False),
    "re-route an endpoint": ("path-changed", False),
    "remove an endpoint": ("operation-removed", False),
    "rename an operation": ("operation-renamed", False),
    "move an operation to another resource": (MOVED, False),
    "divide a list into pages": ("pages-removed", True),
    "rename the page size": ("page-parameter-renamed", False),
    "re-authenticate": ("credential-header-changed", False),
    "answer with another status": ("status-changed", False),
    "deprecate the name of a method": (OLD_NAME, False),
    "rename a query parameter, and keep the old name": ("parameter-renamed-kept", False),
    "deprecate a query parameter": ("deprecation-added", False),
    "remove a deprecated query parameter too early": (EARLY, True),
    "explain an operation better": ("docs-changed", False),
}


def compare(old: Files, new: Files, folder: Path) -> Report:
    before, after = build_files(old, folder / "old"), build_files(new, folder / "new")
    findings = compare_services(before, after)
    return Report(
        old_name="v1.4.2",
        new_name="working tree",
        old_version=before.version,
        new_version=after.version,
        required_version=require_version(before.version, findings),
        version_location=after.at("version"),
        findings=findings,
        root=folder / "new",
    )


def test_the_edits_of_a_year_are_reported_as_they_should_be(tmp_path):
    assert len(YEAR) == 28
    zoo, blocks = read_files(), []
    for number, (title, (edits, is_undone)) in enumerate(YEAR.items()):
        edited = apply_edits(zoo, EDITS[edits] if isinstance(edits, str) else edits)
        report = compare(*((edited, zoo) if is_undone else (zoo, edited)), tmp_path / str(number))
        lines = [f"changes/{type}: {line}" for type, part in fragments(report).items() for line in part]
        blocks.append(f"## {title}\n\n{format_text([report])}" + "".join(f"{line}\n" for line in lines))
    text = "\n".join(blocks)
    if REFRESH:
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text("utf-8")
