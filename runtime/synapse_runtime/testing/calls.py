"""The requests a mock receives: a record of each, for tests to inspect, and canned responses to them."""

from __future__ import annotations

from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote

from attrs import define, frozen
from synapse_http.error_mapping import redact
from synapse_http.values import UNSET, is_list, is_object

from .messages import MockResponse, json_response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from synapse_runtime.operation import Operation, Service

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
    headers: Mapping[str, str] = _EMPTY
    """Values by lower-case name; `***` stands for a token: `Token ***`."""
    path_parameters: Mapping[str, str] = _EMPTY
    """Values of the parameters in the path: `{"pk": "7"}`."""
    status: int | None = None
    """Status of the response; None if a fault kept it back."""
    processed: bool = False
    """Whether the backend carried the request out."""
    fault: str = ""
    """Name of the fault that the request met; "" if it met none."""
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
        notes = "".join(f" ({note})" for note in (self.fault and f"fault {self.fault}", self.problem) if note)
        shown = f"{self.method} {self.path}{query}{body}{files} → {self.status or 'no response'}{notes}"
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


def mask_headers(service: Service, operation: Operation[Any] | None, headers: Mapping[str, str]) -> dict[str, str]:
    """Return headers by lower-case name, without tokens and secret parameters."""
    secret = {"authorization": "", "proxy-authorization": "", "cookie": ""}
    secret |= {credential.header.lower(): credential.prefix for credential in service.credentials}
    parameters = operation.parameters if operation is not None else ()
    secret |= {parameter.wire_name.lower(): "" for parameter in parameters if parameter.secret}
    masked: dict[str, str] = {}
    for name, value in headers.items():
        prefix = secret.get(name.lower())
        masked[name.lower()] = value if prefix is None else f"{prefix if value.startswith(prefix) else ''}***"
    return masked


def mask_query(service: Service, query: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Return a query without tokens."""
    secret = {credential.query for credential in service.credentials}
    return {name: ["***"] if name in secret else values for name, values in query.items()}


def _leaves(value: object) -> Iterator[str]:
    if is_object(value) or is_list(value):
        for inner in value.values() if is_object(value) else value:
            yield from _leaves(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


# Canned responses -----------------------------------------------------------------------


class CannedResponses:
    """What a test has a route respond, in the place of what the mock would.

    Responses are sent in order: each to one request, the last one to all that follow. `times` says otherwise: after
    so many requests the next one has its turn, and after the last the mock responds by itself again.
    """

    def __init__(self, route: str, make_error: Callable[[int], object] = lambda _: UNSET) -> None:
        self._route = route
        self._make_error = make_error
        self._turns: list[_Turn] = []

    def respond(
        self,
        status: int = 200,
        *,
        json: object = UNSET,
        content: bytes = b"",
        headers: Mapping[str, str] = _EMPTY,
        times: int | None = None,
        optional: bool = False,
    ) -> Self:
        """Respond with a status and a body.

        Args:
            status: From 200 to 599.
            json: JSON data or models. If the spec has a type for errors of this status, it is an example of that, or
                made up.
            content: A body of another type; name the type in `headers`.
            headers: Further headers.
            times: Number of requests. None: one if another response follows, else all.
            optional: Whether a test may end without a request that gets the response.

        Raises:
            ValueError: An argument is out of range, or `json` cannot be written as JSON.
        """
        if type(status) is not int or not 200 <= status <= 599:
            raise ValueError(f"status must be an integer from 200 to 599, got {status!r}")
        if json is not UNSET and content:
            raise ValueError("give json or content, not both")
        if status in {204, 304} and (json is not UNSET or content):
            raise ValueError(f"a {status} has no body: leave out json and content")
        if json is UNSET and not content:
            json = self._make_error(status)
        has_json = json is not UNSET
        response = json_response(status, json, headers) if has_json else MockResponse(status, dict(headers), content)
        return self._add(lambda _: response, str(status), times, optional=optional)

    def respond_with(
        self, function: Callable[[Call], object], *, times: int | None = None, optional: bool = False
    ) -> Self:
        """Respond with what a function returns.

        Args:
            function: Takes the `Call`. Returns a `MockResponse`, JSON data or a model for a 200, or None: then the mock
                responds by itself.
            times: Number of requests. None: one if another response follows, else all.
            optional: Whether a test may end without a request that gets the response.
        """
        return self._add(function, getattr(function, "__name__", "a function"), times, optional=optional)

    def _add(self, function: Callable[[Call], object], name: str, times: int | None, *, optional: bool) -> Self:
        if times is not None and (type(times) is not int or times < 1):
            raise ValueError(f"times must be an integer ≥ 1, or None, got {times!r}")
        self._turns.append(_Turn(function, f"{name} for {self._route}", times, optional))
        return self

    def take(self, call: Call) -> Callable[[Call], object] | None:
        """Return what responds to a call, and count it; None if it is another's or all are used up."""
        if call.matches(self._route):
            for turn in self._turns:
                limit = 1 if turn.times is None and turn is not self._turns[-1] else turn.times
                if limit is None or turn.used < limit:
                    turn.used += 1
                    return turn.function
        return None

    @property
    def unmet(self) -> list[str]:
        """The responses that no request got, although one must."""
        return [turn.name for turn in self._turns if not turn.used and not turn.optional]


@define
class _Turn:
    """One of several responses."""

    function: Callable[[Call], object]
    name: str
    times: int | None
    optional: bool
    used: int = 0
