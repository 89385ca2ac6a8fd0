"""Descriptors: what the generator emits of a service, as plain immutable values.

The client, the mock and the documentation all read the same descriptors. They are named
tuples: cheap to import by the hundred, immutable, and free of dependencies.

A type is written as in the spec (`int`, `list[int]`, `str | list[str]`, `datetime?`,
`Task`); names of models are resolved in the package `Service.models`, on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")

RetryClass: TypeAlias = Literal["safe", "idempotent", "unsafe"]
"""safe: repeat freely. idempotent: repeat after an unknown outcome. unsafe: repeat only
what provably was not processed."""

Location: TypeAlias = Literal["path", "query", "header", "body", "argument"]


class Parameter(NamedTuple):
    """One argument of an operation, and its place in the request."""

    name: str
    """As callers write it."""
    location: Location
    """`argument`: read by the runtime, never sent."""
    type: str
    required: bool = False
    secret: bool = False
    const: Any = None
    """Not None: always sent with this value, and no argument."""
    default: Any = None
    """What it is when it is not given: an argument of the runtime, or a field of a body made of keywords."""
    alias: str = ""
    """Its name in the request, if that is another one."""

    @property
    def wire_name(self) -> str:
        """Its name in the request."""
        return self.alias or self.name


class Body(NamedTuple):
    """What an operation sends."""

    type: str
    codec: Literal["json", "multipart"] = "json"
    batch: Literal["forbidden", "optional", "required"] = "forbidden"


class UploadFirst(NamedTuple):
    """A file of the body that travels ahead of it, as a chunked upload."""

    field: str
    """The body field that holds the file."""
    operation: str
    """The operation that uploads it."""
    send_as: str
    """The body field that names the finished upload in its place."""
    filename_as: str = ""
    """Dotted body field for the file's name."""
    argument: str = ""
    """The argument that asks for it; without one it is always done."""


class Composite(NamedTuple):
    """An operation made of others."""

    kind: str
    """What the runtime does with the steps."""
    steps: Mapping[str, str]
    """Role to operation name."""
    settings: Mapping[str, Any]


class Waiter(NamedTuple):
    """How to wait for what an operation tells of to end."""

    field: str
    """The field of the response that holds the state."""
    success: tuple[str, ...]
    """Its values when it ended well."""
    failure: tuple[str, ...] = ()
    """Its values when it ended badly."""
    log: str = ""
    """The operation that lists what it printed, with the same arguments."""
    log_field: str = ""
    """The field of one of its items that people read."""


class Operation(NamedTuple, Generic[T]):
    """One endpoint, or a composite of several.

    `T` is what the typed face returns for it; for a paginated one, one row.
    """

    name: str
    """`<resource>.<verb>`."""
    method: str
    path: str
    """Relative to the base URL, with `{parameter}` holes named as on the wire."""
    retry: RetryClass
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    response: str = ""
    """Type of the answer; of a paginated operation, of one row. Empty: nothing is read."""
    status: int = 200
    """Status of a success."""
    pagination: str = ""
    """A style in `Service.paginations`."""
    stream: Literal["", "lines"] = ""
    file_fields: tuple[str, ...] = ()
    """Fields of a row that hold file URLs."""
    chunked: UploadFirst | None = None
    composite: Composite | None = None
    waiter: Waiter | None = None


class Credential(NamedTuple):
    """A secret that travels in a header, to the origin of the base URL only."""

    name: str
    header: str
    prefix: str = ""
    env: str = ""


class Pagination(NamedTuple):
    """How a list is cut into pages."""

    style: str
    """How: a name in `pagination.styles`."""
    results: str
    page: str = ""
    """Query name of the page number, or of the cursor."""
    size: str = ""
    total: str = ""
    """Key of how many rows there are."""
    next: str = ""
    """Key of the next page's URL, or of the next cursor."""
    walk_size: int = 100


class Service(NamedTuple):
    """What all operations of a service share."""

    name: str
    package: str
    version: str
    credentials: tuple[Credential, ...]
    paginations: Mapping[str, Pagination]
    resources: tuple[str, ...]
    """Modules under `<package>.operations`; each holds the operations of one as upper-case constants."""
    base_url_env: str = ""
    log_env: str = ""
    connect_timeout: float = 5.0
    read_timeout: float = 30.0
    request_id_header: str = ""

    @property
    def models(self) -> str:
        """The package that resolves model names."""
        return f"{self.package}.models"

    def operation(self, name: str) -> Operation[Any]:
        """The operation called `<resource>.<verb>`."""
        from importlib import import_module

        resource, verb = name.split(".")
        found: Operation[Any] = getattr(import_module(f"{self.package}.operations.{resource}"), verb.upper())
        return found

    def operations(self) -> list[Operation[Any]]:
        """All operations, in the order of the spec. Loads every one of these modules."""
        from importlib import import_module

        modules = [import_module(f"{self.package}.operations.{name}") for name in self.resources]
        return [value for module in modules for value in vars(module).values() if isinstance(value, Operation)]
