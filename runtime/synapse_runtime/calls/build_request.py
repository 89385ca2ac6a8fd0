"""Build a request from an operation and its arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from urllib.parse import quote, quote_plus

from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.http.headers import header_value, merge_headers
from synapse_runtime.http.messages import Request
from synapse_runtime.http.urls import encode_query_value, path_segment, query_string
from synapse_runtime.serialization.json import encode_json
from synapse_runtime.serialization.model import Model, values_of
from synapse_runtime.types import UNSET, is_list, is_mapping, is_sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from synapse_runtime.flow.effects import Effect
    from synapse_runtime.http.content import FilePart
    from synapse_runtime.http.messages import RequestBody
    from synapse_runtime.operation import Operation, Parameter

    from .client_state import ClientState


class CallArguments(NamedTuple):
    """Arguments of one call: by keyword, as a raw query, or as a whole body."""

    named: Mapping[str, Any]
    """Values by the parameters' Python names."""
    params: Mapping[str, Any] | None = None
    """A raw query; it wins over named query arguments."""
    body: Any = UNSET
    """A whole body: plain data, a model, or a list of either."""

    def __repr__(self) -> str:
        return f"<CallArguments {', '.join(self.named)}>"  # the values may be secrets


Execute: TypeAlias = "Callable[[ClientState, Operation[Any], CallArguments], Generator[Effect, Any, Any]]"
"""A flow that runs an operation and returns its response as plain data: `execute`, or `composites.dispatch`."""


class RequestTemplate(NamedTuple):
    """An operation's parameters by location, sorted once."""

    path: tuple[Parameter, ...]
    query: tuple[Parameter, ...]
    headers: tuple[Parameter, ...]
    body: tuple[Parameter, ...]
    files: Mapping[str, Callable[[str, Any], Any]]
    """Body fields that hold a file, to the function that encodes it."""
    secret: tuple[Parameter, ...]
    """Parameters of path, query and headers whose values nothing may show."""


_templates: dict[int, tuple[Operation[Any], RequestTemplate]] = {}
"""Keyed by id: hashing a descriptor costs more than building its request. The operation is kept so that its id
stays its own."""


def template_of(operation: Operation[Any]) -> RequestTemplate:
    """Return the request template of an operation; each is made once."""
    entry = _templates.get(id(operation))
    if entry is None:
        entry = _templates[id(operation)] = (operation, _make_template(operation))
    return entry[1]


def _make_template(operation: Operation[Any]) -> RequestTemplate:
    def located(location: str) -> tuple[Parameter, ...]:
        return tuple(parameter for parameter in operation.parameters if parameter.location == location)

    encoders = {field.wire_name: _FILE_ENCODERS.get(field.type.rstrip("?")) for field in located("body")}
    return RequestTemplate(
        located("path"),
        located("query"),
        located("header"),
        located("body"),
        {name: encode for name, encode in encoders.items() if encode is not None},
        tuple(parameter for parameter in operation.parameters if parameter.secret and parameter.location != "body"),
    )


def build_request(
    context: ClientState, operation: Operation[Any], arguments: CallArguments, fields: Any = UNSET, codec: str = ""
) -> Request:
    """Build the request of a call.

    Args:
        context: The client.
        operation: What to call.
        arguments: The caller's arguments.
        fields: The body as plain data, if it differs from the arguments.
        codec: `json` or `multipart`; "" for the operation's own.

    Returns:
        A request that can be sent more than once.

    Raises:
        InvalidArgumentError: An argument is missing, or cannot travel in its place.
    """
    template, defaults, secrets = template_of(operation), context.defaults, tuple[str, ...]()
    target = defaults.prefix + _path(operation, template, arguments)
    public_target = target
    if template.secret:
        public_target = defaults.prefix + _path(operation, template, arguments, redacted=True)
        secrets = _secrets(template, arguments)
    if template.query or arguments.params is not None:
        query = query_string(_query(operation, template, arguments))
        target = f"{target}?{query}" if query else target
    own_headers = _headers(operation, template, arguments) if template.headers else []
    content: bytes | RequestBody | None = None
    if operation.body is not None:
        if fields is UNSET:
            fields = body_fields(operation, arguments)
        content, content_type = encode_body(operation, fields, codec)
        own_headers.append(("Content-Type", content_type))
    return Request(
        method=operation.method,
        target=target,
        headers=merge_headers(defaults.headers, own_headers) if template.headers else (*defaults.headers, *own_headers),
        body=content,
        timeout=context.options.timeout,
        retry=operation.retry,
        route=operation.path,
        display_url=defaults.origin + public_target,
        request_id_header=defaults.request_id_header,
        stream=bool(operation.stream),
        deadline=context.with_call_deadline().deadline,
        secrets=secrets,
        auth=context.auth,
    )


def display_url(context: ClientState, operation: Operation[Any], arguments: CallArguments) -> str:
    """Return the URL of a call as errors may show it: without query and secrets."""
    path = _path(operation, template_of(operation), arguments, redacted=True)
    return context.defaults.origin + context.defaults.prefix + path


