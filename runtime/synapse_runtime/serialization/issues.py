"""What in a response does not fit the spec."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class SchemaIssue(NamedTuple):
    """A value in a response that does not fit the spec. It is kept as it came."""

    path: str
    """Where it stands: `Task.status`, `list[Task].*.created_at`."""
    expected: str
    """Its type in the spec."""
    found: str
    """Its class, or `nothing`."""


def unique_issues(issues: Iterable[SchemaIssue]) -> list[SchemaIssue]:
    """Return the first issue of each path, with `*` for indices: the items of a list share a path."""
    by_path: dict[str, SchemaIssue] = {}
    for issue in issues:
        path = ".".join("*" if part.isdigit() else part for part in issue.path.split("."))
        by_path.setdefault(path, issue._replace(path=path))
    return [*by_path.values()]
