"""The result of a comparison, and how it is printed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from attrs import frozen

from synapse_codegen.diagnostics import Excerpts, format_command, make_printable

from .findings import count_severities
from .rules import AUDIENCES, SEVERITIES
from .versions import is_too_low

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from synapse_codegen.diagnostics import SourceLocation

    from .findings import Finding, Migration


@frozen(kw_only=True)
class Report:
    """What changed between two specs, and which version that needs."""

    old_name: str
    """The folder or revision, as the user named it."""
    new_name: str
    old_version: str
    new_version: str
    required_version: str
    version_location: SourceLocation
    """Where the newer spec says its version."""
    findings: Sequence[Finding]
    root: Path
    """What the locations of findings are relative to."""

    @property
    def is_version_too_low(self) -> bool:
        """Whether the newer spec must have a higher version."""
        return is_too_low(self.new_version, self.required_version)

    @property
    def summary(self) -> str:
        """How many findings of which severity."""
        counts = ", ".join(f"{count} {severity}" for severity, count in count_severities(self.findings).items())
        return f"{self.old_name} -> {self.new_name}: {counts if self.findings else 'no differences'}"

    @property
    def verdict(self) -> str:
        """The version that the changes need, and whether the newer spec has it."""
        if self.is_version_too_low:
            says = f"{self.version_location.file} says {self.new_version}: raise `version`"
            return f"{self.old_version} -> {self.required_version} at least; {says}"
        if self.required_version == self.old_version:
            return f"{self.old_version} may stay"
        return f"{self.old_version} -> {self.required_version} at least; it is {self.new_version}"

    @property
    def migrations(self) -> list[Migration]:
        """What callers wrote, and what to write now; each once."""
        return list(dict.fromkeys(migration for finding in self.findings for migration in finding.migrations))


def format_text(reports: Sequence[Report]) -> str:
    """Print for people. Names have no backticks, and only what may break shows its line."""
    return "\n".join(map(_text, reports))


def _text(report: Report) -> str:
    excerpts = Excerpts(report.root)
    lines: list[str] = []
    for finding in report.findings:
        sentence = make_printable(finding.sentence.replace("`", ""))
        lines.append(f"{finding.location}: {finding.tag}: {sentence} [{finding.rule.id}]")
        if finding.severity in ("breaking", "risky"):
            lines += excerpts.show(finding.location)
        for old, new in finding.migrations:
            lines += [f"    - {make_printable(old)}", *([f"    + {make_printable(new)}"] if new else [])]
        if finding.hint:
            lines.append(f"hint: {make_printable(finding.hint)}")
    return "".join(f"{line}\n" for line in (*lines, report.summary, report.verdict))


def format_json(reports: Sequence[Report]) -> str:
    """Print for programs: a JSON list with one object a spec."""
    return json.dumps([_to_json(report) for report in reports], ensure_ascii=False, indent=2) + "\n"


def _to_json(report: Report) -> Mapping[str, object]:
    return {
        "old": report.old_name,
        "new": report.new_name,
        "version": {
            "old": report.old_version,
            "new": report.new_version,
            "required": report.required_version,
            "too_low": report.is_version_too_low,
        },
        "findings": [
            {
                "file": finding.location.file,
                "line": finding.location.line,
                "column": finding.location.column,
                "severity": finding.severity,
                "hits": [audience for audience in AUDIENCES if audience in finding.hits],
                "rule": finding.rule.id,
                "subject": finding.subject,
                "message": finding.message,
                "hint": finding.hint,
                "migrations": [migration._asdict() for migration in finding.migrations],
            }
            for finding in report.findings
        ],
    }


def format_github(reports: Sequence[Report]) -> str:
    """Print GitHub workflow commands. A breaking change is an error as long as the version is too low."""
    return "".join(map(_github, reports))


def _github(report: Report) -> str:
    levels = {"breaking": "error" if report.is_version_too_low else "warning", "risky": "warning"}
    lines = [
        format_command(
            levels.get(finding.severity, "notice"),
            finding.location,
            f"{finding.tag} {finding.rule.id}",
            finding.sentence,
            finding.hint,
        )
        for finding in report.findings
    ]
    if report.is_version_too_low:
        lines.append(format_command("error", report.version_location, "version", report.verdict))
    return "".join(lines)


def format_markdown(reports: Sequence[Report]) -> str:
    """Print for a pull request or release notes."""
    return "\n\n".join("\n".join(_markdown_lines(report)) for report in reports) + "\n"


def _markdown_lines(report: Report) -> Iterator[str]:
    yield f"## {report.old_name} → {report.new_name}: {report.verdict.replace('->', '→')}"
    for severity, meaning in SEVERITIES.items():
        findings = [finding for finding in report.findings if finding.severity == severity]
        if findings:
            yield from ("", f"### {severity.capitalize()}", "", meaning, "")
        for finding in findings:
            hint = f" {finding.hint[0].upper()}{finding.hint[1:]}." if finding.hint else ""
            hits = ", ".join(audience for audience in AUDIENCES if audience in finding.hits)
            yield f"- `{finding.subject}`: {finding.message}{f' ({hits})' if hits else ''}.{hint}"
    if report.migrations:
        yield from ("", "### Migration", "", *migration_lines(report.migrations))


def migration_lines(migrations: Sequence[Migration]) -> list[str]:
    """Write the lines of a migration guide, in Markdown."""
    return [f"- `{old}` is now `{new}`." if new else f"- `{old}` is gone." for old, new in migrations]


FORMATS: Final[Mapping[str, Callable[[Sequence[Report]], str]]] = {
    "text": format_text,
    "json": format_json,
    "github": format_github,
    "markdown": format_markdown,
}
"""Name of a format to its function."""