def _path(
    operation: Operation[Any], template: RequestTemplate, arguments: CallArguments, *, redacted: bool = False
) -> str:
    """Return the path relative to the base URL."""
    if not template.path:
        return operation.path
    segments = {
        parameter.wire_name: "***"
        if redacted and parameter.secret
        else path_segment(parameter.name, arguments.named.get(parameter.name))
        for parameter in template.path
    }
    return operation.path.format_map(segments)


def _secrets(template: RequestTemplate, arguments: CallArguments) -> tuple[str, ...]:
    """Return the secret arguments of one call, plain and as they stand in a URL."""
    params = arguments.params or {}
    values = [arguments.named.get(parameter.name, params.get(parameter.wire_name)) for parameter in template.secret]
    items = [item for value in values for item in (value if is_sequence(value) else [value]) if item is not None]
    secrets = [encode_query_value("secret", item) for item in items]
    return tuple(form for secret in secrets for form in (secret, quote(secret, safe=""), quote_plus(secret)))


def _headers(operation: Operation[Any], template: RequestTemplate, arguments: CallArguments) -> list[tuple[str, str]]:
    """Return the header arguments of one call."""
    headers: list[tuple[str, str]] = []
    for parameter in template.headers:
        value = arguments.named.get(parameter.name, parameter.const)
        if value is not None:
            headers.append((parameter.wire_name, header_value(parameter.name, value)))
        elif parameter.required:
            raise InvalidArgumentError(f"{operation.name} needs {parameter.name}")
    return headers


def _query(operation: Operation[Any], template: RequestTemplate, arguments: CallArguments) -> list[tuple[str, Any]]:
    """Return the query arguments of one call: `params` win over named ones."""
    params = check_params(arguments.params) or {}
    pairs: list[tuple[str, Any]] = []
    for parameter in template.query:
        if parameter.wire_name in params:
            continue
        value = parameter.const if parameter.const is not None else arguments.named.get(parameter.name)
        if value is not None:
            pairs.append((parameter.wire_name, value))
        elif parameter.required:
            raise InvalidArgumentError(f"{operation.name} needs {parameter.name}")
    pairs += [(encode_query_value("a name in params", name), value) for name, value in params.items()]
    return pairs


def check_params(params: Any) -> Mapping[str, Any] | None:
    """Return a raw query if it is a mapping.

    Raises:
        InvalidArgumentError: It is not.
    """
    if params is None or is_mapping(params):
        return params
    raise InvalidArgumentError(f"params must be a dict of query arguments, not {type(params).__name__}")


# Bodies ---------------------------------------------------------------------------------


def body_fields(operation: Operation[Any], arguments: CallArguments) -> Any:
    """Return the body of a call as plain data by wire names; files are not read yet.

    Returns:
        A new dict or list of dicts; what was passed, if the body is not a model.

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
        missing = [field.name for field in template.body if field.required and field.wire_name not in keywords]
        if missing:
            raise InvalidArgumentError(f"{operation.name} needs {', '.join(missing)}")
        return {field.wire_name: field.default for field in template.body if field.default is not None} | keywords
    if keywords:
        raise InvalidArgumentError(f"{operation.name} takes a body or keywords, not both")
    if not template.body:
        return body
    if spec.batch != "forbidden" and is_sequence(body):
        return [_to_dict(operation, item) for item in body]
    if spec.batch == "required":
        raise InvalidArgumentError(f"{operation.name} takes a list, not {type(body).__name__}")
    return _to_dict(operation, body)


def _to_dict(operation: Operation[Any], body: Any) -> dict[str, Any]:
    if is_mapping(body):
        return dict(body)  # a copy: file fields are replaced in it
    if isinstance(body, Model):
        return values_of(body)
    raise InvalidArgumentError(f"{operation.name} takes a dict or a model, not {type(body).__name__}")


def encode_body(operation: Operation[Any], fields: Any, codec: str = "") -> tuple[bytes | RequestBody, str]:
    """Encode a body.

    Args:
        operation: What to call.
        fields: The body as plain data, as `body_fields` returns it.
        codec: `json` or `multipart`; "" for the operation's own.

    Returns:
        The body and its content type.
    """
    assert operation.body is not None
    files = template_of(operation).files
    items = fields if is_list(fields) else [fields]
    for item in items if files else ():
        for name, encode in files.items():
            if item.get(name) is not None:
                item[name] = encode(name, item[name])
    if (codec or operation.body.codec) == "multipart":
        from synapse_runtime.http.multipart import Multipart  # most clients send no form

        form = Multipart({name: value for name, value in items[0].items() if value is not None})
        return form, form.content_type
    return encode_json(fields), "application/json"


def _to_file_part(name: str, value: Any) -> FilePart:
    from synapse_runtime.http.content import file_part  # most clients send no file

    return file_part(name, value)


def _to_data_uri(name: str, value: Any) -> str:
    if isinstance(value, str) and value.startswith("data:"):
        return value
    import base64
    import mimetypes  # slow: it reads the system's tables

    part = _to_file_part(name, value)
    media_type = mimetypes.guess_type(part.name)[0] or "application/octet-stream"
    return f"data:{media_type};base64,{base64.b64encode(part.read()).decode()}"


_FILE_ENCODERS: dict[str, Callable[[str, Any], Any]] = {"file": _to_file_part, "data_uri": _to_data_uri}
"""Type of a body field that holds a file, to the function that encodes it."""
