"""One call as a flow: build its request, send it, read its response. Blocking and async clients run it alike."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, urljoin, urlsplit

from synapse_http import error_mapping
from synapse_http.errors import DecodeError, StatusError
from synapse_http.parameters import header_value, merge_headers
from synapse_http.urls import BaseURL, split_origin
from synapse_http.values import is_list

from synapse_runtime.flow.effects import StreamReader
from synapse_runtime.serialization.codec import Codec, structure_if_it_fits
from synapse_runtime.serialization.json import parse
from synapse_runtime.types import SchemaIssue

from .build_request import RAW_TYPES, build_request, display_url
from .retry import send_with_retries

if TYPE_CHECKING:
    from collections.abc import Callable

    from synapse_http.messages import Request, Response

    from synapse_runtime.flow.effects import CallMiddleware, Flow, SendRequest
    from synapse_runtime.operation import Operation

    from .build_request import CallArguments, Execute
    from .client_state import ClientState


_CONSTANTS = {"true": True, "false": False}
"""Type of a response whose status says all, to what is returned."""
_AS_THEY_ARE = frozenset((*RAW_TYPES, *_CONSTANTS))


def execute(state: ClientState, operation: Operation[Any], arguments: CallArguments) -> Flow[Any]:
    """Call an operation that is one request; return its response as JSON data, or None if it is empty."""
    return (yield from execute_with_response(state, operation, arguments))[1]


def execute_with_response(
    state: ClientState, operation: Operation[Any], arguments: CallArguments
) -> Flow[tuple[Response, Any]]:
    """Call an operation that is one request; return the response, for its headers, and its JSON data."""
    request = build_request(state, operation, arguments)
    response = yield from send_call(state, operation, request)
    if response.status_code == 304 and 304 not in operation.responses:
        raise error_mapping.error_from_outcome(request, response.attempts, response)
    type_ = operation.response
    if operation.responses:
        type_ = _type_by_status(state, operation, arguments, response)
        if type_ in _CONSTANTS:
            return response, _CONSTANTS[type_]
    if type_ in RAW_TYPES:
        check_media_type(state, request, response)
        return response, response.content if type_ == "bytes" else _read_text(response)
    if response.status_code == 204 and operation.pagination:
        return response, []  # a list that has no page at all
    if not response.content and type_[-1:] not in {"", "?"}:
        raise error_mapping.decode_error(request, response)
    data = read_json(request, response)
    if data.__class__ is dict and type_[:5] == "list[" and not operation.pagination:
        data = _items_of_page(state, operation, arguments, data)
    return response, data


def send_call(
    state: ClientState,
    operation: Operation[Any],
    request: Request,
    follow: Callable[[Request, Response], Request] | None = None,
) -> Flow[Response]:
    """Send the request of a call; an error knows the type of its body, and a missing header is reported."""
    follow = follow or partial(_follow, state, to_file=operation.response == "bytes")
    try:
        response = yield from send_with_middleware(state, request, follow)
    except StatusError as error:
        if type_string := state.service.error_type(operation, error.status_code):
            read_body = partial(structure_if_it_fits, state.service.models, type_string)
            error._read_body = read_body  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - set here alone
        raise
    for name, type_string in operation.response_headers.get(response.status_code, {}).items():
        if type_string[-1] != "?" and name.lower() not in response.headers:
            _report_misfit(state, request, f"the header {name}", "nothing", part=f".{name}")
    return response


def _type_by_status(state: ClientState, operation: Operation[Any], arguments: CallArguments, response: Response) -> str:
    """Return the type of a response, if a success may have several; DecodeError for a status that the spec lacks."""
    if response.status_code in operation.responses:
        if arguments.statuses is not None:
            arguments.statuses.append(response.status_code)
        return operation.responses[response.status_code]
    message = f"{operation.name}: status {response.status_code} is none of {', '.join(map(str, operation.responses))}"
    error = DecodeError(message, response=error_mapping.decode_body(response))
    raise name_call(error, state, operation, arguments)


def _read_text(response: Response) -> str:
    charset = re.search(r"charset=\"?([\w-]+)", response.headers.get("content-type", ""), re.IGNORECASE)
    with suppress(LookupError):
        return response.content.decode(charset[1] if charset else "utf-8", "replace")
    return response.content.decode(errors="replace")


def check_media_type(state: ClientState, request: Request, response: Response) -> None:
    """Report a response of another media type than was asked for: it may be the page of a proxy."""
    media_type, accept = response.headers.get("content-type", "").partition(";")[0], dict(request.headers)["Accept"]
    if media_type and media_type.strip().lower() not in accept.lower() and "*/*" not in accept:
        _report_misfit(state, request, accept, media_type)


def _report_misfit(state: ClientState, request: Request, expected: str, found: str, part: str = "") -> None:
    if state.options.strict:
        raise DecodeError(f"{request.display_url}: expected {expected}, got {found}")
    state.report_issue(SchemaIssue(f"{request.method} {request.route}{part}", expected, found))


def _items_of_page(state: ClientState, operation: Operation[Any], arguments: CallArguments, data: Any) -> Any:
    """Return the items of a list that comes as its only page, although the spec promises a bare list.

    Raises:
        DecodeError: It has further pages, which would be lost.
    """
    for pagination in state.service.paginations.values():
        if is_list(data.get(pagination.results)):
            if data.get(pagination.next):
                message = f"{operation.name}: the list has further pages, and is not read by pages"
                raise name_call(DecodeError(message, response=data), state, operation, arguments)
            return data[pagination.results]
    return data


def send_with_middleware(
    state: ClientState, request: Request, follow: Callable[[Request, Response], Request] | None = None
) -> Flow[Response]:
    """Send a request through the call middleware, with redirects and retries, and call `on_response`."""
    send: SendRequest = partial(send_following_redirects, state, follow=follow)
    for middleware in reversed(state.options.call_middleware):
        send = partial(_send_through, middleware, send)
    response = yield from send(request)
    if state.options.on_response is not None:
        state.options.on_response(response)
    return response


def _send_through(middleware: CallMiddleware, send: SendRequest, request: Request) -> Flow[Response]:
    return middleware(request, send)


def read_json(request: Request, response: Response) -> Any:
    """Return the body of a successful response as JSON data, or None if it is empty; DecodeError if it is not JSON."""
    if not response.content:
        return None
    try:
        return parse(response.content)
    except (ValueError, RecursionError):
        raise error_mapping.decode_error(request, response) from None


def call(
    run: Execute, state: ClientState, operation: Operation[Any], arguments: CallArguments, *, many: bool = False
) -> Flow[Any]:
    """Run an operation and decode its response as the operation's type says; of `many` bodies, as a list of it."""
    state = state.with_call_deadline()
    if operation.responses:
        arguments = arguments._replace(statuses=[])
    flow = run(state, operation, arguments)
    if state.options.url_conversion is not None:
        from .url_conversion import call_converting  # few clients convert URLs

        flow = call_converting(state, operation, flow)
    data = yield from flow
    type_string = operation.responses[arguments.statuses[-1]] if arguments.statuses else operation.response
    if not type_string:
        return [] if many else data if operation.composite else None
    return decode(state, operation, arguments, f"list[{type_string}]" if many else type_string, data)


