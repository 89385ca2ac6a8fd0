"""Fragments of the changelog: what changed for callers, and how to migrate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .report import migration_lines

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .findings import Finding
    from .report import Report

FOLDER: Final = "changes"
"""Where towncrier looks for fragments, below the project."""


def write_fragments(report: Report, folder: Path) -> list[Path]:
    """Write the fragments of a comparison; those of an earlier run for the same version are replaced.

    Args:
        report: The comparison.
        folder: Where fragments are; it is made if it is missing.

    Returns:
        What was written: a file for what was added, changed, deprecated and removed, and one with the lines of a
        migration guide. Nothing is written about documentation.
    """
    folder.mkdir(parents=True, exist_ok=True)
    version = report.required_version if report.is_version_too_low else report.new_version
    written: list[Path] = []
    for type, lines in fragments(report).items():
        path = folder / f"+api-{version}.{type}.md"
        if lines:
            path.write_text("\n".join([f"Version {version} of the API:", *lines, ""]), encoding="utf-8")
            written.append(path)
        else:
            path.unlink(missing_ok=True)
    return written


def fragments(report: Report) -> Mapping[str, list[str]]:
    """Return the lines of each fragment, by its type."""
    types: dict[str, list[str]] = {"added": [], "changed": [], "deprecated": [], "removed": []}
    for finding in report.findings:
        if finding.severity != "docs":
            types[_type_of(finding)].append(changelog_line(finding))
    return {**types, "migration": migration_lines(report.migrations)}


def changelog_line(finding: Finding) -> str:
    """Write the line of one finding, in Markdown."""
    return f"- `{finding.subject}`: {finding.message}."


def _type_of(finding: Finding) -> str:
    if finding.rule.id == "deprecation-added":
        return "deprecated"
    if finding.severity == "added":
        return "added"
    return "removed" if finding.rule.id.endswith("-removed") else "changed"
