"""What the mock was asked, for tests to look at."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from synapse_runtime.testing.backend.requests.validation import SentFile


class Call(NamedTuple):
    """One request that came."""

    method: str
    path: str
    """Below the prefix, without a slash before it, as it was sent."""
    operation: str = ""
    """`tasks.create`; "" where the path leads nowhere."""
    template: str = ""
    """`tasks/{pk}/`; "" where the path leads nowhere."""
    query: Mapping[str, Sequence[str]] = {}
    json: Any = None
    """The JSON body, or the fields of a form; None where there was none."""
    files: Mapping[str, SentFile] = {}
    status: int | None = None
    """Of the answer; None where none was sent."""
    processed: bool = False
    """Whether the backend did what it was asked to."""
    problem: str = ""
    """What the spec says against it."""

    def matches(self, route: str) -> bool:
        """Whether it went to a route.

        Args:
            route: An operation (`tasks.create`), or a method and a path: `POST tasks/`, `GET tasks/{pk}/`,
                `GET tasks/7/`. `*` stands for anything: `* tasks/*`.
        """
        if route and route == self.operation:
            return True
        method, _, path = route.partition(" ")
        path = path.lstrip("/")
        fits = path == self.template or fnmatchcase(self.path, path)
        return route == "*" or (fnmatchcase(self.method, method.upper()) and fits)

    def __str__(self) -> str:
        query = "".join(f" {name}={','.join(values)}" for name, values in self.query.items())
        body = "" if self.json is None else f" {self.json!r}"
        files = "".join(f" {name}=<{file.name}, {file.size} bytes>" for name, file in self.files.items())
        problem = f" ({self.problem})" if self.problem else ""
        return f"{self.method} {self.path}{query}{body}{files} → {self.status or 'no answer'}{problem}"


def listed(calls: Sequence[Call]) -> str:
    """Calls for people, a line each."""
    return "\n".join(f"  {number}. {call}" for number, call in enumerate(calls, 1)) or "  (none)"
