"""Build a request from an operation and its arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from urllib.parse import quote, quote_plus
from uuid import uuid4

from synapse_http.errors import InvalidArgumentError
from synapse_http.messages import Request
from synapse_http.parameters import (
    OBJECT_STYLES,
    PATH_STYLES,
    encode_query_value,
    header_value,
    merge_headers,
    query_string,
    write_query,
    write_value,
)
from synapse_http.values import UNSET, is_list, is_mapping, is_sequence

from synapse_runtime.serialization.json import encode_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from synapse_http.content import FilePart
    from synapse_http.messages import RequestBody

    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.operation import Body, Operation, Parameter

    from .client_state import CallingClient, ClientState


class CallArguments(NamedTuple):
    """Arguments of one call: by keyword, as a raw query, or as a whole body."""

    named: Mapping[str, Any]
    """Values by the parameters' Python names."""
    params: Mapping[str, Any] | None = None
    """A raw query; it wins over named query arguments."""
    body: Any = UNSET
    """A whole body: plain data, a model, or a list of either."""
    to: object = None
    """Where the response is written; None: it is read whole."""
    client: CallingClient | None = None
    """Who calls. A response that goes to a file, and a recipe that hands out what goes on with the client, need it."""
    statuses: list[int] | None = None
    """Gets the status of the response; None: nobody asks."""

    def __repr__(self) -> str:
        return f"<CallArguments {', '.join(self.named)}>"  # the values may be secrets


Execute: TypeAlias = "Callable[[ClientState, Operation[Any], CallArguments], Flow[Any]]"
"""A flow that runs an operation and returns its response as plain data: `execute`, or `dispatch`."""


class RequestTemplate:
    """What all requests of an operation share: its parameters by location, sorted once."""

    def __init__(self, operation: Operation[Any]) -> None:
        self.operation = operation
        self.path, self.query, self.headers, self.body = (
            tuple(parameter for parameter in operation.parameters if parameter.location == location)
            for location in ("path", "query", "header", "body")
        )
        self.files = tuple(field for field in self.body if field.type.rstrip("?") in {"file", "data_uri"})
        """Body fields that hold a file; None is refused where one is required."""
        self.secret = tuple(field for field in (*self.path, *self.query, *self.headers) if field.secret)
        """Parameters of path, query and headers whose values nothing may show."""
        self.query_names = frozenset(parameter.wire_name for parameter in self.query)
        self.body_names = frozenset(field.wire_name for field in self.body)
        """Fields of the body; empty if it takes any."""
        if self.body and (chunked := operation.chunked) is not None:
            self.body_names |= {chunked.send_as, chunked.filename_as.partition(".")[0]} - {""}
        self.constants = {field.wire_name: field.const for field in self.body if field.const is not None}
        """Fields of the body that are always sent."""
        defaults = {field.wire_name: field.default for field in self.body if field.default is not None}
        self.defaults = self.constants | defaults
        """Fields of the body that are sent unless its keywords say otherwise."""
        self.body_hint = "".join(
            f": its field body is {field.name}=…" for field in self.body if field.wire_name == "body"
        )
        self.evolves = any(
            parameter.was or parameter.deprecated or parameter.old_values or parameter.deprecated_values
            for parameter in operation.parameters
        )
        """Whether a name or a value has been another, or is deprecated."""
        self.has_headers = bool(self.headers or operation.accept or operation.idempotency_key)
        self.expected = frozenset((*operation.responses, *operation.redirects))
        """Statuses of responses and redirects that the spec has."""
        self.query_styles = {parameter.wire_name: parameter.style for parameter in self.query if parameter.style}


MAX_TEMPLATES = 1024
"""More operations than a client uses; requests of the caller's own, an operation each, may be without number."""

_templates: dict[int, RequestTemplate] = {}
"""By the identity of an operation: equal ones may differ in the type of a constant, as 1 and True do."""


def template_of(operation: Operation[Any]) -> RequestTemplate:
    """Return the request template of an operation; each is made once."""
    template = _templates.get(id(operation))
    if template is None:
        if len(_templates) >= MAX_TEMPLATES:
            _templates.clear()
        template = _templates[id(operation)] = RequestTemplate(operation)  # keeps the operation: no other gets its id
    return template


