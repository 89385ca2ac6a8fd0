"""Operations: requests, responses, and how they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import field, frozen

from .declared import Declared, Described, Evolving, Json, Limited, Nullable, OneOf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_codegen.diagnostics import SourceLocation

    from .declared import TypeRef

Location: TypeAlias = Literal["path", "query", "header"]
RetryClass: TypeAlias = Literal["safe", "idempotent", "unsafe"]
Codec: TypeAlias = Literal["json", "multipart", "form", "text", "bytes"]
ResponseCodec: TypeAlias = Literal["json", "text", "bytes"]
Style: TypeAlias = Literal["", "repeat", "brackets", "comma", "space", "pipe", "deep", "json", "quoted", "segments"]
Stream: TypeAlias = Literal["", "lines", "events"]
Batch: TypeAlias = Literal["forbidden", "optional", "required"]
Act: TypeAlias = Literal["", "create", "list", "get", "update", "delete", "none"]
ReturnForm: TypeAlias = Literal[
    "object",
    "same_shape",
    "list",
    "all",
    "page",
    "page_or_all",
    "lines",
    "events",
    "text",
    "bytes",
    "by_status",
    "bool",
    "plan",
    "by_key",
]
"""What each word means stands in `grammar.operations`."""


@frozen(repr=False)
class Parameter(Limited):
    """One argument that is sent in the path, the query or a header."""

    name: str
    """Its name on the wire."""
    python_name: str
    location: Location
    type: TypeRef
    required: bool = False
    secret: bool = False
    """Whether logs, reprs and errors hide it."""
    const: Json | None = None
    """The value that is always sent. Such a parameter is not an argument."""
    has_const: bool = False
    default: Json | None = None
    """What the backend takes it for if it is missing. It is never sent."""
    has_default: bool = False
    style: Style = ""
    """How a list or an object is written; empty: a list of the query repeats its name."""


@frozen(repr=False)
class Body(Declared):
    """The body of a request."""

    type: TypeRef
    codec: Codec = "json"
    batch: Batch = "forbidden"
    """Whether a list of such bodies can, or must, be sent."""
    media_type: str = ""
    """Its `Content-Type`; empty if the codec says it."""
    required: bool = True
    """Whether callers must pass it."""

    @property
    def can_be_batch(self) -> bool:
        """Whether callers may pass a list of bodies."""
        return self.batch != "forbidden"

    @property
    def must_be_batch(self) -> bool:
        """Whether callers must pass a list of bodies."""
        return self.batch == "required"


@frozen(repr=False)
class ResponseHeader(Described):
    """A header of a response."""

    name: str
    type: TypeRef
    """A scalar."""
    required: bool = False
    """Whether each such response has it."""


@frozen(repr=False)
class Response(Described):
    """What a response of one status returns."""

    status: int = 200
    type: TypeRef | None = None
    """Of a paginated operation, type of one item. None: it has no body."""
    codec: ResponseCodec = "json"
    media_type: str = ""
    """What is asked for, and what `Content-Type` has to say; empty if the codec says enough."""
    headers: tuple[ResponseHeader, ...] = ()
    const: bool | None = None
    """What the status means; the body is not read then. None: nothing by itself."""


@frozen(repr=False)
class ChunkedField(Declared):
    """A file of the body that is sent before the body, as a chunked upload."""

    field: str
    """The body field that holds the file."""
    operation: str
    """The chunked upload, such as `uploads.create`."""
    send_as: str
    """The body field that names the finished upload instead."""
    filename_as: str = ""
    """Dotted body field for the file's name, such as `meta.filename`."""
    argument: str = ""
    """The argument that asks for it; without one it is always used."""


@frozen(repr=False)
class Composite(Declared):
    """An operation that is made of others."""

    kind: str
    """A key of `recipes.RECIPES`."""
    steps: tuple[tuple[str, str], ...]
    """Pairs of a step and the name of its operation."""
    arguments: tuple[CompositeArgument, ...]
    settings: Mapping[str, Json] = field(factory=dict[str, Json])


@frozen(repr=False)
class CompositeArgument(Evolving):
    """One argument of a composite operation. The recipe reads it; it is not sent as it is."""

    name: str
    python_name: str
    type: TypeRef
    required: bool = False
    default: Json | None = None
    has_default: bool = False


@frozen(repr=False)
class Waiter(Described):
    """A method of the typed face that polls an operation until a field has a final value."""

    name: str
    """Name of the method."""
    field: str
    """The field of the response that holds the state, by its wire name."""
    success: tuple[str, ...]
    failure: tuple[str, ...] = ()
    log: str = ""
    """The operation that lists the log, with the same path parameters."""
    log_field: str = ""
    """The field of a log item that an error shows."""


