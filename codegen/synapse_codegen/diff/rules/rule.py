"""What a rule is: the severity of a change, whom it hits, and what a finding says."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

Severity: TypeAlias = Literal["breaking", "risky", "added", "docs"]

SEVERITIES: Final[Mapping[Severity, str]] = {
    "breaking": "Code that worked fails, or its requests mean something else.",
    "risky": "Code goes on working, and may notice.",
    "added": "There is more to call, to pass or to read.",
    "docs": "Nobody has to do anything.",
}
"""What each severity means, the most severe first."""

AUDIENCES: Final[Mapping[str, str]] = {
    "python": "calls that are made, when they run",
    "types": "type checkers and editors",
    "wire": "what is sent and received: plain dicts, released clients, other languages",
    "documented": "the documented client",
    "mock": "tests against the mock",
}
"""Who may be hit."""

_OPPOSITES: Final = (
    *(("added", "removed"), ("required", "optional"), ("loosened", "tightened"), ("widened", "narrowed")),
    *(("raised", "lowered"), ("retired", "restored")),
)
_UNDONE_BY: Final = {word: other for pair in _OPPOSITES for word, other in (pair, pair[::-1])}
"""The last word of a rule's ID, to that of the change that undoes it."""


@frozen(kw_only=True)
class Rule:
    """What one change means."""

    id: str
    severity: Severity
    hits: tuple[str, ...]
    """Keys of `AUDIENCES`."""
    message: str
    """What happened to the subject, with `{words}` that the comparison fills in."""
    hint: str = ""
    """What callers or maintainers should know or do; `{words}` as in the message."""
    mirror: str
    """The change that undoes it: a rule without its `sent-` or `read-`."""
    asks_for_version: bool = True
    """Whether the spec has to say so by its version."""

    @property
    def change(self) -> str:
        """The change itself, whether what changes is sent or read."""
        return self.id.removeprefix("sent-").removeprefix("read-")


def _rule(
    severity: Severity, id: str, hits: str, message: str, *, hint: str = "", mirror: str = "", version: bool = True
) -> Rule:
    """Make a rule. Without a `mirror`, the last word of its ID says what undoes the change."""
    audiences = tuple(audience for audience in AUDIENCES if audience in hits.split())
    change = id.removeprefix("sent-").removeprefix("read-")
    return Rule(
        id=id,
        severity=severity,
        hits=audiences,
        message=message,
        hint=hint,
        mirror=mirror or _undo(change),
        asks_for_version=version,
    )


breaking: Final = partial(_rule, "breaking")
risky: Final = partial(_rule, "risky")
added: Final = partial(_rule, "added")
docs: Final = partial(_rule, "docs")
"""Make a rule of one severity each."""


def _undo(change: str) -> str:
    """Return the change that undoes another. What an old name goes on working for is undone by a rename."""
    stem, _, word = change.rpartition("-")
    if word == "kept":
        return stem
    return f"{stem}-{_UNDONE_BY[word]}" if word in _UNDONE_BY else change