def build_request(state: ClientState, operation: Operation[Any], arguments: CallArguments) -> Request:
    """Build the request of a call; it can be sent more than once."""
    template, query, secrets = template_of(operation), "", tuple[str, ...]()
    base, headers, params = state.base, state.headers, state.options.params
    if operation.server:
        base, headers, params = state.place_of(operation)
    target = public_target = base.prefix + _path(template, arguments)
    if template.secret:
        public_target = base.prefix + _path(template, arguments, redacted=True)
        secrets = _secrets(template, arguments, params)
    if template.query or arguments.params is not None or params:
        query = _query(template, arguments, params)
        target = f"{target}?{query}" if query else target
    if template.has_headers:
        headers = merge_headers(headers, _headers(template, arguments))
    content: bytes | RequestBody | None = None
    if operation.body is not None and (fields := body_fields(operation, arguments)) is not UNSET:
        content, content_type = _encode_body(template, operation.body, fields)
        headers = (*headers, ("Content-Type", content_type))
    return Request(
        method=operation.method,
        target=target,
        headers=headers,
        body=content,
        timeout=state.options.timeout,
        retry=operation.retry,
        route=operation.path,
        display_url=base.origin + public_target,
        query=query,
        request_id_header=state.request_id_header,
        stream=bool(operation.stream),
        deadline=state.with_call_deadline().deadline,
        secrets=secrets,
        origin=base.origin if operation.server else "",
        expected=template.expected,
        auth=state.auth.select(operation),
    )


def display_url(state: ClientState, operation: Operation[Any], arguments: CallArguments) -> str:
    """Return the URL of a call as errors may show it: without query and secrets."""
    return str(state.base_of(operation)) + _path(template_of(operation), arguments, redacted=True)


def _path(template: RequestTemplate, arguments: CallArguments, *, redacted: bool = False) -> str:
    """Return the path relative to the base URL."""
    segments: dict[str, str] = {}
    for parameter in template.path:
        write, value = PATH_STYLES[parameter.style], arguments.named.get(parameter.name)
        segments[parameter.wire_name] = "***" if redacted and parameter.secret else write(parameter.name, value)
    path = template.operation.path
    return path.format_map(segments) if segments else path


def _values(
    operation: Operation[Any], parameters: Iterable[Parameter], arguments: CallArguments
) -> Iterator[tuple[Parameter, Any]]:
    """Yield the parameters that have a value; InvalidArgumentError if a required one has none."""
    for parameter in parameters:
        value = arguments.named.get(parameter.name) if parameter.const is None else parameter.const
        if value is not None:
            yield parameter, value
        elif parameter.required:
            raise InvalidArgumentError(f"{operation.name} needs {parameter.name}")


def _query(template: RequestTemplate, arguments: CallArguments, defaults: Mapping[str, Any]) -> str:
    """Return the query of one call: `params` win over named arguments, and those over `defaults`."""
    params = check_params(arguments.params) or {}
    parameters = [parameter for parameter in template.query if parameter.wire_name not in params]
    own = {parameter.wire_name: value for parameter, value in _values(template.operation, parameters, arguments)}
    own.update(params)
    pairs: Iterable[tuple[str, Any]] = own.items()
    if defaults:
        pairs = [*(default for default in defaults.items() if default[0] not in own), *pairs]
    if template.query_styles:
        styles = template.query_styles
        written = write_query(styles, ((name, _plain(styles.get(name, ""), value)) for name, value in pairs))
        return query_string(written, safe=",")
    return query_string(pairs)


def _plain(style: str, value: Any) -> Any:
    """Return a value as JSON data, if its style writes objects."""
    if style not in OBJECT_STYLES:
        return value
    from synapse_runtime.serialization.model import unstructure  # few services have these styles

    return unstructure(value)


def _headers(template: RequestTemplate, arguments: CallArguments) -> Iterator[tuple[str, str]]:
    """Yield the headers of an operation; a key that its caller does not give is made."""
    operation, key = template.operation, template.operation.idempotency_key
    if operation.accept:
        yield "Accept", operation.accept
    for parameter, value in _values(operation, template.headers, arguments):
        key = "" if parameter.wire_name == key else key
        written = write_value(parameter.name, parameter.style, _plain(parameter.style, value))
        if written is not None:
            yield parameter.wire_name, header_value(parameter.name, written)
    if key:
        yield key, str(uuid4())


