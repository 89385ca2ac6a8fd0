"""A plan as people read it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from .findings import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .findings import Finding
    from .units import Comparison, Contents, Target

SHOWN_FINDINGS: Final = 5
"""Findings of one rule that are shown; the others are counted."""

_UNITS: Final = ("B", "KiB", "MiB", "GiB", "TiB")


def render(
    target: Target, contents: Contents, comparison: Comparison | None = None, shown: int = SHOWN_FINDINGS
) -> str:
    """Return a plan as text: what it is for, how much it is, and what does not fit, the worst first."""
    lines = [f"{label:<9} {text}" for label, text in _summary(target, contents, comparison)]
    if contents.findings:
        lines += ["", *_findings(contents.findings, shown)]
    return "\n".join(lines)


def format_size(size: int) -> str:
    """Return a number of bytes in the unit that people would say."""
    amount, unit = float(size), 0
    while amount >= 1000 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1024, unit + 1
    return f"{amount:.3g} {_UNITS[unit]}" if unit else f"{size} B"


def _summary(target: Target, contents: Contents, stored: Comparison | None) -> Iterator[tuple[str, str]]:
    units = [*contents.units.values()]
    sound = [unit for unit in units if not unit.problems]
    yield "folder", contents.root
    name = f" ({target.name})" if target.name else ""
    yield "to", f"collection {target.collection}{name}"
    if target.project is not None:
        yield "", f"project {target.project}, a task for each data unit"
    yield "layout", f"{contents.layout}: {contents.description}"
    for name, path in contents.tables.items():
        yield name, path
    broken = len(units) - len(sound)
    yield "units", f"{len(units):,}" + (f", {broken:,} of them with errors" if broken else "")
    by_name = Counter(name for unit in units for name in unit.files)
    kinds = ", ".join(f"{name} {by_name[name]:,}" for name in contents.specifications if by_name[name])
    yield "files", f"{by_name.total():,}" + (f" ({kinds})" if kinds else "")
    yield "size", format_size(sum(file.size for unit in units for file in unit.files.values()))
    if stored is not None:
        sent = format_size(stored.bytes_to_send)
        yield "server", f"has {stored.stored_files:,} of {stored.files:,} files; {sent} to send"


def _findings(findings: Sequence[Finding], shown: int) -> Iterator[str]:
    counts = {severity: sum(finding.severity == severity for finding in findings) for severity in SEVERITIES}
    yield ", ".join(f"{count:,} {severity}{'s' * (count != 1)}" for severity, count in counts.items() if count)
    groups: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity)):
        groups.setdefault(f"{finding.severity:<8} {finding.rule}", []).append(finding)
    for title, group in groups.items():
        yield title
        for finding in group[:shown]:
            yield f"  {printable(finding.place)}: {printable(finding.message)}"
            if finding.hint:
                yield f"    {finding.hint}"
        if len(group) > shown:
            yield f"  … and {len(group) - shown:,} more"


def printable(text: str) -> str:
    """Return text that a terminal can show: control characters and bytes that are no UTF-8 as escapes."""
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)
