"""The intermediate representation: what a spec says, as frozen values.

`build` makes it, `validate` checks it, `views` reads it. It uses the spec's own words
(wire names, spec types) and holds no Python code: how a thing is written in the emitted
package is decided later, in `views`.

Everything that a diagnostic may point at has a `SourceLocation`. Locations never take part
in equality, so two specs that say the same are equal wherever they say it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeAlias

from attrs import field, frozen

from .diagnostics import NOWHERE, SourceLocation

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
"""A JSON value in the spec."""

KeyLocation: TypeAlias = Callable[[str], SourceLocation]
"""Returns the location of the value of a key: `operation.at("retry")`."""


def _nowhere(_key: str) -> SourceLocation:
    return NOWHERE


@frozen(kw_only=True)
class Declared:
    """Something that a spec declares."""

    source: SourceLocation = field(default=NOWHERE, eq=False, repr=False)
    at: KeyLocation = field(default=_nowhere, eq=False, repr=False)


@frozen
class Doc:
    """Documentation in the languages that users read."""

    en: str = ""
    ko: str = ""


# Types ---------------------------------------------------------------------------------


@frozen
class Scalar:
    """A type that the language has by itself."""

    name: str  # a key of `scalars.SCALARS`


@frozen
class Named(Declared):
    """A model, union or enum, by its name."""

    name: str


@frozen
class ListOf:
    """`list[T]`."""

    item: TypeRef


@frozen
class DictOf:
    """`dict[T]`: an object with free keys, whose values are all `T`."""

    value: TypeRef


@frozen
class OneOf:
    """`A | B`: scalars, lists and enums only. Models need a named union with a discriminator."""

    options: tuple[TypeRef, ...]


@frozen
class Nullable:
    """`T?`: `T` or null."""

    inner: TypeRef


TypeRef: TypeAlias = Scalar | Named | ListOf | DictOf | OneOf | Nullable


# Models --------------------------------------------------------------------------------


@frozen
class Field(Declared):
    """One field of a model."""

    name: str  # on the wire
    python_name: str  # from `naming`, or the spec's `python_name` key
    type: TypeRef
    required: bool = False
    default: Json | None = None
    has_default: bool = False
    file_urls: bool = False  # holds URLs of files, which `url_conversion` may rewrite
    secret: bool = False  # hidden in a repr
    doc: Doc = Doc()


@frozen
class Model(Declared):
    """An object with known fields."""

    name: str
    fields: tuple[Field, ...]
    doc: Doc = Doc()


@frozen
class UnionModel(Declared):
    """One of several models. The value of one field says which."""

    name: str
    discriminator: str  # "" if the spec has none; `validate` reports it
    variants: tuple[tuple[str, Named], ...]  # value of the discriminator -> model
    doc: Doc = Doc()


@frozen
class EnumValue(Declared):
    """One value of an enum."""

    value: str
    python_name: str
    doc: Doc = Doc()


@frozen
class Enum(Declared):
    """An open set of strings: servers may add to it."""

    name: str
    values: tuple[EnumValue, ...]
    doc: Doc = Doc()


# Operations ----------------------------------------------------------------------------

Location: TypeAlias = Literal["path", "query", "header"]
RetryClass: TypeAlias = Literal["safe", "idempotent", "unsafe"]
Codec: TypeAlias = Literal["json", "multipart"]
Batch: TypeAlias = Literal["forbidden", "optional", "required"]
ReturnForm: TypeAlias = Literal["object", "same_shape", "list", "all", "page", "page_or_all", "lines"]
"""What each word means stands in `grammar.operations`."""


@frozen
class Parameter(Declared):
    """One argument that is sent in the path, the query or a header."""

    name: str  # on the wire
    python_name: str
    location: Location
    type: TypeRef
    required: bool = False
    secret: bool = False  # hidden in logs, reprs and errors
    const: Json | None = None  # always sent with this value; not an argument
    has_const: bool = False
    doc: Doc = Doc()


@frozen
class Body(Declared):
    """The body of a request."""

    type: TypeRef
    codec: Codec = "json"
    batch: Batch = "forbidden"  # whether a list of them can, or must, be sent


@frozen
class ChunkedField(Declared):
    """A file of the body that is sent before the body, as a chunked upload."""

    field: str  # the body field that holds the file
    operation: str  # the chunked upload, such as `uploads.create`
    send_as: str  # the body field that names the finished upload instead
    filename_as: str = ""  # dotted body field for the file's name, such as `meta.filename`
    argument: str = ""  # the argument that asks for it; without one it is always used


@frozen
class Composite(Declared):
    """An operation that is made of others."""

    kind: str  # a key of `recipes.RECIPES`
    steps: tuple[tuple[str, str], ...]  # step -> operation name
    arguments: tuple[CompositeArgument, ...]
    settings: Mapping[str, Json] = field(factory=dict[str, Json])


@frozen
class CompositeArgument(Declared):
    """One argument of a composite operation. The recipe reads it; it is not sent as it is."""

    name: str
    python_name: str
    type: TypeRef
    required: bool = False
    default: Json | None = None
    has_default: bool = False
    doc: Doc = Doc()


@frozen
class Waiter(Declared):
    """A method of the typed face that polls an operation until a field has a final value."""

    name: str  # of the method
    field: str  # the field of the response that holds the state, by its wire name
    success: tuple[str, ...]
    failure: tuple[str, ...] = ()
    log: str = ""  # the operation that lists the log, with the same path parameters
    log_field: str = ""  # the field of a log item that an error shows
    doc: Doc = Doc()


@frozen
class DocumentedArgument(Declared):
    """One argument of a documented method, and what it fills.

    `target` is `path.<name>`, `query` (the whole mapping), `query.<name>`, `body`,
    `body.<field>`, `url_conversion`, `list_all`, `chunked` or `argument.<name>` (of a
    composite).
    """

    name: str
    target: str
    required: bool
    default: Json | None = None


@frozen
class Documented(Declared):
    """The documented method that calls an operation."""

    method: str
    mixin: str
    returns: ReturnForm
    arguments: tuple[DocumentedArgument, ...]


@frozen
class Example(Declared):
    """One call: what a caller passes, what is sent, what is returned."""

    name: str
    arguments: Mapping[str, Json]  # by wire name
    response: Json
    status: int = 200
    request: Json | None = None  # the body as it is sent, if the arguments do not say it


@frozen
class Operation(Declared):
    """One endpoint and how it is called."""

    name: str  # `<resource>.<verb>`, unique in a service
    verb: str
    method: str  # GET, POST, … ; "" for a composite
    path: str  # relative to the base URL, `tasks/{pk}/`; "" for a composite
    retry: RetryClass
    retry_reason: str = ""
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    response: TypeRef | None = None  # of a paginated operation: of one item
    status: int = 200  # of a success
    pagination: str = ""  # a pagination of the service
    stream: Literal["", "lines"] = ""
    chunked: ChunkedField | None = None
    composite: Composite | None = None
    waiter: Waiter | None = None
    documented: Documented | None = None
    typed: bool = True  # whether the typed face offers it
    examples: tuple[Example, ...] = ()
    doc: Doc = Doc()


@frozen
class Resource(Declared):
    """The models, enums and operations of one resource; one spec file."""

    name: str  # plural, snake_case: `data_units`
    file: str  # the spec file, relative to the project
    models: tuple[Model | UnionModel, ...]
    enums: tuple[Enum, ...]
    operations: tuple[Operation, ...]
    doc: Doc = Doc()


# Service -------------------------------------------------------------------------------


@frozen
class Credential(Declared):
    """A secret that every request carries in a header, if the client has it."""

    name: str  # the client's argument
    header: str
    prefix: str = ""  # precedes the secret: `Token `
    env: str = ""  # environment variable that is read if the argument is missing
    doc: Doc = Doc()


@frozen
class Pagination(Declared):
    """How a list is divided into pages. All names are wire names."""

    name: str
    style: str  # a key of `grammar.service.PAGINATION_STYLES`
    results: str = ""  # key of the items; "" if a page is a bare list of them
    page: str = ""  # query name of the page number, or of the cursor
    size: str = ""  # query name of the page size
    total: str = ""  # key of the number of items on all pages
    next: str = ""  # key of the next page's URL, or of the next cursor
    walk_size: int = 100  # page size when all pages are fetched


@frozen
class Mixin(Declared):
    """One class of the documented client: `module.class_name`."""

    name: str
    class_name: str
    module: str
    doc: Doc = Doc()


@frozen
class DocumentedFace(Declared):
    """Where the documents import names from. All paths are relative to the package."""

    module: str  # `clients.backend`
    class_name: str  # `BackendClient`
    mixins: tuple[Mixin, ...]
    errors_module: str = ""  # `clients.exceptions`: exports the error classes
    enums_module: str = ""  # `clients.backend.models`: exports these enums
    enums: tuple[Named, ...] = ()
    doc: Doc = Doc()


@frozen
class Service(Declared):
    """The whole API."""

    name: str
    package: str
    version: str
    sync_client: str  # name of the class
    async_client: str
    credentials: tuple[Credential, ...]
    paginations: tuple[Pagination, ...]
    resources: tuple[Resource, ...]
    file: str
    distribution: str = ""  # what installs the package; its version is `__version__`
    base_url_env: str = ""
    log_env: str = ""
    connect_timeout: float = 5.0  # seconds
    read_timeout: float = 30.0  # seconds
    request_id_header: str = ""
    documented: DocumentedFace | None = None
    doc: Doc = Doc()
