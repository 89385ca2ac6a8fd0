"""The imports of one emitted module: exactly those its text needs, none of them shadowed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from .layout import STEP, WIDTH, Bracket, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BUILTINS: Final = frozenset({"bool", "dict", "float", "int", "list", "str", "tuple"})

ERRORS: Final = (
    "AuthenticationError",
    "AuthorizationError",
    "ClientConnectionError",
    "ClientError",
    "ClientTimeoutError",
    "ConflictError",
    "DeadlineExceededError",
    "DecodeError",
    "GoneError",
    "InvalidArgumentError",
    "NotFoundError",
    "PayloadTooLargeError",
    "RateLimitError",
    "RedirectError",
    "ServerError",
    "StatusError",
    "UploadError",
    "ValidationError",
    "WaiterError",
    "WaiterTimeoutError",
)
"""The runtime's error tree, as emitted packages offer it."""

RUNTIME_PACKAGE: Final = "synapse_runtime"
TESTING_PACKAGE: Final = f"{RUNTIME_PACKAGE}.testing"

RUNTIME: Final[Mapping[str, str]] = {
    name: module
    for module, names in {
        RUNTIME_PACKAGE: (
            *("AsyncClient", "AsyncPager", "AsyncResource", "Body", "Client", "ClientOptions", "Composite"),
            *("Credential", "FileContent", "Json", "JsonObject", "Model", "Operation", "Pager", "Pagination", "Params"),
            *(
                "Parameter",
                "DocumentedClient",
                "Resource",
                "Service",
                "UNSET",
                "Unset",
                "UploadFirst",
                "UrlConversion",
                "Discriminator",
            ),
            *("Waiter", "field", "lazy_exports", "model", "required", *ERRORS),
        ),
        TESTING_PACKAGE: ("ModelFactory", "MockBackend", "pytest_plugin"),
    }.items()
    for name in names
}
"""Each name of the runtime that emitted code uses, to the package that offers it."""


class ImportsView(NamedTuple):
    """The import lines of a module, in blocks that a blank line parts."""

    at_run_time: str
    for_checkers: str


class Imports:
    """Gathers what the text of one module uses, and says by which name it is known there.

    Attributes:
        package: The emitted package; its own modules are imported last.
        taken: Names that mean something else in that module: a method `list`, an argument `tasks`.
    """

    def __init__(self, package: str, taken: Iterable[str] = ()) -> None:
        self._package = package
        self._taken = frozenset(taken)
        self._local: dict[tuple[str, str], str] = {}
        self._used: set[str] = set()
        self._at_run_time: set[tuple[str, str]] = set()

    def use(self, module: str, name: str = "") -> str:
        """Import a name, or a whole module, for the running program.

        Returns:
            What to write where it is meant.
        """
        self._at_run_time.add((module, name))
        return self.mention(module, name)

    def mention(self, module: str, name: str = "") -> str:
        """Import a name, or a whole module, for annotations only.

        Returns:
            What to write where it is meant.
        """
        local = self._local.get((module, name))
        if local is None:
            local = name or module
            while local in self._taken or local in self._used:
                local += "_"
            self._local[module, name] = local
            self._used.add(local)
        return local

    def runtime(self, name: str) -> str:
        """Import a name of the runtime for the running program."""
        return self.use(RUNTIME[name], name)

    def mention_runtime(self, name: str) -> str:
        """Import a name of the runtime for annotations only."""
        return self.mention(RUNTIME[name], name)

    def builtin(self, name: str) -> str:
        """Name a built-in type in an annotation."""
        return f"{self.mention('builtins')}.{name}" if name in self._taken else name

    def view(self) -> ImportsView:
        """The lines to print, now that the module's text is complete."""
        mentioned = self._local.keys() - self._at_run_time
        if mentioned:
            self.use("typing", "TYPE_CHECKING")
        return ImportsView(self._blocks(self._at_run_time, ""), self._blocks(mentioned, STEP))

    def _blocks(self, used: Iterable[tuple[str, str]], indent: str) -> str:
        plain = {f"import {module}": module for module, name in used if not name}
        members: dict[str, list[str]] = {}
        for module, name in used:
            if name:
                members.setdefault(module, []).append(name)
        blocks: dict[int, list[str]] = {}
        for line, module in sorted(plain.items()):
            blocks.setdefault(self._rank(module), []).append(indent + line)
        for module in sorted(members, key=_natural):
            names = tuple(self._written(module, name) for name in sorted(members[module], key=_member_order))
            blocks.setdefault(self._rank(module), []).append(indent + _from_line(module, names, indent))
        return "\n\n".join("\n".join(blocks[rank]) for rank in sorted(blocks))

    def _written(self, module: str, name: str) -> str:
        local = self._local[module, name]
        return name if local == name else f"{name} as {local}"

    def _rank(self, module: str) -> int:
        top = module.partition(".")[0]
        return 2 if top == self._package else 1 if top in {RUNTIME_PACKAGE, "pytest"} else 0


def _from_line(module: str, names: tuple[str, ...], indent: str) -> str:
    line = f"{indent}from {module} import {', '.join(names)}"
    if len(line) <= WIDTH:
        return line.lstrip()
    return lay_out(Bracket(f"from {module} import (", names, ")", exploded=True), indent)


def _natural(text: str) -> list[tuple[int, int, str]]:
    """Order as people do: `v2` before `v10`."""
    parts = re.findall(r"\d+|\D+", text.lower())
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]


def _member_order(name: str) -> tuple[int, list[tuple[int, int, str]], str]:
    """Constants, then classes, then the rest."""
    rank = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return rank, _natural(name), name
