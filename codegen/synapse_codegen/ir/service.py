"""Resources, and the service that they make up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from .declared import Declared, Described, Evolving
from .models import Enum, Model

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .declared import Named, TypeRef
    from .models import UnionModel
    from .operations import CompositeArgument, ErrorResponse, Operation, Parameter, ResponseHeader


@frozen(repr=False)
class Resource(Described):
    """The models, enums and operations of one resource; one spec file."""

    name: str
    """In the plural and in snake_case, such as `data_units`; dots lead to it from others: `issues.comments`."""
    file: str
    """The spec file, relative to the project."""
    models: tuple[Model | UnionModel, ...]
    enums: tuple[Enum, ...]
    operations: tuple[Operation, ...]


@frozen(repr=False)
class Credential(Evolving):
    """A secret that requests carry, if the client has it: in a header, the query or a cookie."""

    name: str
    """The client's argument."""
    header: str = ""
    prefix: str = ""
    """What precedes the secret, such as `Token `."""
    env: tuple[str, ...] = ()
    """Environment variables that are read in order if the argument is missing."""
    aliases: tuple[str, ...] = ()
    """Other names of the argument."""
    instead_of: str = ""
    """The credential it stands in for: with that one, no variable is read."""
    goes_with: str = ""
    """The credential without which it proves nothing: without that one, no variable is read."""
    keyword_only: bool = False
    """Whether the documented client takes it by name only."""
    hint: str = ""
    """What to do about a 401 if it was sent."""
    query: str = ""
    cookie: str = ""
    scheme: Literal["", "basic"] = ""
    """`basic`: a pair of user and password, encoded. Bearer is no more than a prefix."""

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the argument but the old ones."""
        return self.name, *self.aliases


@frozen(repr=False)
class SharedQuery(Described):
    """A query argument of every request. A call's own value wins."""

    name: str
    """The client's argument, and the name in the query."""
    env: tuple[str, ...] = ()
    """Environment variables that are read in order if the argument is missing."""


@frozen(repr=False)
class SharedHeader(Described):
    """A header of every request. A call's own value wins."""

    name: str
    python_name: str
    """The client's argument, if it has no `const`."""
    const: str = ""
    """The value that is always sent. Such a header is not an argument."""
    env: tuple[str, ...] = ()
    """Environment variables that are read in order if the argument is missing."""


@frozen(repr=False)
class Server(Described):
    """Another origin of the service, beside that of the base URL."""

    name: str
    """What operations call it."""
    url: str
    """Its base URL, if neither callers nor the environment say."""
    env: tuple[str, ...] = ()
    """Environment variables with its base URL, in order."""
    credentials: tuple[str, ...] = ()
    """The credentials that may be sent to it."""

    @property
    def argument(self) -> str:
        """The client's argument for its base URL."""
        return f"{self.name}_url"


@frozen(repr=False)
class Pagination(Declared):
    """How a list is divided into pages. All names are wire names."""

    name: str
    style: str
    """A key of `grammar.pagination.PAGINATION_STYLES`."""
    results: str = ""
    """Key of the items; empty if a page is a bare list. It may be a path, as all keys here: `data.items`."""
    page: str = ""
    """Query name of the page number, the offset, the last item or the cursor."""
    size: str = ""
    """Query name of the page size."""
    total: str = ""
    """Key, or header, of the number of items on all pages."""
    next: str = ""
    """Key of the next page's URL, or of the next cursor."""
    walk_size: int = 100
    """Page size when all pages are fetched."""
    key: str = ""
    """Field that tells items apart; empty if it is `id`."""
    cursor_query: Mapping[str, str] = field(factory=dict[str, str], hash=False)
    """Query that asks for a cursor instead of page numbers."""
    more: str = ""
    """Key of what is false on the last page."""
    max_size: int = 0
    """The largest page size; 0 if it is not known."""


@frozen(repr=False)
class Mixin(Described):
    """One class of the documented client: `module.class_name`."""

    name: str
    class_name: str
    module: str


@frozen(repr=False)
class DocumentedFace(Described):
    """Where the documents import names from. All paths are relative to the package."""

    module: str
    """Package of the client, such as `clients.backend`."""
    class_name: str
    """Class of the client, such as `BackendClient`."""
    mixins: tuple[Mixin, ...]
    errors_module: str = ""
    """Module that exports the error classes, such as `clients.exceptions`."""
    enums_module: str = ""
    """Module that exports the enums below, such as `clients.backend.models`."""
    enums: tuple[Named, ...] = ()


@frozen
class Siblings:
    """Parts whose names are looked up in one place."""

    owner: str
    """What precedes their names in messages: `Animal.`; empty if they have full names."""
    parts: tuple[tuple[str, Evolving], ...]
    """Each with its name in the spec."""


@frozen(repr=False)
class Service(Described):
    """The whole API."""

    name: str
    package: str
    version: str
    sync_client: str
    """Name of the blocking client's class."""
    async_client: str
    credentials: tuple[Credential, ...]
    paginations: tuple[Pagination, ...]
    resources: tuple[Resource, ...]
    file: str
    distribution: str = ""
    """The distribution that contains the package; its version is `__version__`."""
    base_url: str = ""
    """The base URL of typed clients if neither callers nor the environment say."""
    base_url_env: tuple[str, ...] = ()
    """Environment variables with the base URL, in order."""
    log_env: str = ""
    connect_timeout: float = 5.0
    """In seconds."""
    read_timeout: float = 30.0
    """In seconds."""
    request_id_header: str = ""
    query: tuple[SharedQuery, ...] = ()
    headers: tuple[SharedHeader, ...] = ()
    servers: tuple[Server, ...] = ()
    documented: DocumentedFace | None = None
    response_headers: tuple[ResponseHeader, ...] = ()
    """Headers that any response may have."""
    errors: tuple[ErrorResponse, ...] = ()
    """Errors of all operations."""

    def evolving_parts(self) -> Iterator[Siblings]:
        """Yield everything that may get another name or go away, by where its name is looked up."""
        yield Siblings("", tuple((credential.name, credential) for credential in self.credentials))
        declared: list[Model | UnionModel | Enum] = []
        for resource in self.resources:
            declared += (*resource.models, *resource.enums)
        yield Siblings("", tuple((entry.name, entry) for entry in declared))
        for entry in declared:
            if isinstance(entry, Model):
                yield Siblings(f"{entry.name}.", tuple((field.name, field) for field in entry.fields))
            elif isinstance(entry, Enum):
                yield Siblings(f"{entry.name}.", tuple((value.value, value) for value in entry.values))
        for resource in self.resources:
            yield Siblings("", tuple((operation.name, operation) for operation in resource.operations))
            for operation in resource.operations:
                arguments: list[Parameter | CompositeArgument]
                arguments = [*operation.parameters, *operation.composite_arguments]
                yield Siblings(f"{operation.name}.", tuple((argument.name, argument) for argument in arguments))

    def errors_of(self, operation: Operation) -> tuple[ErrorResponse, ...]:
        """Return the errors of an operation: its own, then those of all operations."""
        own = {error.status for error in operation.errors}
        return (*operation.errors, *(error for error in self.errors if error.status not in own))

    def error_type(self, operation: Operation, status: int) -> TypeRef | None:
        """Return the type of the body of an error; None if the spec does not say."""
        types = {error.status: error.type for error in self.errors_of(operation) if error.type}
        keys: tuple[int | str, ...] = (status, f"{status // 100}XX", "default")
        return next((types[key] for key in keys if key in types), None)
