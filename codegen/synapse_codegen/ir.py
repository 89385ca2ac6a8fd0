"""The intermediate representation: what a spec says, as frozen values.

`build` makes it, `validate` questions it, `views` prints it. It speaks the spec's own
words (wire names, spec types) and holds no Python text: how a thing is spelled in the
emitted code is decided later, in one place.

A `Place` travels with everything a finding may have to point at. Places never take part
in equality, so two specs that say the same compare equal wherever they say it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeAlias

from attrs import field, frozen

from .diagnostics import NOWHERE, Place

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
"""A JSON value, as it stands in the spec."""


At: TypeAlias = Callable[[str], Place]
"""Where the value of one of a thing's keys stands: `operation.at("retry")`."""


def _nowhere(_key: str) -> Place:
    return NOWHERE


@frozen(kw_only=True)
class Placed:
    """Something that stands somewhere in the spec."""

    place: Place = field(default=NOWHERE, eq=False, repr=False)
    at: At = field(default=_nowhere, eq=False, repr=False)


@frozen
class Doc:
    """One text in the languages the service's users read."""

    en: str = ""
    ko: str = ""


# Types ---------------------------------------------------------------------------------

ScalarName: TypeAlias = Literal[
    "int",
    "float",
    "str",
    "bool",
    "datetime",
    "date",
    "uuid",
    "json",  # anything JSON can say
    "file",  # content that travels: a path, bytes, or an open binary file
    "data_uri",  # the same, carried inside JSON as a base64 data URI
]


@frozen
class Scalar:
    """A type the language knows by itself."""

    name: ScalarName


@frozen
class Named(Placed):
    """A model, union or enum, by its name."""

    name: str


@frozen
class ListOf:
    """`list[T]`."""

    item: TypeRef


@frozen
class DictOf:
    """`dict[T]`: an object whose keys are free and whose values are all `T`."""

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
class Field(Placed):
    """One member of a model."""

    name: str  # on the wire
    python_name: str  # as callers write it; `naming` made it, or the spec's `python_name` key
    type: TypeRef
    required: bool = False
    default: Json | None = None
    has_default: bool = False
    file_urls: bool = False  # holds file URLs: what `url_conversion` may rewrite
    secret: bool = False  # never shown in a repr
    doc: Doc = Doc()


@frozen
class Model(Placed):
    """An object with known fields."""

    name: str
    fields: tuple[Field, ...]
    doc: Doc = Doc()


@frozen
class UnionModel(Placed):
    """One of several models, told apart by the value of one field."""

    name: str
    discriminator: str  # "" where the spec forgot it; `validate` says so
    variants: tuple[tuple[str, Named], ...]  # value of the discriminator -> model
    doc: Doc = Doc()


@frozen
class EnumValue(Placed):
    """One value of an enum."""

    value: str
    python_name: str
    doc: Doc = Doc()


@frozen
class Enum(Placed):
    """An open set of strings: servers may add to it."""

    name: str
    values: tuple[EnumValue, ...]
    doc: Doc = Doc()


# Operations ----------------------------------------------------------------------------

Location: TypeAlias = Literal["path", "query", "header"]
RetryClass: TypeAlias = Literal["safe", "idempotent", "unsafe"]
Codec: TypeAlias = Literal["json", "multipart"]
Batch: TypeAlias = Literal["forbidden", "optional", "required"]
ReturnForm: TypeAlias = Literal[
    "object",  # one JSON object, or whatever the backend answers
    "same_shape",  # an object for an object, a list for a list
    "list",  # a bare list
    "all",  # the rows of all pages, as a list
    "page",  # (rows, total)
    "page_or_all",  # the same, or with `list_all=True` all rows
    "lines",  # text lines, as they come
]


@frozen
class Parameter(Placed):
    """One argument that travels in the path, the query or a header."""

    name: str  # on the wire
    python_name: str
    location: Location
    type: TypeRef
    required: bool = False
    secret: bool = False  # never shown in a log, a repr or an error
    const: Json | None = None  # always sent with this value; not an argument
    has_const: bool = False
    doc: Doc = Doc()


@frozen
class Body(Placed):
    """What an operation sends."""

    type: TypeRef
    codec: Codec = "json"
    batch: Batch = "forbidden"  # whether a list of them may, or must, be sent; the response has the same shape


@frozen
class ChunkedField(Placed):
    """A file of the body that travels ahead, as a chunked upload."""

    field: str  # the body field that holds the file
    operation: str  # the chunked upload that carries it, such as `uploads.create`
    send_as: str  # the body field that names the finished upload in its place
    filename_as: str = ""  # dotted body field for the file's name, such as `meta.filename`
    when: Literal["always", "asked"] = "always"  # asked: by the argument below
    argument: str = ""


