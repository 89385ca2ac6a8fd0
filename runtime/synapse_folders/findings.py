"""What is to be said of a folder: findings, each of a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from attrs import asdict, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Severity: TypeAlias = Literal["error", "warning", "note"]

SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "note")

RULES: Final[Mapping[str, Severity]] = {
    # A unit with one of these is not uploaded.
    "missing-required": "error",
    "extension-not-allowed": "error",
    "type-mismatch": "error",
    "empty-file": "error",
    "duplicate-key": "error",
    "ambiguous": "error",
    "unreadable": "error",
    "looks-like-secret": "error",
    "path-too-long": "error",
    "malformed-row": "error",
    # The folder may be meant like that.
    "unknown-file": "warning",
    "metadata-without-file": "warning",
    "file-without-metadata": "warning",
    "duplicate-in-tree": "warning",
    "case-clash": "warning",
    "link-loop": "warning",
    # What was done without asking.
    "decoded": "note",
    "ignored": "note",
}
"""Each rule, and how severe what it finds is."""


@frozen(kw_only=True)
class Finding:
    """One thing that does not fit, or that was left out."""

    rule: str
    """A key of `RULES`."""
    message: str
    path: str = ""
    """Path of the file below the folder, or of the table; "" if it is about no file."""
    row: int | None = None
    """Line of the table, from 1, the header included."""
    column: str = ""
    """Column of the table."""
    unit: str = ""
    """Key of the data unit; "" if it is about none."""
    hint: str = ""
    """What to do."""
    severity: Severity = "error"

    @property
    def place(self) -> str:
        """Where it is: `labels.csv:3 [weather]`."""
        row = "" if self.row is None else f":{self.row}"
        column = f" [{self.column}]" if self.column else ""
        return f"{self.path or self.unit}{row}{column}"

    def to_dict(self) -> dict[str, object]:
        """Return what it says, without what is empty."""
        return {name: value for name, value in asdict(self).items() if value not in {None, ""}}


class Findings:
    """Collects findings."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        """Begin with some."""
        self.all = [*findings]

    def add(
        self,
        rule: str,
        message: str,
        path: str = "",
        *,
        unit: str = "",
        row: int | None = None,
        column: str = "",
        hint: str = "",
        severity: Severity | None = None,
    ) -> None:
        """Add what a rule finds; its severity, unless another is given, is that of the rule."""
        self.all.append(
            Finding(
                rule=rule,
                message=message,
                path=path,
                unit=unit,
                row=row,
                column=column,
                hint=hint,
                severity=severity or RULES[rule],
            )
        )
