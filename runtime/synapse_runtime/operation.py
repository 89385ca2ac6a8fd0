"""Descriptors: what the generator emits of a service, as plain immutable values.

The client, the mock and the documentation read the same descriptors. They are NamedTuples, although some have many
fields: a service has hundreds, and a NamedTuple is made in a third of the time of a frozen attrs value (`timeit`).

A type is written as in the spec (`int`, `list[int]`, `str | list[str]`, `datetime?`, `Task`). Names of models are
resolved in the package `Service.models`, on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")


class Parameter(NamedTuple):
    """One argument of an operation, and its place in the request."""

    name: str
    location: Literal["path", "query", "header", "body", "argument"]
    """Place in the request. `argument`: read by the runtime, never sent."""
    type: str
    required: bool = False
    secret: bool = False
    """Whether no log and no error may show the value."""
    const: Any = None
    """Always sent with this value, and not an argument. None: an argument."""
    default: Any = None
    """Value of an argument of the runtime, or of a body field, that the caller leaves out; in path, query and headers
    what the backend takes it for, which is not sent."""
    alias: str = ""
    """Name in the request; "" if it is that of the argument."""
    choices: tuple[str, ...] = ()
    """The strings that have a meaning; a backend ignores others. Empty: all of its type."""
    minimum: float | None = None
    maximum: float | None = None
    style: Literal["", "repeat", "brackets", "comma", "space", "pipe", "deep", "json", "quoted", "segments"] = ""
    """How a list or an object is written. "": a list of the query repeats its name."""
    format: str = ""
    """What its strings are: `email`, `uri`, …; "" for any."""
    pattern: str = ""
    """Regular expression that is found in its strings."""
    min_length: int | None = None
    max_length: int | None = None
    min_items: int | None = None
    max_items: int | None = None
    was: tuple[str, ...] = ()
    """Old names in the request: `params` and bodies may have them, and the new one is sent."""
    deprecated: str = ""
    """What a warning says if the argument is passed; "" if it is not deprecated."""
    old_values: Mapping[Any, Any] = {}
    """Old values to those that are sent instead."""
    deprecated_values: Mapping[Any, str] = {}
    """Values that are deprecated, to what a warning says."""

    @property
    def wire_name(self) -> str:
        """Name in the request."""
        return self.alias or self.name


class Body(NamedTuple):
    """The request body of an operation."""

    type: str
    codec: Literal["json", "multipart", "form", "text", "bytes"] = "json"
    batch: Literal["forbidden", "optional", "required"] = "forbidden"
    """Whether the body may be a list."""
    media_type: str = ""
    """Its `Content-Type`; "": the codec says it."""
    required: bool = True
    read_only: tuple[str, ...] = ()
    """Fields that responses alone have."""


class UploadFirst(NamedTuple):
    """A file of the body that is uploaded in chunks before the request, which then names the upload."""

    field: str
    """Body field that holds the file."""
    operation: str
    send_as: str
    """Body field that names the finished upload."""
    filename_as: str = ""
    """Dotted body field for the file's name; "" if it is not sent."""
    argument: str = ""
    """Argument that asks for the upload; "": always done."""


class Composite(NamedTuple):
    """An operation made of others."""

    kind: str
    """Recipe: what the runtime does with the steps."""
    steps: Mapping[str, str]
    """Operation name by role."""
    settings: Mapping[str, Any]


class Waiter(NamedTuple):
    """How to wait until a job has ended."""

    field: str
    """Field of the response that holds the state."""
    success: tuple[str, ...]
    """States of a job that succeeded, and below of one that failed."""
    failure: tuple[str, ...] = ()
    log: str = ""
    """Operation that lists what the job printed, called with the same arguments; "" if there is none."""
    log_field: str = ""
    """Field of a log item that holds its line."""


class Operation(NamedTuple, Generic[T]):
    """One endpoint, or a composite of several.

    `T` is what the typed face returns; for a paginated operation, one item.
    """

    name: str
    """`<resource>.<verb>`."""
    method: str
    path: str
    """Path relative to the base URL, with parameters by their name in the request: `tasks/{pk}/`."""
    retry: Literal["safe", "idempotent", "unsafe"]
    """When a request may be sent again: always; after an unknown outcome too; only if provably not processed."""
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    response: str = ""
    """Type of the response, or of one item of a paginated operation; `text`, `bytes`: as it is; "": none is read."""
    responses: Mapping[int, str] = {}
    """Type of the response by its status, if a success may have several; `true`, `false`: what the status means."""
    response_headers: Mapping[int, Mapping[str, str]] = {}
    """Types of the headers of a response, by its status; one that may be missing has a `?`."""
    redirects: tuple[int, ...] = ()
    """Statuses of redirects that may come before the response."""
    accept: str = ""
    """Media types that are asked for; "": JSON."""
    idempotency_key: str = ""
    """Header with a key of the call, which is made if the caller gives none."""
    status: int = 200
    pagination: str = ""
    """A style in `Service.paginations`; "" if the response is not paginated."""
    stream: Literal["", "lines", "events"] = ""
    file_fields: tuple[str, ...] = ()
    """Fields of an item that hold file URLs."""
    chunked: UploadFirst | None = None
    composite: Composite | None = None
    waiter: Waiter | None = None
    server: str = ""
    """A server in `Service.servers`; "": that of the base URL."""
    credentials: tuple[tuple[str, ...], ...] | None = None
    """The alternatives that it needs; an empty one needs nothing. None: all that the client has are sent."""
    errors: Mapping[int | str, str] = {}
    """Types of the bodies of errors, by status, `4XX`, `5XX` and `default`; those of the service come besides."""
    acts: str = ""
    """What the mock does: `create`, `list`, `get`, `update`, `delete` or `none`; "" if it finds out by itself."""
    on: str = ""
    """The model whose rows the mock does it to; "" if it finds out by itself."""
    is_declared: bool = True
    """Whether the spec has it, and its names; else it is a request of the caller's own, which takes any."""

    def __hash__(self) -> int:
        return hash(self.name)  # mappings have none