def _secrets(template: RequestTemplate, arguments: CallArguments, defaults: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the secret arguments of one call, plain and as they stand in a URL."""
    params = {**defaults, **(arguments.params or {})}
    values = [arguments.named.get(parameter.name, params.get(parameter.wire_name)) for parameter in template.secret]
    items = [item for value in values for item in (value if is_sequence(value) else [value]) if item is not None]
    secrets = [encode_query_value("secret", item) for item in items]
    return tuple(form for secret in secrets for form in (secret, quote(secret, safe=""), quote_plus(secret)))


def check_params(params: Any) -> Mapping[str, Any] | None:
    """Return a raw query; InvalidArgumentError if it is not a mapping."""
    if params is None or is_mapping(params):
        return params
    raise InvalidArgumentError(f"params must be a dict of query arguments, not {type(params).__name__}")


def body_fields(operation: Operation[Any], arguments: CallArguments) -> Any:
    """Return the body of a call as plain data by wire names, or as it was passed; files are not read yet.

    Raises:
        InvalidArgumentError: A required field is missing, or the body has another form.
    """
    spec, template, body = operation.body, template_of(operation), arguments.body
    assert spec is not None
    keywords = {
        field.wire_name: value
        for field in template.body
        if (value := arguments.named.get(field.name, UNSET)) is not UNSET
    }
    if body is UNSET:
        if not (spec.required or keywords):
            return UNSET
        missing = [field.name for field in template.body if field.required and field.wire_name not in keywords]
        if missing:
            raise InvalidArgumentError(f"{operation.name} needs {', '.join(missing)}")
        return template.defaults | keywords
    if keywords.keys() - {field.wire_name for field in template.files}:
        raise InvalidArgumentError(f"{operation.name} takes a body or keywords, not both{template.body_hint}")
    if not template.body:
        return body
    files = {name: value for name, value in keywords.items() if value is not None}
    if spec.batch != "forbidden" and is_sequence(body) and not files:
        return [_to_dict(template, item) for item in body]
    if spec.batch == "required" and not files:
        raise InvalidArgumentError(f"{operation.name} takes a list, not {type(body).__name__}")
    fields = _to_dict(template, body)
    for name in files:
        if fields.get(name) is not None:
            raise InvalidArgumentError(f"{operation.name} got {name} twice: pass it in the body or beside it, not both")
    return fields | files


def _to_dict(template: RequestTemplate, body: Any) -> dict[str, Any]:
    if is_mapping(body):
        return {**template.constants, **body}  # a copy: file fields are replaced in it
    from synapse_runtime.serialization.model import Model, values_of  # bodies of plain data need no models

    if isinstance(body, Model):
        return values_of(body, sent=True)
    fields = sorted(template.body, key=lambda field: not field.required)[:3]
    hint = (
        template.body_hint or f". Its fields may be passed by name: {', '.join(f'{field.name}=…' for field in fields)}"
    )
    raise InvalidArgumentError(f"{template.operation.name} takes a dict or a model, not {type(body).__name__}{hint}")


RAW_TYPES = {"text": "text/plain; charset=utf-8", "bytes": "application/octet-stream"}
"""Codecs of what is sent and read as it is, to their media types."""


def _encode_body(template: RequestTemplate, body: Body, fields: Any) -> tuple[bytes | RequestBody, str]:
    """Encode a body and its files; return it with its content type."""
    codec, media_type = body.codec, body.media_type or RAW_TYPES.get(body.codec, "application/json")
    if codec == "json" and not template.files:
        return encode_json(fields), media_type
    from synapse_http.content import file_part  # most clients send no file and no form

    from synapse_runtime.serialization.forms import Multipart, encode_form  # as above

    if codec == "text":
        if not isinstance(fields, str):
            raise InvalidArgumentError(f"body must be a str, not {type(fields).__name__}")
        return encode_query_value("body", fields).encode(), media_type
    if codec == "bytes":
        part = file_part("body", fields)
        return part.source if isinstance(part.source, bytes) else part, media_type
    items = fields if is_list(fields) else [fields]
    for item in items if template.files else ():
        for field in template.files:
            name = field.wire_name
            if name not in item or (item[name] is None and not field.required and field.type != "file"):
                continue
            if field.type.rstrip("?") == "file":
                item[name] = file_part(name, item[name])
            elif not (isinstance(item[name], str) and item[name].startswith("data:")):
                item[name] = _data_uri(file_part(name, item[name]))
    if codec == "form":
        return encode_form(items[0]), "application/x-www-form-urlencoded"
    # Without a file, JSON says what a form cannot: lists, and which strings are numbers.
    if codec == "multipart" and (not template.files or any(items[0].get(file.wire_name) for file in template.files)):
        form = Multipart({name: value for name, value in items[0].items() if value is not None})
        return form, form.content_type
    return encode_json(fields), media_type


def _data_uri(part: FilePart) -> str:
    import base64
    import mimetypes  # slow: it reads the system's tables

    media_type = mimetypes.guess_type(part.name)[0] or "application/octet-stream"
    return f"data:{media_type};base64,{base64.b64encode(part.read()).decode()}"