@frozen
class Composite(Placed):
    """An operation made of others: what the runtime does, and with which operations."""

    kind: str  # a recipe of the runtime: `chunked_upload`, `file_group`, `collection`
    steps: tuple[tuple[str, str], ...]  # role -> operation name
    arguments: tuple[CompositeArgument, ...]
    settings: Mapping[str, Json] = field(factory=dict[str, Json])


@frozen
class CompositeArgument(Placed):
    """One argument of a composite operation. It sends nothing by itself."""

    name: str
    python_name: str
    type: TypeRef
    required: bool = False
    default: Json | None = None
    has_default: bool = False
    doc: Doc = Doc()


@frozen
class Waiter(Placed):
    """How to wait for what an operation tells of to end: a method of its own, on the typed face."""

    name: str  # of the method
    field: str  # the field of the response that holds the state, by its wire name
    success: tuple[str, ...]
    failure: tuple[str, ...] = ()
    log: str = ""  # the operation that lists what it printed, by the same path parameters
    log_field: str = ""  # the field of one of its items that people read
    doc: Doc = Doc()


@frozen
class DocumentedArgument(Placed):
    """One argument of a documented method, and what it fills.

    `target` is `path.<name>`, `query` (the whole mapping), `body`, `body.<field>`,
    `url_conversion`, `list_all`, `chunked` or `argument.<name>` (of a composite).
    """

    name: str
    target: str
    required: bool
    default: Json | None = None


@frozen
class Documented(Placed):
    """How the documents name and call an operation."""

    method: str
    mixin: str
    returns: ReturnForm
    arguments: tuple[DocumentedArgument, ...]


@frozen
class Example(Placed):
    """One call, both ways: what a caller passes, what travels, what comes back."""

    name: str
    arguments: Mapping[str, Json]  # by the operation's own parameter and body field names
    response: Json
    status: int = 200
    request: Json | None = None  # the body as it travels, where the arguments do not say it


@frozen
class Operation(Placed):
    """One endpoint and how it is called."""

    name: str  # `<resource>.<verb>`, unique in a service
    verb: str
    method: str  # GET, POST, … ; "" for a composite
    path: str  # relative to the base URL, `tasks/{pk}/`; "" for a composite
    retry: RetryClass
    retry_reason: str = ""
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    response: TypeRef | None = None  # of a paginated operation: of one row
    status: int = 200  # of a success
    pagination: str = ""  # a style of the service, or none
    stream: Literal["", "lines"] = ""
    chunked: ChunkedField | None = None
    composite: Composite | None = None
    waiter: Waiter | None = None
    documented: Documented | None = None
    typed: bool = True  # whether the typed face offers it
    examples: tuple[Example, ...] = ()
    doc: Doc = Doc()


@frozen
class Resource(Placed):
    """One noun: its models, enums and operations. One spec file each."""

    name: str  # plural, snake_case: `data_units`
    file: str  # the spec file, relative to the project
    models: tuple[Model | UnionModel, ...]
    enums: tuple[Enum, ...]
    operations: tuple[Operation, ...]
    doc: Doc = Doc()


# Service -------------------------------------------------------------------------------


@frozen
class Credential(Placed):
    """A secret every request carries in a header, where the client has it."""

    name: str  # the client's argument
    header: str
    prefix: str = ""  # stands before the secret: `Token `
    env: str = ""  # environment variable used when the argument is missing
    doc: Doc = Doc()


@frozen
class Pagination(Placed):
    """How a list is cut into pages. All names are wire names."""

    name: str
    style: Literal["page_number", "cursor"]
    results: str  # key of the rows
    page: str = ""  # page_number: query name of the page; cursor: of the cursor
    size: str = ""  # query name of the page size
    total: str = ""  # key of the total
    next: str = ""  # key of the next page's URL, or of the next cursor
    walk_size: int = 100  # page size asked for when all pages are walked


@frozen
class Mixin(Placed):
    """One class of the documented face: `module.class_name`."""

    name: str
    class_name: str
    module: str
    doc: Doc = Doc()


@frozen
class DocumentedFace(Placed):
    """Where the documents import things from. All paths are relative to the package."""

    module: str  # `clients.backend`
    class_name: str  # `BackendClient`
    mixins: tuple[Mixin, ...]
    errors_module: str = ""  # `clients.exceptions`: re-exports the error tree
    enums_module: str = ""  # `clients.backend.models`: re-exports these enums
    enums: tuple[Named, ...] = ()
    doc: Doc = Doc()


@frozen
class Service(Placed):
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
    base_url_env: str = ""
    log_env: str = ""
    connect_timeout: float = 5.0  # seconds
    read_timeout: float = 30.0  # seconds
    request_id_header: str = ""
    documented: DocumentedFace | None = None
    doc: Doc = Doc()