def decode(state: ClientState, operation: Operation[Any], arguments: CallArguments, type_string: str, data: Any) -> Any:
    """Structure the response of a call, unless it stays as it is. DecodeError if it is nothing promised."""
    if type_string in _AS_THEY_ARE:
        return data
    try:
        return codec_of(state).decode(type_string, data)
    except DecodeError as error:
        name_call(error, state, operation, arguments)
        raise


def name_call(
    error: DecodeError, state: ClientState, operation: Operation[Any], arguments: CallArguments
) -> DecodeError:
    """Set the call in an error of something that knows only the data, such as the codec, and return it."""
    error.method, error.url = operation.method, display_url(state, operation, arguments)
    error.may_have_been_applied = operation.retry != "safe"
    return error


def codec_of(state: ClientState) -> Codec:
    """Return what decodes responses for a client, and reports to it what does not fit."""
    return Codec(state.service.models, state.report_issue, strict=state.options.strict)


STREAM_READ_SECONDS = 300.0
"""Least read timeout of a stream: jobs print nothing for longer than a response may take."""


def open_stream(
    state: ClientState, operation: Operation[Any], arguments: CallArguments, last_id: str = "", *, is_async: bool
) -> Flow[StreamReader]:
    """Send the request of a stream, which goes on behind the event `last_id`, and return the reader of its body."""
    request = build_request(state, operation, arguments)
    if last_id:
        place = "Last-Event-ID", header_value("the id of an event", last_id)
        request = request._replace(headers=merge_headers(request.headers, [place]))
    read = request.timeout.read
    patient = request.timeout._replace(read=None if read is None else max(read, STREAM_READ_SECONDS))
    request = request._replace(timeout=patient)
    response = yield from send_call(state, operation, request)
    return StreamReader(request, response, is_async=is_async)


MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})


def send_following_redirects(
    state: ClientState, request: Request, follow: Callable[[Request, Response], Request] | None = None
) -> Flow[Response]:
    """Send a request with retries, and follow redirects: on its origin, or to the request that `follow` returns.

    Raises:
        RedirectError: A redirect leads to another origin or in a loop, or would repeat a request that is not a GET,
            and is no 307 or 308 that the spec has.
        ClientError: The last attempt failed.
    """
    follow, followed = follow or partial(_follow, state), 0
    while True:
        response = yield from send_with_retries(request, state.options.retry, state.retry_state)
        if response.status_code not in REDIRECTS:
            return response
        if followed == MAX_REDIRECTS:
            raise error_mapping.redirect_error(request, response, f"more than {MAX_REDIRECTS} times")
        # 307 and 308 ask to send the same request elsewhere, others may mean that it is done (RFC 9110 section 15.4).
        repeats = response.status_code in {307, 308} and response.status_code in request.expected
        if request.method not in {"GET", "HEAD"} and not repeats:
            why = f"a {request.method}, which is not sent a second time"
            raise error_mapping.redirect_error(request, response, why)
        request, followed = follow(request, response), followed + 1


def _follow(state: ClientState, request: Request, response: Response, *, to_file: bool = False) -> Request:
    """Return the request that a redirect asks for. One for a file may leave its origin, with nothing of the client's.

    Raises:
        RedirectError: It leads to another origin, or to no URL.
    """
    base = BaseURL.parse(request.origin) if request.origin else state.base
    why = "to what is not the URL of a file" if to_file else "to an address that cannot be read"
    try:
        url = location_of(base.origin + request.target, response)
        parts, (origin, target) = urlsplit(url), split_origin(url)
    except ValueError:
        raise error_mapping.redirect_error(request, response, why) from None
    if origin == base.origin:
        return request._replace(target=target)
    if not to_file:
        why = f"to another origin, {parts.scheme}://{parts.hostname or ''}, which gets no credentials"
    if not (to_file and origin):
        raise error_mapping.redirect_error(request, response, why)
    own = {"accept", "accept-encoding", "user-agent"}
    return request._replace(
        origin=origin,
        target=target,
        headers=tuple(header for header in request.headers if header[0].lower() in own),
        auth=None,
        display_url=origin + parts.path,
        query=None,  # it may be a signature, of which a server that refuses it repeats parts
        secrets=(parts.query, *(value for _, value in parse_qsl(parts.query) if len(value) > 5)),
    )


def location_of(url: str, response: Response) -> str:
    """Return the URL that a redirect leads to from `url`.

    Raises:
        ValueError: The Location header cannot be read.
    """
    # Bytes beyond ASCII arrive as latin-1: quote them as the bytes they were.
    return urljoin(url, quote(response.headers.get("location", "").encode("latin-1"), safe=_URL_SAFE))


_URL_SAFE = "!#$%&'()*+,-./:;=?@[]_~"
"""Characters with a meaning in a URL, percent signs included: they stay as they are."""
