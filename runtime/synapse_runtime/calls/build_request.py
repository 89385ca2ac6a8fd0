"""From an operation and its arguments to a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, quote_plus

from synapse_runtime.errors import InvalidArgumentError
from synapse_runtime.http.messages import Request
from synapse_runtime.http.urls import (
    PathTemplate,
    encode_query_value,
    header_value,
    merge_headers,
    path_segment,
    query_string,
)
from synapse_runtime.serialization.codec import encode_json, wire_members
from synapse_runtime.serialization.converter import is_model
from synapse_runtime.types import UNSET, is_list, is_mapping, is_sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from synapse_runtime.http.content import FilePart, Multipart
    from synapse_runtime.operation import Operation, Parameter

    from .client_state import ClientState


class CallArguments(NamedTuple):
    """What a caller passed, in one of several ways."""

    named: Mapping[str, Any]
    """By the parameters' Python names."""
    params: Mapping[str, Any] | None = None
    """A query as it is, in the documents' way."""
    body: Any = UNSET
    """A body as it is: plain data, a model, or a list of either."""

    def __repr__(self) -> str:
        return f"<CallArguments {', '.join(self.named)}>"  # the values may be secrets


class RequestTemplate(NamedTuple):
    """An operation's parameters by their place, sorted once."""

    path: PathTemplate
    segments: tuple[Parameter, ...]
    """In the order of the holes."""
    query: tuple[Parameter, ...]
    headers: tuple[Parameter, ...]
    body: tuple[Parameter, ...]
    files: Mapping[str, Callable[[str, Any], Any]]
    """Body fields that hold a file, and how it travels."""
    secret: tuple[Parameter, ...]
    """Those of the path, the query and the headers that nothing may show."""


_plans: dict[int, tuple[Operation[Any], RequestTemplate]] = {}


def template_of(operation: Operation[Any]) -> RequestTemplate:
    """The plan of an operation; descriptors are constants, so each is planned once."""
    found = _plans.get(id(operation))
    if found is None:
        found = _plans[id(operation)] = (operation, _plan(operation))  # holding it keeps its id its own
    return found[1]


def _plan(operation: Operation[Any]) -> RequestTemplate:
    def located(location: str) -> tuple[Parameter, ...]:
        return tuple(one for one in operation.parameters if one.location == location)

    path = PathTemplate.parse(operation.path)
    by_wire = {one.wire: one for one in located("path")}
    body = located("body")
    return RequestTemplate(
        path,
        tuple(by_wire[hole] for hole in path.holes),
        located("query"),
        located("header"),
        body,
        {one.wire: _FILES[one.type.rstrip("?")] for one in body if one.type.rstrip("?") in _FILES},
        tuple(one for one in operation.parameters if one.secret and one.location != "body"),
    )


def build_request(
    context: ClientState, operation: Operation[Any], arguments: CallArguments, fields: Any = UNSET, codec: str = ""
) -> Request:
    """Make the request of a call.

    Args:
        context: The client.
        operation: What is called.
        arguments: With what.
        fields: The body as plain data, where it is not what the arguments say.
        codec: Its encoding, where it is not the operation's own.

    Returns:
        A request that can be sent, and sent again.

    Raises:
        InvalidArgumentError: An argument is missing, or cannot travel in its place.
    """
    plan, defaults = template_of(operation), context.defaults
    segments = [path_segment(one.name, arguments.named.get(one.name)) for one in plan.segments]
    target = shown = defaults.prefix + plan.path.expand(segments)
    secrets = context.secrets
    if plan.secret:
        hidden = ["***" if one.secret else text for one, text in zip(plan.segments, segments, strict=True)]
        shown = defaults.prefix + plan.path.expand(hidden)
        secrets += _secrets(plan, arguments)
    if plan.query or arguments.params is not None:
        query = query_string(_query(operation, plan, arguments))
        target = f"{target}?{query}" if query else target
    own, content = _headers(operation, plan, arguments) if plan.headers else [], None
    if operation.body is not None:
        if fields is UNSET:
            fields = body_fields(operation, arguments)
        content, content_type = encode_body(operation, fields, codec)
        own.append(("Content-Type", content_type))
    return Request(
        operation.method,
        target,
        merge_headers(defaults.headers, own) if plan.headers else (*defaults.headers, *own),
        content,
        context.options.timeout,
        operation.retry,
        operation.path,
        defaults.origin + shown,
        defaults.request_id_header,
        bool(operation.stream),
        context.with_call_deadline().deadline,
        secrets,
    )


def shown_url(context: ClientState, operation: Operation[Any], arguments: CallArguments) -> str:
    """Where a call goes, as errors may show it: without its query and its secrets."""
    plan, named, defaults = template_of(operation), arguments.named, context.defaults
    segments = ["***" if one.secret else path_segment(one.name, named.get(one.name)) for one in plan.segments]
    return defaults.origin + defaults.prefix + plan.path.expand(segments)