class Credential(NamedTuple):
    """A token in a header, the query or a cookie, sent to the origin of the base URL and to servers that say so."""

    name: str
    """Argument of the client that takes the token."""
    header: str = ""
    prefix: str = ""
    """What stands before the token in the header, such as `Token `."""
    env: tuple[str, ...] = ()
    """Environment variables that may hold the token, if the argument is missing; the first that is set counts."""
    aliases: tuple[str, ...] = ()
    """Other names of the argument."""
    was: tuple[str, ...] = ()
    """Old names of the argument, which warn."""
    deprecated: str = ""
    """What a warning says if the token is passed; "" if it is not deprecated."""
    instead_of: str = ""
    """Credential that this one stands in for: the environment is not read if the client has that one."""
    goes_with: str = ""
    """Credential without which this one proves nothing: the environment is not read if the client lacks that one."""
    hint: str = ""
    """What to do about a 401 if the token was sent."""
    query: str = ""
    cookie: str = ""
    scheme: Literal["", "basic"] = ""
    """`basic`: a pair of user and password, encoded."""


class Server(NamedTuple):
    """Another origin of a service, beside that of the base URL."""

    url: str
    """Its base URL, if neither the caller nor the environment says; not used beside a base URL of the caller's own."""
    env: tuple[str, ...] = ()
    """Environment variables with its base URL; the first that is set counts."""
    credentials: tuple[str, ...] = ()
    """Names of the credentials that it may get."""


class Pagination(NamedTuple):
    """How a list is cut into pages."""

    style: str
    """A name in `pagination.styles`."""
    results: str = ""
    """Key of the items; empty if a page is a bare list. It may be a path, as all keys here: `data.items`."""
    page: str = ""
    """Query name of the page number, the offset, the last item or the cursor."""
    size: str = ""
    """Query name of the page size."""
    total: str = ""
    """Key, or header, of the number of all items."""
    next: str = ""
    """Key of the next page's URL, or of the next cursor."""
    walk_size: int = 100
    """Page size with which a whole list is fetched."""
    key: str = "id"
    """Field that tells items apart."""
    cursor_query: Mapping[str, str] = {}
    """Query that asks a list of numbered pages for a cursor, which whole walks prefer."""
    more: str = ""
    """Key that is false on the last page."""
    max_size: int = 0
    """The largest page size; 0 if it is not known."""

    @property
    def query_names(self) -> set[str]:
        """The query parameters of pages. The cursor beside page numbers is called `cursor`, as in DRF."""
        return {self.page, self.size, *self.cursor_query, *(("cursor",) if self.cursor_query else ())} - {""}


class Service(NamedTuple):
    """What all operations of a service share."""

    name: str
    package: str
    """Import name of the emitted package."""
    version: str
    credentials: tuple[Credential, ...]
    paginations: Mapping[str, Pagination]
    resources: tuple[str, ...]
    """Modules under `<package>.operations`; each holds the operations of one resource as upper-case constants."""
    base_url: str = ""
    """Where the backend is, if neither the caller nor the environment says; "": nowhere."""
    base_url_env: tuple[str, ...] = ()
    log_env: str = ""
    connect_timeout: float = 5.0
    read_timeout: float = 30.0
    request_id_header: str = ""
    query: Mapping[str, tuple[str, ...]] = {}
    """Query arguments of every request that clients are made with, each with its environment variables."""
    constant_headers: Mapping[str, str] = {}
    """Headers of every request."""
    headers: Mapping[str, tuple[str, ...]] = {}
    """Headers of every request that clients are made with, each with its environment variables."""
    servers: Mapping[str, Server] = {}
    """By the name that operations say; a client takes the base URL as `<name>_url`."""
    errors: Mapping[int | str, str] = {}
    """Types of the bodies of errors of all operations, by status, `4XX`, `5XX` and `default`."""
    response_headers: Mapping[str, str] = {}
    """Types of the headers of all responses, each of which may be missing."""

    @property
    def models(self) -> str:
        """The package that resolves model names."""
        return f"{self.package}.models"

    def error_type(self, operation: Operation[Any], status: int) -> str:
        """Return the type of the body of an error; "" if the spec does not say."""
        types = {**self.errors, **operation.errors}
        keys: tuple[int | str, ...] = (status, f"{status // 100}XX", "default")
        return next((types[key] for key in keys if key in types), "")

    def operation(self, name: str) -> Operation[Any]:
        """Return the operation called `<resource>.<verb>`, where a resource may have dots; import its module."""
        resource, verb = name.rsplit(".", 1)
        module = import_module(f"{self.package}.operations.{resource.replace('.', '_')}")
        operation: Operation[Any] = getattr(module, verb.upper())
        return operation

    def operations(self) -> list[Operation[Any]]:
        """Return all operations in the order of the spec; import all of their modules."""
        modules = [import_module(f"{self.package}.operations.{name}") for name in self.resources]
        return [value for module in modules for value in vars(module).values() if isinstance(value, Operation)]
