"""Wait until a job on the server has ended, as a flow: poll, sleep, poll again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from synapse_runtime.calls.build_request import display_url, template_of
from synapse_runtime.calls.execute import codec_of, execute
from synapse_runtime.flow.effects import sleep

from .arguments import positive_seconds
from .errors import ClientError, DeadlineExceededError, DecodeError, WaiterError, WaiterTimeoutError
from .types import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Generator

    from synapse_runtime.calls.build_request import CallArguments
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Effect

    from .operation import Operation, Waiter

FIRST_SECONDS = 0.5
"""Pause after the first poll. Each pause is half as long again as the one before."""

MAX_SECONDS = 15.0
"""Longest pause."""

LOG_LINES = 20
"""Most lines of a log that an error shows."""


def poll_until_final(
    context: ClientState, operation: Operation[Any], arguments: CallArguments, timeout: float | None
) -> Generator[Effect, Any, Any]:
    """Poll until the state is final.

    A state that the spec does not know counts as not final: servers add states.

    Args:
        context: The client.
        operation: Returns the state; it has a waiter.
        arguments: Name the job.
        timeout: Most seconds to wait. None: no limit.

    Returns:
        The last response, decoded.

    Raises:
        InvalidArgumentError: The timeout is not a positive number.
        WaiterError: The job failed.
        WaiterTimeoutError: The job has not ended in time.
        ClientError: A poll failed.
    """
    waiter = operation.waiter
    assert waiter is not None
    timeout = positive_seconds("timeout", timeout)
    clock = context.retry_state.clock
    end = None if timeout is None else clock() + timeout
    pause, data = FIRST_SECONDS, None
    while True:
        left = None if end is None else end - clock()
        if left is not None and left <= 0:
            raise timeout_error(context, operation, arguments, timeout, data)
        try:
            data = yield from execute(_with_deadline(context, left), operation, arguments)
        except DeadlineExceededError:
            if end is None or clock() < end:
                raise  # the deadline of this one call
            raise timeout_error(context, operation, arguments, timeout, data) from None
        if not is_object(data):
            raise DecodeError(f"{operation.name} did not return an object with {waiter.field!r}", response=data)
        state = data.get(waiter.field)
        if state in waiter.success:
            return codec_of(context).decode(operation.response, data)
        if state in waiter.failure:
            log = yield from _read_log(context, waiter, arguments)
            raise failure_error(context, operation, arguments, data, log)
        yield from sleep(pause if end is None else max(0.0, min(pause, end - clock())))
        pause = min(pause * 1.5, MAX_SECONDS)


def _with_deadline(context: ClientState, left: float | None) -> ClientState:
    """Return a context whose calls end with the wait."""
    deadline = context.options.deadline
    if left is None or (deadline is not None and deadline <= left):
        return context
    return context._replace(options=attrs.evolve(context.options, deadline=left))


def _read_log(
    context: ClientState, waiter: Waiter, arguments: CallArguments
) -> Generator[Effect, Any, tuple[str, ...]]:
    if not waiter.log:
        return ()
    try:
        items = yield from execute(context, context.service.operation(waiter.log), arguments)
    except ClientError:
        return ()  # the failure of the job must not give way to that of its log
    lines = items[-LOG_LINES:] if is_list(items) else []
    return tuple(str(line.get(waiter.log_field, line) if is_object(line) else line) for line in lines)


def failure_error(
    context: ClientState,
    operation: Operation[Any],
    arguments: CallArguments,
    data: dict[str, Any],
    log: tuple[str, ...],
) -> WaiterError:
    """Return the error of a job that failed."""
    assert operation.waiter is not None
    field = operation.waiter.field
    lines = "\n".join(["Last lines of its log:", *(f"  {line}" for line in log)]) if log else "It has no log."
    return WaiterError(
        f"{_subject(operation, arguments)} failed ({field} {data[field]!r}). {lines}",
        log=log,
        response=data,
        **request_context(context, operation, arguments),
    )


def timeout_error(
    context: ClientState, operation: Operation[Any], arguments: CallArguments, timeout: float | None, data: Any
) -> WaiterTimeoutError:
    """Return the error of a job that has not ended in time; `data` is its last response, or None."""
    assert operation.waiter is not None
    field = operation.waiter.field
    state = f"{field} is still {data[field]!r}" if is_object(data) else "its state is not known"
    return WaiterTimeoutError(
        f"{_subject(operation, arguments)} has not ended within {timeout:g} s: {state}. "
        "Wait again, or longer with `timeout=`.",
        response=data,
        **request_context(context, operation, arguments),
    )


def _subject(operation: Operation[Any], arguments: CallArguments) -> str:
    """Return how messages name the job: `Job 42`."""
    path = [parameter for parameter in template_of(operation).path if not parameter.secret]
    return " ".join([operation.response, *(str(arguments.named[parameter.name]) for parameter in path)])


def request_context(context: ClientState, operation: Operation[Any], arguments: CallArguments) -> dict[str, Any]:
    """Return the attributes that errors of a poll have."""
    return {"method": operation.method, "url": display_url(context, operation, arguments)}
