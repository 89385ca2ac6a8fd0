"""A call as a flow: what both faces, blocking and async, run."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from synapse_runtime.errors import DecodeError
from synapse_runtime.http import error_mapping
from synapse_runtime.http.streams import ErrorMappingStream
from synapse_runtime.serialization.json import parse

from .build_request import build_request, display_url
from .redirects import send_following_redirects

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from synapse_runtime.flow.effects import CallMiddleware, Effect, Flow, SendRequest
    from synapse_runtime.http.messages import Request, Response
    from synapse_runtime.operation import Operation

    from .build_request import CallArguments
    from .client_state import ClientState

Execute: TypeAlias = "Callable[[ClientState, Operation[Any], CallArguments], Generator[Effect, Any, Any]]"
"""A flow that calls an operation and returns the response as plain data."""


def execute(context: ClientState, operation: Operation[Any], arguments: CallArguments) -> Generator[Effect, Any, Any]:
    """Call an operation.

    Args:
        context: The client.
        operation: What is called.
        arguments: With what.

    Returns:
        The answer as plain JSON data; None where it is empty.

    Raises:
        ClientError: The call failed.
    """
    context = context.with_call_deadline()
    if operation.composite is not None:
        from synapse_runtime.composites.registry import RECIPES

        return (yield from RECIPES[operation.composite.kind](context, operation, arguments, execute))
    if operation.chunked is not None:
        from synapse_runtime.uploads.upload_first import upload_first

        fields, codec = yield from upload_first(context, operation, arguments, execute)
        request = build_request(context, operation, arguments, fields, codec)
        response = yield from send_with_middleware(context, request)
        return read_json(request, response)
    _, data = yield from execute_with_response(context, operation, arguments)
    return data


def execute_with_response(
    context: ClientState, operation: Operation[Any], arguments: CallArguments
) -> Flow[tuple[Response, Any]]:
    """Call an operation that is one request; return the response, for its headers, and its JSON data."""
    request = build_request(context, operation, arguments)
    response = yield from send_with_middleware(context, request)
    return response, read_json(request, response)


def send_with_middleware(context: ClientState, request: Request) -> Flow[Response]:
    """Send a prepared request, with retries, and tell who wants to know."""
    call: SendRequest = partial(send_following_redirects, context)
    for layer in reversed(context.options.call_middleware):
        call = partial(_through, layer, call)
    response = yield from call(request)
    if context.options.on_response is not None:
        context.options.on_response(response)
    return response


def _through(layer: CallMiddleware, call: SendRequest, request: Request) -> Flow[Response]:
    return layer(request, call)


def read_json(request: Request, response: Response) -> Any:
    """The body of a good answer.

    Raises:
        DecodeError: It is no JSON.
    """
    if not response.content:
        return None
    try:
        return parse(response.content)
    except (ValueError, RecursionError):
        raise error_mapping.decode_error(request, response) from None


def call(context: ClientState, operation: Operation[Any], arguments: CallArguments) -> Generator[Effect, Any, Any]:
    """Call an operation and decode its answer as the operation's type says."""
    data = yield from execute(context, operation, arguments)
    conversion = context.options.url_conversion
    if conversion is not None and operation.method == "GET":  # what is sent may come back, and is no news
        from .url_conversion import convert_urls

        yield from convert_urls(operation, data, conversion)
    return _decode(context, operation, arguments, operation.response, data) if operation.response else None


def call_many(context: ClientState, operation: Operation[Any], arguments: CallArguments) -> Generator[Effect, Any, Any]:
    """Call an operation with a list, which it answers with a list."""
    data = yield from execute(context, operation, arguments)
    return _decode(context, operation, arguments, f"list[{operation.response}]", data) if operation.response else []


def _decode(context: ClientState, operation: Operation[Any], arguments: CallArguments, kind: str, data: Any) -> Any:
    try:
        return context.codec.decode(kind, data)
    except DecodeError as error:  # the codec knows nothing of the call
        error.method, error.url = operation.method, display_url(context, operation, arguments)
        error.may_have_been_applied = operation.retry != "safe"
        raise


QUIET = 300.0
"""Seconds a stream may say nothing: jobs do, for longer than one answer may take."""


def open_stream(
    context: ClientState, operation: Operation[Any], arguments: CallArguments
) -> Generator[Effect, Any, ErrorMappingStream]:
    """Open a stream.

    Returns:
        The unread body. Reading it raises a ClientError where it breaks off.
    """
    request = build_request(context, operation, arguments)
    read = request.timeout.read
    request = request._replace(timeout=request.timeout._replace(read=None if read is None else max(read, QUIET)))
    response = yield from send_with_middleware(context, request)
    return ErrorMappingStream(request, response)
