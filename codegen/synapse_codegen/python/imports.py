"""The imports of one emitted module: exactly those it needs, none of them shadowed."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ERRORS: Final = (
    *("AuthenticationError", "AuthorizationError", "ClientConnectionError", "ClientError", "ClientTimeoutError"),
    *("ConflictError", "DeadlineExceededError", "DecodeError", "GoneError", "HTTPError", "InvalidArgumentError"),
    *(
        "NotFoundError",
        "PayloadTooLargeError",
        "RateLimitError",
        "RedirectError",
        "ServerError",
        "StatusError",
        "UploadError",
    ),
    *("ValidationError", "WaiterError", "WaiterTimeoutError"),
)
"""The runtime's error tree, as emitted packages offer it."""

STATUS_ERRORS: Final[Mapping[int | str, str]] = {
    304: "NotModifiedError",
    400: "ValidationError",
    401: "AuthenticationError",
    403: "AuthorizationError",
    404: "NotFoundError",
    409: "ConflictError",
    410: "GoneError",
    413: "PayloadTooLargeError",
    422: "ValidationError",
    429: "RateLimitError",
}
"""The runtime's error of a status, if it has one of its own."""

RUNTIME_PACKAGE: Final = "synapse_runtime"
TESTING_PACKAGE: Final = f"{RUNTIME_PACKAGE}.testing"
HTTP_PACKAGE: Final = "synapse_http"
"""What carries requests."""
TRANSFER_PACKAGE: Final = "synapse_transfer"
"""What moves whole files."""
COMMAND_PACKAGE: Final = "synapse_cli"
"""What runs the command line of an emitted package."""
FOLDERS_PACKAGE: Final = "synapse_folders"
"""What plans uploads of folders."""
_OTHERS: Final = frozenset({RUNTIME_PACKAGE, TRANSFER_PACKAGE, COMMAND_PACKAGE, FOLDERS_PACKAGE, "pytest"})
"""Packages beside the standard library."""

TRANSFER_NAMES: Final = ("Downloads",)
"""What moves whole files, of what users import."""

USER_NAMES: Final = (
    *("AsyncMiddleware", "AsyncPager", "AsyncRawPager", "Attempt", "CallMiddleware", "CallOptions"),
    *("ClientOptions", "FileContent", "Flow", "InsecureTransportWarning", "Json", "JsonObject"),
    *("Middleware", "Model", "NO_RETRY", "Page", "Pager", "Params", "Progress", "RawPager", "RawResponse"),
    *("Request", "Response", "RetryPolicy", "SchemaIssue", "SendRequest", "StoredFile", "Timeout", "Token"),
    *(*TRANSFER_NAMES, "tracing", "UNSET", "UnknownNameWarning", "UnknownValue", "Unset", "UrlConversion"),
)
"""What users of an emitted package import from it, besides errors and clients."""

OPTIONAL_ERRORS: Final = ("NotModifiedError",)
"""Errors that emitted packages offer if the spec has them."""

OPTIONAL_NAMES: Final = ("FileTarget", *OPTIONAL_ERRORS, "ServerSentEvent")
"""What users import besides, if a method takes, returns or raises it."""

TESTING_NAMES: Final = (
    *("AsyncMockTransport", "Call", "CannedResponses", "Clock", "Fault", "MockBackend", "MockRequest"),
    *("MockResponse", "MockServer", "MockTransport", "ModelFactory", "UnexpectedCallError", "faults"),
    *("json_response", "no_backoff"),
)
"""What tests of an emitted package import from it."""

RUNTIME: Final[Mapping[str, str]] = {
    name: module
    for module, names in {
        RUNTIME_PACKAGE: (
            *(
                "AliasedEnum",
                "ApiDeprecationWarning",
                "AsyncClient",
                "AsyncResource",
                "BasicCredentials",
                "Body",
                "Client",
                "Composite",
            ),
            *(
                "Credential",
                "DataUri",
                "Disambiguator",
                "Discriminator",
                "DocumentedClient",
                "FileUrls",
                "Operation",
                "Pagination",
                "Parameter",
            ),
            *(
                "RawClient",
                "RawView",
                "RenamedEnum",
                "Resource",
                "Secret",
                "Server",
                "Service",
                "StoredFiles",
                "UploadFirst",
                "Waiter",
                "WireName",
            ),
            *OPTIONAL_NAMES,
            *("async_raw_method", "async_raw_pages", "deprecated", "keyword_aliases", "lazy_exports", "model"),
            *("raw_method", "raw_pages", "read_only", "renamed_fields", "resource_property", "write_only"),
            *(name for name in (*ERRORS, *USER_NAMES) if name not in TRANSFER_NAMES),
        ),
        TRANSFER_PACKAGE: TRANSFER_NAMES,
        TESTING_PACKAGE: ("pytest_plugin", *TESTING_NAMES),
    }.items()
    for name in names
}
"""Each name of the runtime that emitted code uses, to the package that offers it."""


