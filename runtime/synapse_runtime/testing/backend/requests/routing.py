"""From a path to what can be called there."""

from __future__ import annotations

import re
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from synapse_runtime.testing.messages import HttpError, MockResponse, detail, nowhere, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from synapse_runtime.operation import Operation
    from synapse_runtime.testing.messages import MockRequest

MEDIA = "/media/"
"""Path that all files are served below."""

HOLE = re.compile(r"\{(\w+)\}")


class Route(NamedTuple):
    """One path template and its operations by method."""

    template: str
    pattern: re.Pattern[str]
    methods: dict[str, Operation[Any]]


class Match(NamedTuple):
    """Where a path leads."""

    route: Route
    arguments: Mapping[str, str]
    """Values of the holes, unquoted."""

    def operation(self, method: str) -> Operation[Any] | None:
        """What a method calls here; HEAD is answered by GET."""
        methods = self.route.methods
        return methods.get("GET" if method == "HEAD" and "HEAD" not in methods else method)


class Router:
    """The paths of a service, below an optional prefix."""

    def __init__(self, operations: Iterable[Operation[Any]], prefix: str = "") -> None:
        """Lay out the routes.

        Args:
            operations: Those without a path, composites, are passed over.
            prefix: Path of the base URL, such as `/api`.
        """
        self.prefix = f"/{prefix.strip('/')}/" if prefix.strip("/") else "/"
        routes: dict[str, Route] = {}
        for operation in operations:
            if operation.path:
                shape = HOLE.sub("{}", operation.path)
                if shape not in routes:
                    routes[shape] = Route(operation.path, _pattern(operation.path), {})
                routes[shape].methods[operation.method] = operation
        self._routes: dict[int, list[Route]] = {}
        for route in sorted(routes.values(), key=lambda route: _rank(route.template)):
            self._routes.setdefault(route.template.count("/"), []).append(route)

    def find(self, path: str) -> Match | None:
        """Where a path leads, or None.

        Args:
            path: As on the request line.
        """
        text = unquote(path)
        if not text.startswith(self.prefix):
            return None
        text = text[len(self.prefix) :]
        for route in self._routes.get(text.count("/"), ()):
            if found := route.pattern.fullmatch(text):
                holes = HOLE.findall(route.template)
                return Match(route, dict(zip(holes, found.groups(), strict=True)))
        return None

    def below(self, path: str, root: str) -> str:
        """A path from `root` on, where it leads below it, from the start or from the prefix on; else ""."""
        text = unquote(path)
        inside = "/" + text.removeprefix(self.prefix)
        return next((one for one in (text, inside) if one.startswith(root)), "")

    def check(self, route: str) -> None:
        """See that a route, as `Call.matches` reads it, is one that a request can go to.

        Raises:
            ValueError: No operation has it: what waits for it would wait in vain.
        """
        operations = [one for routes in self._routes.values() for route in routes for one in route.methods.values()]
        method, _, path = route.partition(" ")
        path = path.lstrip("/")
        if route == "*" or any(sign in path for sign in "*?[") or path.startswith(MEDIA.lstrip("/")):
            return
        match = None if HOLE.search(path) else self.find(self.prefix + path)
        for one in operations:
            fits = path == one.path or (match is not None and match.operation(one.method) is one)
            if route == one.name or (fits and fnmatchcase(one.method, method.upper())):
                return
        known = [spelt for one in operations for spelt in (f"{one.method} {one.path}", one.name)]
        near = "".join(f"; did you mean {one!r}?" for one in get_close_matches(route, known, 1, 0.7))
        raise ValueError(f"no operation has the route {route!r}: write a method and a path, or resource.verb{near}")

    def missing(self, request: MockRequest) -> HttpError:
        """The answer to a path that leads nowhere: 404, or 301 where only the final slash is missing."""
        if not request.path.endswith("/") and self.find(request.path + "/"):
            query = f"?{request.query}" if request.query else ""
            headers = {"Content-Type": "text/html; charset=utf-8", "Location": f"{request.path}/{query}"}
            return HttpError(MockResponse(301, headers))
        return nowhere()


def wrong_method(match: Match, method: str) -> HttpError:
    """The answer to a method that a path does not know."""
    allowed = {"Allow": ", ".join(sorted(match.route.methods))}
    return refuse(405, {"detail": f'Method "{method}" not allowed.'}, allowed)


def wrong_type(request: MockRequest) -> HttpError:
    """The answer to a body of a type that the operation does not read."""
    return detail(415, f'Unsupported media type "{request.headers.get("content-type", "")}" in request.')


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile("([^/]+)".join(map(re.escape, HOLE.split(template)[::2])))


def _rank(template: str) -> list[bool]:
    """Literal parts before holes: `tasks/set_tags/` is no task called set_tags."""
    return ["{" in part for part in template.split("/")]