def _secrets(plan: RequestTemplate, arguments: CallArguments) -> tuple[str, ...]:
    """The secrets of one call, as they are and as they stand in a URL."""
    params = arguments.params or {}
    values = [arguments.named.get(one.name, params.get(one.wire)) for one in plan.secret]
    items = [item for value in values for item in (value if is_sequence(value) else [value]) if item is not None]
    texts = [encode_query_value("secret", item) for item in items]
    return tuple(form for text in texts for form in (text, quote(text, safe=""), quote_plus(text)))


def _headers(operation: Operation[Any], plan: RequestTemplate, arguments: CallArguments) -> list[tuple[str, str]]:
    """The headers of one call."""
    found: list[tuple[str, str]] = []
    for one in plan.headers:
        value = arguments.named.get(one.name, one.const)
        if value is not None:
            found.append((one.wire, header_value(one.name, value)))
        elif one.required:
            raise InvalidArgumentError(f"{operation.name} needs {one.name}")
    return found


def _query(operation: Operation[Any], plan: RequestTemplate, arguments: CallArguments) -> list[tuple[str, Any]]:
    """The query of one call: what is passed as it is goes before what has a name."""
    params = checked_params(arguments.params) or {}
    pairs: list[tuple[str, Any]] = []
    for one in plan.query:
        if one.wire in params:
            continue
        value = one.const if one.const is not None else arguments.named.get(one.name)
        if value is not None:
            pairs.append((one.wire, value))
        elif one.required:
            raise InvalidArgumentError(f"{operation.name} needs {one.name}")
    pairs += [(encode_query_value("a name in params", name), value) for name, value in params.items()]
    return pairs


def checked_params(params: Any) -> Mapping[str, Any] | None:
    """A raw query as a caller gives it.

    Raises:
        InvalidArgumentError: It is no mapping.
    """
    if params is None or is_mapping(params):
        return params
    raise InvalidArgumentError(f"params must be a dict of query arguments, not {type(params).__name__}")


# Bodies ---------------------------------------------------------------------------------


def body_fields(operation: Operation[Any], arguments: CallArguments) -> Any:
    """The body of a call as plain data by wire names, files not yet read.

    Returns:
        A new dict, or list of dicts; or, where the body is no model, what was passed.

    Raises:
        InvalidArgumentError: A required field is missing, or the body has another form.
    """
    body, plan, given = operation.body, template_of(operation), arguments.body
    assert body is not None
    keywords = {one.wire: value for one in plan.body if (value := arguments.named.get(one.name, UNSET)) is not UNSET}
    if given is UNSET:
        missing = [one.name for one in plan.body if one.required and one.wire not in keywords]
        if missing:
            raise InvalidArgumentError(f"{operation.name} needs {', '.join(missing)}")
        return {one.wire: one.default for one in plan.body if one.default is not None} | keywords
    if keywords:
        raise InvalidArgumentError(f"{operation.name} takes a body or keywords, not both")
    if not plan.body:
        return given
    if body.batch != "forbidden" and is_sequence(given):
        return [_object(operation, item) for item in given]
    if body.batch == "required":
        raise InvalidArgumentError(f"{operation.name} takes a list, not {type(given).__name__}")
    return _object(operation, given)


def _object(operation: Operation[Any], given: Any) -> dict[str, Any]:
    if is_mapping(given):
        return dict(given)  # the caller's own is not changed
    if is_model(given):
        return wire_members(given)
    raise InvalidArgumentError(f"{operation.name} takes a dict or a model, not {type(given).__name__}")


def encode_body(operation: Operation[Any], fields: Any, codec: str = "") -> tuple[bytes | Multipart, str]:
    """Encode a body.

    Args:
        operation: What is called.
        fields: The body as plain data; see `body_fields`.
        codec: `json` or `multipart`, where it is not the operation's own.

    Returns:
        The body and its content type.
    """
    assert operation.body is not None
    files = template_of(operation).files
    items = fields if is_list(fields) else [fields]
    for item in items if files else ():
        for name, travel in files.items():
            if item.get(name) is not None:
                item[name] = travel(name, item[name])
    if (codec or operation.body.codec) == "multipart":
        from synapse_runtime.http.content import Multipart

        form = Multipart({name: value for name, value in items[0].items() if value is not None})
        return form, form.content_type
    return encode_json(fields), "application/json"


def _as_part(name: str, value: Any) -> FilePart:
    from synapse_runtime.http.content import file_part

    return file_part(name, value)


def _as_data_uri(name: str, value: Any) -> str:
    if isinstance(value, str) and value.startswith("data:"):
        return value
    import base64
    import mimetypes

    from synapse_runtime.http.content import file_part

    part = file_part(name, value)
    kind = mimetypes.guess_type(part.name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(part.read()).decode()}"


_FILES: dict[str, Callable[[str, Any], Any]] = {"file": _as_part, "data_uri": _as_data_uri}