def status_error(status: int | str) -> str:
    """Name the runtime's error of a status; of `4XX` and `default` that which all of them are."""
    return STATUS_ERRORS.get(status, "ServerError" if str(status).startswith("5") else "StatusError")


class ImportLine(NamedTuple):
    """One `from … import …`; an alias stands in a name: `tasks as tasks_`."""

    module: str
    names: tuple[str, ...]


class ImportBlock(NamedTuple):
    """Imports that stand together: of the standard library, of others, of the package itself."""

    modules: tuple[str, ...]
    lines: tuple[ImportLine, ...]


class ImportsView(NamedTuple):
    """The imports of a module."""

    at_run_time: tuple[ImportBlock, ...]
    for_checkers: tuple[ImportBlock, ...]


class Imports:
    """Collects what one module uses, and chooses the name by which it is known there."""

    def __init__(self, package: str, taken: Iterable[str] = ()) -> None:
        """Start with no imports.

        Args:
            package: The emitted package; its own modules are imported last.
            taken: Names that mean something else in that module, such as a method `list` or an argument `tasks`.
        """
        self._package = package
        self._taken = frozenset(taken)
        self._local: dict[tuple[str, str], str] = {}
        self._used: set[str] = set()
        self._at_run_time: set[tuple[str, str]] = set()

    def use(self, module: str, name: str = "") -> str:
        """Import a name, or a whole module, for the running program.

        Returns:
            The name to write.
        """
        self._at_run_time.add((module, name))
        return self.mention(module, name)

    def mention(self, module: str, name: str = "") -> str:
        """Import a name, or a whole module, for annotations only.

        Returns:
            The name to write.
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

    def keep_annotations_resolvable(self) -> None:
        """Import what annotations use for the running program too, except from modules of the package itself."""
        self._at_run_time |= {symbol for symbol in self._local if self._rank(symbol[0]) < 2}

    def view(self) -> ImportsView:
        """Return the imports to print, when the module is complete."""
        mentioned = self._local.keys() - self._at_run_time
        if mentioned:
            self.use("typing", "TYPE_CHECKING")
        return ImportsView(self._blocks(self._at_run_time), self._blocks(mentioned))

    def _blocks(self, used: Iterable[tuple[str, str]]) -> tuple[ImportBlock, ...]:
        modules: dict[int, list[str]] = {}
        names: dict[int, dict[str, list[str]]] = {}
        for module, name in sorted(used, key=lambda symbol: (_natural_order(symbol[0]), _name_order(symbol[1]))):
            rank = self._rank(module)
            if name:
                names.setdefault(rank, {}).setdefault(module, []).append(self._imported(module, name))
            else:
                modules.setdefault(rank, []).append(module)
        return tuple(
            ImportBlock(
                tuple(modules.get(rank, ())),
                tuple(ImportLine(module, tuple(listed)) for module, listed in names.get(rank, {}).items()),
            )
            for rank in sorted(modules.keys() | names.keys())
        )

    def _imported(self, module: str, name: str) -> str:
        local = self._local[module, name]
        return name if local == name else f"{name} as {local}"

    def _rank(self, module: str) -> int:
        top = module.partition(".")[0]
        return 2 if top == self._package else 1 if top in _OTHERS else 0


@cache  # all modules import much the same
def _natural_order(text: str) -> tuple[tuple[int, int, str], ...]:
    """Order as people do: `v2` before `v10`."""
    parts = re.findall(r"\d+|\D+", text.lower())
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)


@cache  # as above
def _name_order(name: str) -> tuple[int, tuple[tuple[int, int, str], ...], str]:
    """Order as the linter does: constants, then classes, then the rest."""
    rank = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return rank, _natural_order(name), name
