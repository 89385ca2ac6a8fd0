"""The requests a mock has received, for tests to inspect."""

from __future__ import annotations

from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from attrs import frozen

from synapse_runtime.http.error_mapping import redact
from synapse_runtime.types import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from synapse_runtime.operation import Operation

    from .messages import SentFile

_EMPTY: Mapping[str, Any] = MappingProxyType({})


@frozen(repr=False)
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
    secrets: tuple[str, ...] = ()
    """What must not be printed: the values of parameters that the spec calls secret."""

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
        shown = f"{self.method} {self.path}{query}{body}{files} → {self.status or 'no response'}{problem}"
        return redact(shown, self.secrets)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self}>"


def format_calls(calls: Sequence[Call]) -> str:
    """Return calls as numbered lines."""
    return "\n".join(f"  {number}. {call}" for number, call in enumerate(calls, 1)) or "  (none)"


def find_secrets(
    operation: Operation[Any], path: Mapping[str, str], query: Mapping[str, Sequence[str]], body: object
) -> tuple[str, ...]:
    """Return the values of secret parameters in a request, in each form in which they may be printed."""
    names = {parameter.wire_name for parameter in operation.parameters if parameter.secret}
    parts = [path, query, *(item for item in (body if is_list(body) else [body]) if is_object(item))]
    leaves = [leaf for part in parts for name in names & part.keys() for leaf in _leaves(part[name])]
    return tuple(form for leaf in leaves for form in (leaf, quote(leaf, safe=""), repr(leaf)[1:-1]))


def _leaves(value: object) -> Iterator[str]:
    if is_object(value) or is_list(value):
        for inner in value.values() if is_object(value) else value:
            yield from _leaves(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)