@frozen(repr=False)
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
    aliases: tuple[str, ...] = ()
    """Other names by which it can be passed."""
    was: tuple[str, ...] = ()
    """Old names, by which it can be passed, with a warning."""

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the argument but the old ones."""
        return self.name, *self.aliases


@frozen(repr=False)
class Documented(Declared):
    """The documented method that calls an operation."""

    method: str
    mixin: str
    returns: ReturnForm
    arguments: tuple[DocumentedArgument, ...]
    aliases: tuple[str, ...] = ()
    """Other names of the method."""
    was: tuple[str, ...] = ()
    """Old names of the method, which warn."""

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the method but the old ones."""
        return self.method, *self.aliases

    @property
    def locations(self) -> tuple[tuple[str, SourceLocation], ...]:
        """All names of the method, old ones too, and where they stand."""
        by_key = {"method": (self.method,), "aliases": self.aliases, "was": self.was}
        return tuple((name, self.at(key)) for key, names in by_key.items() for name in names)


@frozen(repr=False)
class Example(Declared):
    """One call: what a caller passes, what is sent, what is returned."""

    name: str
    arguments: Mapping[str, Json]
    """What a caller passes, by wire name."""
    response: Json
    status: int = 200
    request: Json | None = None
    """The body as it is sent, if the arguments do not say it."""


@frozen(repr=False)
class ErrorResponse(Described):
    """An error, and what its body is."""

    status: int | str
    """`4XX` and `5XX` are all others of these, and `default` any other."""
    type: TypeRef | None
    """None: only that it comes is known."""


@frozen(repr=False)
class Redirect(Described):
    """A redirect that may come before the response."""

    status: int


@frozen(repr=False)
class Operation(Evolving):
    """One endpoint and how it is called."""

    name: str
    """`<resource>.<verb>`, unique in a service."""
    verb: str
    method: str
    """GET, POST, …; empty for a composite."""
    path: str
    """Relative to the base URL, such as `tasks/{pk}/`; empty for a composite."""
    retry: RetryClass
    retry_reason: str = ""
    server: str = ""
    """Name of a server of the service; empty for that of the base URL."""
    credentials: tuple[tuple[str, ...], ...] | None = None
    """The alternatives that it needs; an empty one needs nothing. None: all that the client has are sent."""
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    responses: tuple[Response, ...] = (Response(),)
    """What the successes return, each with another status."""
    pagination: str = ""
    """Name of a pagination of the service; empty if it has no pages."""
    stream: Stream = ""
    chunked: ChunkedField | None = None
    composite: Composite | None = None
    waiter: Waiter | None = None
    idempotency_key: str = ""
    """The header with a key that clients make for each call. It is among the parameters, too."""
    documented: Documented | None = None
    form_of: str = ""
    """The operation that sends the same request with other arguments."""
    typed: bool = True
    """Whether the typed face offers it."""
    redirects: tuple[Redirect, ...] = ()
    errors: tuple[ErrorResponse, ...] = ()
    """Its errors; those of the service come besides."""
    acts: Act = ""
    """What the mock does; empty if it finds out by itself."""
    on: str = ""
    """The model whose rows the mock does it to; empty if it finds out by itself."""
    examples: tuple[Example, ...] = ()

    @property
    def resource(self) -> str:
        """The name of its resource."""
        return self.name.rpartition(".")[0]

    @property
    def response(self) -> TypeRef | None:
        """Type of a success, whatever its status; of a paginated operation, type of one item."""
        types = tuple(dict.fromkeys(response.type for response in self.responses if response.type))
        if not types:
            return None
        type = types[0] if len(types) == 1 else OneOf(types)
        is_sure = self.pagination or all(response.type for response in self.responses)  # an empty list may be a 204
        return type if is_sure else Nullable(type)

    @property
    def status(self) -> int:
        """Status of a success, the first if it has several."""
        return self.responses[0].status

    @property
    def is_check(self) -> bool:
        """Whether it returns true or false, as the status says."""
        return self.responses[0].const is not None

    def follows(self, redirect: Redirect) -> bool:
        """Return whether clients follow a redirect; of a write they do only if nothing was done."""
        return self.method in {"GET", "HEAD"} or redirect.status in {307, 308}

    @property
    def saves_response(self) -> bool:
        """Whether callers may have the response written to a file: its only form is that of one."""
        return [response.codec for response in self.responses] == ["bytes"]

    @property
    def path_parameters(self) -> tuple[Parameter, ...]:
        """The parameters in the path."""
        return tuple(parameter for parameter in self.parameters if parameter.location == "path")

    @property
    def composite_arguments(self) -> tuple[CompositeArgument, ...]:
        """The arguments of a composite; none for a request."""
        return self.composite.arguments if self.composite else ()
