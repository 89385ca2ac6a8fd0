"""The requests a mock has received, for tests to inspect."""

from __future__ import annotations

from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .messages import SentFile

_EMPTY: Mapping[str, Any] = MappingProxyType({})


@frozen
class Call:
    """A request the mock has received."""

    method: str
    path: str
    """As sent, below the prefix, without a leading slash."""
    operation: str = ""
    """`tasks.create`, or "" if the path or the method is unknown."""
    template: str = ""
    """`tasks/{pk}/`, or "" if the path is unknown."""
    query: Mapping[str, Sequence[str]] = _EMPTY
    json: Any = None
    """The JSON body or the fields of the form; None without a body."""
    files: Mapping[str, SentFile] = _EMPTY
    status: int | None = None
    """Status of the response; None if a fault kept it back."""
    processed: bool = False
    """Whether the backend carried the request out."""
    problem: str = ""
    """How the request breaks the spec; "" if it does not."""

    def matches(self, route: str) -> bool:
        """Return whether the call went to a route.

        Args:
            route: An operation (`tasks.create`), or a method and a path: `POST tasks/`, `GET tasks/{pk}/`,
                `GET tasks/7/`. `*` matches anything: `* tasks/*`.
        """
        if route and route == self.operation:
            return True
        method, _, path = route.partition(" ")
        path = path.lstrip("/")
        matches_path = path == self.template or fnmatchcase(self.path, path)
        return route == "*" or (fnmatchcase(self.method, method.upper()) and matches_path)

    def __str__(self) -> str:
        query = "".join(f" {name}={','.join(values)}" for name, values in self.query.items())
        body = "" if self.json is None else f" {self.json!r}"
        files = "".join(f" {name}=<{file.name}, {file.size} bytes>" for name, file in self.files.items())
        problem = f" ({self.problem})" if self.problem else ""
        return f"{self.method} {self.path}{query}{body}{files} → {self.status or 'no response'}{problem}"


def format_calls(calls: Sequence[Call]) -> str:
    """Return calls as numbered lines."""
    return "\n".join(f"  {number}. {call}" for number, call in enumerate(calls, 1)) or "  (none)"
