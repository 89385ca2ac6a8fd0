"""Which operation a method and a path call."""

from __future__ import annotations

import re
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from synapse_http.values import is_object

from synapse_runtime.testing.backend.spec.scalars import MOCK_SCALARS
from synapse_runtime.testing.messages import HttpError, MockResponse, detail_error, json_error, unknown_path_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from synapse_runtime.operation import Operation
    from synapse_runtime.testing.messages import MockRequest

MEDIA = "/media/"
"""Path of all files."""

_QUOTED_SLASH = re.compile("%2f", re.IGNORECASE)
_SLASH_OF_VALUE = "\ue000"
"""Stands for a quoted slash, which divides no path: a character of private use."""
_SEGMENTS = "(.+)"
_VALUES = {"segments": _SEGMENTS, "quoted": "([^/]+)"}
"""What matches the value of a path parameter, by its style."""
PATH_PARAMETER = re.compile(r"\{(\w+)\}")


class Route(NamedTuple):
    """A path template with its operations by method."""

    template: str
    pattern: re.Pattern[str]
    methods: dict[str, list[Operation[Any]]]
    """Several if they send the same request with other arguments."""


class RouteMatch(NamedTuple):
    """The route of a path, and its path arguments."""

    route: Route
    values: tuple[str, ...]
    """Of the path parameters, unquoted."""

    @property
    def arguments(self) -> Mapping[str, str]:
        """The values by path parameter, as the first operation of the route names them."""
        return self.arguments_of(self.route.template)

    def arguments_of(self, template: str) -> Mapping[str, str]:
        """Return the values by path parameter of one of the route's operations."""
        return dict(zip(PATH_PARAMETER.findall(template), self.values, strict=True))

    def operation(self, method: str, body: object = None, accept: str = "") -> Operation[Any] | None:
        """Return the operation a method calls: of several, the first that the arguments fit. HEAD calls that of GET.

        `body` is JSON data; None if it is not known. `accept` is the header: it says which of several is meant.
        """
        methods = self.route.methods
        forms = methods.get("GET" if method == "HEAD" and "HEAD" not in methods else method, [])
        forms = [form for form in forms if form.accept and form.accept == accept] or forms
        fitting = (form for form in forms if len(forms) == 1 or _fits(form, self.arguments_of(form.path), body))
        return next(fitting, forms[0] if forms else None)


