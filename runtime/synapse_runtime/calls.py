"""A call as a flow: what both faces, blocking and async, run."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from . import failure
from .errors import DecodeError
from .lines import ToldBody
from .parsing import parse
from .prepare import prepare, shown_url
from .redirect import following

if TYPE_CHECKING:
    from collections.abc import Generator

    from .context import Context
    from .flow import CallMiddleware, Effect, Exchange, Flow
    from .message import Request, Response
    from .operation import Operation
    from .prepare import Arguments


def answer(context: Context, operation: Operation[Any], arguments: Arguments) -> Generator[Effect, Any, Any]:
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
    context = context.begun()
    if operation.composite is not None:
        from .composite import RECIPES

        return (yield from RECIPES[operation.composite.kind](context, operation, arguments, answer))
    chunked = operation.chunked
    if chunked is not None:
        from .composite import with_file

        fields, codec = yield from with_file(context, operation, chunked, arguments, answer)
        request = prepare(context, operation, arguments, fields, codec)
    else:
        request = prepare(context, operation, arguments)
    response = yield from exchange(context, request)
    return read_json(request, response)


def exchange(context: Context, request: Request) -> Flow[Response]:
    """Send a prepared request, with retries, and tell who wants to know."""
    call: Exchange = partial(following, context)
    for layer in reversed(context.options.call_middleware):
        call = partial(_through, layer, call)
    response = yield from call(request)
    if context.options.on_response is not None:
        context.options.on_response(response)
    return response


def _through(layer: CallMiddleware, call: Exchange, request: Request) -> Flow[Response]:
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
        raise failure.undecodable(request, response) from None


def decoded(context: Context, operation: Operation[Any], arguments: Arguments) -> Generator[Effect, Any, Any]:
    """Call an operation and decode its answer as the operation's type says."""
    data = yield from answer(context, operation, arguments)
    conversion = context.options.url_conversion
    if conversion is not None and operation.method == "GET":  # what is sent may come back, and is no news
        from .url_conversion import converted

        yield from converted(operation, data, conversion)
    return _decode(context, operation, arguments, operation.response, data) if operation.response else None


def decoded_many(context: Context, operation: Operation[Any], arguments: Arguments) -> Generator[Effect, Any, Any]:
    """Call an operation with a list, which it answers with a list."""
    data = yield from answer(context, operation, arguments)
    return _decode(context, operation, arguments, f"list[{operation.response}]", data) if operation.response else []


def _decode(context: Context, operation: Operation[Any], arguments: Arguments, kind: str, data: Any) -> Any:
    try:
        return context.codec.decode(kind, data)
    except DecodeError as error:  # the codec knows nothing of the call
        error.method, error.url = operation.method, shown_url(context, operation, arguments)
        error.may_have_been_applied = operation.retry != "safe"
        raise


QUIET = 300.0
"""Seconds a stream may say nothing: jobs do, for longer than one answer may take."""


def streamed(context: Context, operation: Operation[Any], arguments: Arguments) -> Generator[Effect, Any, ToldBody]:
    """Open a stream.

    Returns:
        The unread body. Reading it raises a ClientError where it breaks off.
    """
    request = prepare(context, operation, arguments)
    read = request.timeout.read
    request = request._replace(timeout=request.timeout._replace(read=None if read is None else max(read, QUIET)))
    response = yield from exchange(context, request)
    return ToldBody(request, response)
