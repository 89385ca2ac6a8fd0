"""Which version a change needs, by Semantic Versioning; before 1.0 the second number is the major one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from synapse_codegen.ir.declared import parse_version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .findings import Finding
    from .rules import Severity

_STEPS: Final[Mapping[Severity, int]] = {"breaking": 0, "risky": 1, "added": 1, "docs": 3}
"""Which number a change raises, of a version from 1.0 on. Documentation raises none of the three."""


def require_version(old: str, findings: Iterable[Finding]) -> str:
    """Return the lowest version that a spec with these changes may have.

    Args:
        old: The version before them.
        findings: The changes.
    """
    severities: set[Severity] = {finding.severity for finding in findings if finding.rule.asks_for_version}
    return max((raise_version(old, severity) for severity in severities), key=parse_version, default=old)


def raise_version(old: str, severity: Severity) -> str:
    """Return the lowest version that may follow with a change; another documentation needs none."""
    if severity == "docs":
        return old
    numbers = parse_version(old)
    place = _STEPS[severity] if numbers[0] else min(_STEPS[severity] + 1, 2)
    raised = (*numbers[:place], numbers[place] + 1, 0, 0)[:3]
    return ".".join(map(str, raised))


def is_too_low(version: str, required: str) -> bool:
    """Return whether a version is lower than what is required. A pre-release counts as its release."""
    return parse_version(version) < parse_version(required)