class Router:
    """The routes of a service, below an optional prefix."""

    def __init__(self, operations: Iterable[Operation[Any]], prefix: str = "") -> None:
        """Make the routes.

        Args:
            operations: The operations. Those without a path, the composites, have no route.
            prefix: Path of the base URL, such as `/api`.
        """
        self.prefix = f"/{prefix.strip('/')}/" if prefix.strip("/") else "/"
        routes: dict[str, Route] = {}
        for operation in operations:
            if operation.path:
                shape = path_shape(operation.path)
                if shape not in routes:
                    routes[shape] = Route(operation.path, _compile(operation), {})
                routes[shape].methods.setdefault(operation.method, []).append(operation)
        self._routes: dict[int, list[Route]] = {}
        self._long_routes: list[Route] = []
        """Those with a parameter of several segments, which fit paths of any length."""
        for route in sorted(routes.values(), key=lambda route: _rank(route.template)):
            is_long = _SEGMENTS in route.pattern.pattern
            (self._long_routes if is_long else self._routes.setdefault(route.template.count("/"), [])).append(route)

    def match(self, path: str) -> RouteMatch | None:
        """Return the route of a path as it stands on the request line, or None."""
        unquoted = unquote(_QUOTED_SLASH.sub(_SLASH_OF_VALUE, path))
        if not unquoted.startswith(self.prefix):
            return None
        unquoted = unquoted[len(self.prefix) :]
        for route in (*self._routes.get(unquoted.count("/"), ()), *self._long_routes):
            if match := route.pattern.fullmatch(unquoted):
                return RouteMatch(route, tuple(value.replace(_SLASH_OF_VALUE, "/") for value in match.groups()))
        return None

    def relative_path(self, path: str) -> str:
        """Return a path without the prefix and without a leading slash."""
        return path.removeprefix(self.prefix).removeprefix("/")

    def path_below(self, path: str, root: str) -> str:
        """Return a path from `root` on, if it leads there with or without the prefix; else ""."""
        unquoted = unquote(path)
        without_prefix = "/" + unquoted.removeprefix(self.prefix)
        return next((candidate for candidate in (unquoted, without_prefix) if candidate.startswith(root)), "")

    def operations_at(self, route: str) -> list[Operation[Any]]:
        """Return the operations whose requests can match a route, in the form of `Call.matches`; all for a pattern.

        Raises:
            ValueError: No operation has this route.
        """
        operations = [
            operation
            for routes in (*self._routes.values(), self._long_routes)
            for route in routes
            for forms in route.methods.values()
            for operation in forms
        ]
        method, _, path = route.partition(" ")
        path = path.lstrip("/")
        if route == "*" or any(wildcard in path for wildcard in "*?[") or path.startswith(MEDIA.lstrip("/")):
            return operations
        match = None if PATH_PARAMETER.search(path) else self.match(self.prefix + path)
        matches: list[Operation[Any]] = []
        for operation in operations:
            has_path = path == operation.path or (match is not None and match.operation(operation.method) is operation)
            if route == operation.name or (has_path and fnmatchcase(operation.method, method.upper())):
                matches.append(operation)
        if matches:
            return matches
        routes = [name for operation in operations for name in (f"{operation.method} {operation.path}", operation.name)]
        hint = "".join(f"; did you mean {match!r}?" for match in get_close_matches(route, routes, 1, 0.7))
        raise ValueError(f"no operation has the route {route!r}: write a method and a path, or resource.verb{hint}")

    def unmatched_error(self, request: MockRequest) -> HttpError:
        """Return the error for a path without a route: 404, or 301 if only the final slash is missing."""
        if not request.path.endswith("/") and self.match(request.path + "/"):
            query = f"?{request.query}" if request.query else ""
            headers = {"Content-Type": "text/html; charset=utf-8", "Location": f"{request.path}/{query}"}
            return HttpError(MockResponse(301, headers))
        return unknown_path_error()


def _fits(operation: Operation[Any], path: Mapping[str, str], body: object) -> bool:
    """Return whether path arguments have the types of an operation, and a body has the fields it requires."""
    for parameter in operation.parameters:
        if parameter.location == "path" and not _is_one_of(path[parameter.wire_name], parameter.type.split(" | ")):
            return False
        if parameter.location == "body" and parameter.required and is_object(body) and parameter.wire_name not in body:
            return False
    return True


def _is_one_of(value: str, types: Iterable[str]) -> bool:
    for name in types:
        try:
            MOCK_SCALARS[name].parse(value)
        except ValueError:
            continue
        return True
    return False


def method_error(match: RouteMatch, method: str) -> HttpError:
    """Return the error for a method that the path does not allow."""
    allowed = {"Allow": ", ".join(sorted(match.route.methods))}
    return json_error(405, {"detail": f'Method "{method}" not allowed.'}, allowed)


def media_type_error(request: MockRequest) -> HttpError:
    """Return the error for a body of a type that the operation does not read."""
    return detail_error(415, f'Unsupported media type "{request.headers.get("content-type", "")}" in request.')


def path_shape(path: str) -> str:
    """Return a path template without the names of its parameters."""
    return PATH_PARAMETER.sub("{}", path)


def _compile(operation: Operation[Any]) -> re.Pattern[str]:
    styles = {
        parameter.wire_name: parameter.style for parameter in operation.parameters if parameter.location == "path"
    }
    literals = PATH_PARAMETER.split(operation.path)
    parts = [re.escape(part) for part in literals]
    parts[1::2] = [_VALUES.get(styles.get(name, ""), f"([^/{_SLASH_OF_VALUE}]+)") for name in literals[1::2]]
    return re.compile("".join(parts))


def _rank(template: str) -> list[bool]:
    """Sort literal segments before path parameters: `tasks/set_tags/` is not the task called set_tags."""
    return ["{" in segment for segment in template.split("/")]
