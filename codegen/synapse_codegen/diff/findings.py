"""Findings: what a change of the spec does, where, and to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from .rules import AUDIENCES, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from synapse_codegen.diagnostics import SourceLocation

    from .rules import Rule, Severity


class Migration(NamedTuple):
    """What a caller wrote, and what to write now."""

    old: str
    new: str
    """Empty if nothing takes its place."""


@frozen(kw_only=True)
class Finding:
    """One change of the spec."""

    rule: Rule
    location: SourceLocation
    """In the newer spec; of what is gone, where it was declared in."""
    subject: str
    """What has changed: `tasks.list`, `Task.status`."""
    message: str
    """What happened to it. Names stand in backticks."""
    hint: str = ""
    hits: frozenset[str]
    """Who is hit: keys of `AUDIENCES`."""
    migrations: tuple[Migration, ...] = ()

    @property
    def severity(self) -> Severity:
        """How severe it is for callers."""
        return self.rule.severity

    @property
    def tag(self) -> str:
        """The severity, and who is hit: `breaking[python+wire]`."""
        hits = "+".join(audience for audience in AUDIENCES if audience in self.hits)
        return f"{self.severity}[{hits}]" if hits else self.severity

    @property
    def sentence(self) -> str:
        """The subject and what happened to it."""
        return f"{self.subject}: {self.message}"


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Sort by severity, then by place; drop duplicates."""
    order = {severity: number for number, severity in enumerate(SEVERITIES)}
    unique = {(finding.rule.id, finding.location, finding.sentence): finding for finding in findings}
    return sorted(
        unique.values(),
        key=lambda finding: (order[finding.severity], finding.location, finding.subject, finding.rule.id),
    )


def count_severities(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Count the findings of each severity."""
    severities = [finding.severity for finding in findings]
    return {severity: severities.count(severity) for severity in SEVERITIES}
