"""Waiting for something on the server to end, as a flow: ask, rest, ask again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from synapse_runtime.calls.build_request import display_url
from synapse_runtime.calls.execute import execute
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

FIRST = 0.5
"""Seconds of the first rest. Each one is half as long again as the one before."""

LONGEST = 15.0
"""Seconds; rests grow no longer than this."""

LOG_LINES = 20
"""How many of the last lines of its log an error shows."""


def poll_until_final(
    context: ClientState, operation: Operation[Any], arguments: CallArguments, timeout: float | None
) -> Generator[Effect, Any, Any]:
    """Ask how something stands until it has ended.

    A state nobody knows counts as one on the way: servers add such.

    Args:
        context: The client.
        operation: What tells how it stands; it has a waiter.
        arguments: Which one.
        timeout: Seconds to wait at the most; None: as long as it takes.

    Returns:
        How it stood in the end, decoded.

    Raises:
        InvalidArgumentError: The timeout makes no sense.
        WaiterError: It ended badly.
        WaiterTimeoutError: It has not ended in time.
        ClientError: It could not be asked.
    """
    waiter = operation.waiter
    assert waiter is not None
    timeout = positive_seconds("timeout", timeout)
    clock = context.retry_state.clock
    end = None if timeout is None else clock() + timeout
    rest, data = FIRST, None
    while True:
        left = None if end is None else end - clock()
        if left is not None and left <= 0:
            raise _late(_which(context, operation, arguments), waiter, timeout, data)
        try:
            data = yield from execute(_within(context, left), operation, arguments)
        except DeadlineExceededError:
            if end is None or clock() < end:
                raise  # that was the deadline of one call
            raise _late(_which(context, operation, arguments), waiter, timeout, data) from None
        if not is_object(data):
            raise DecodeError(f"{operation.name} did not answer an object with {waiter.field!r}", response=data)
        state = data.get(waiter.field)
        if state in waiter.success:
            return context.codec.decode(operation.response, data)
        if state in waiter.failure:
            log = yield from _log(context, waiter, arguments)
            raise _failed(_which(context, operation, arguments), waiter, data, log)
        yield from sleep(rest if end is None else max(0.0, min(rest, end - clock())))
        rest = min(rest * 1.5, LONGEST)


def _within(context: ClientState, left: float | None) -> ClientState:
    """A call must not last longer than the wait."""
    deadline = context.options.deadline
    if left is None or (deadline is not None and deadline <= left):
        return context
    return context._replace(options=context.options._replace(deadline=left))


def _log(context: ClientState, waiter: Waiter, arguments: CallArguments) -> Generator[Effect, Any, tuple[str, ...]]:
    if not waiter.log:
        return ()
    operation = context.service.operation(waiter.log)
    try:
        rows = yield from execute(context, operation, arguments)
    except ClientError:
        return ()  # what is to be told is the failure, and not that it cannot be explained
    return tuple(_line(row, waiter.log_field) for row in rows[-LOG_LINES:]) if is_list(rows) else ()


def _line(row: Any, member: str) -> str:
    return str(row.get(member, row) if is_object(row) else row)


def _failed(which: dict[str, Any], waiter: Waiter, data: dict[str, Any], log: tuple[str, ...]) -> WaiterError:
    told = "\n".join(["Last lines of its log:", *(f"  {line}" for line in log)]) if log else "There is no log of it."
    return WaiterError(
        f"It ended badly: {waiter.field} is {data[waiter.field]!r}. {told}",
        log=log,
        **which,
        response=data,
    )


def _late(which: dict[str, Any], waiter: Waiter, timeout: float | None, data: Any) -> WaiterTimeoutError:
    state = f"{waiter.field} is still {data[waiter.field]!r}" if is_object(data) else "nothing is known of it"
    return WaiterTimeoutError(
        f"It has not ended within {timeout:g} s: {state}. Wait again, or longer with `timeout=`.",
        **which,
        response=data,
    )


def _which(context: ClientState, operation: Operation[Any], arguments: CallArguments) -> dict[str, Any]:
    return {"method": operation.method, "url": display_url(context, operation, arguments)}
