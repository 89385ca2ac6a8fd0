"""Waiting for something on the server to end, as a flow: ask, rest, ask again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .calls import answer
from .errors import ClientError, DeadlineExceeded, DecodeError, WaitFailed, WaitTimedOut
from .flow import sleep
from .options import seconds
from .prepare import shown_url
from .values import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Generator

    from .context import Context
    from .flow import Effect
    from .operation import Operation, Waiter
    from .prepare import Arguments

FIRST = 0.5
"""Seconds of the first rest. Each one is half as long again as the one before."""

LONGEST = 15.0
"""Seconds; rests grow no longer than this."""

LOG_LINES = 20
"""How many of the last lines of its log an error shows."""


def waited(
    context: Context, operation: Operation[Any], arguments: Arguments, timeout: float | None
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
        InvalidArgument: The timeout makes no sense.
        WaitFailed: It ended badly.
        WaitTimedOut: It has not ended in time.
        ClientError: It could not be asked.
    """
    waiter = operation.waiter
    assert waiter is not None
    timeout = seconds("timeout", timeout)
    clock = context.gate.clock
    end = None if timeout is None else clock() + timeout
    rest, data = FIRST, None
    while True:
        left = None if end is None else end - clock()
        if left is not None and left <= 0:
            raise _late(_which(context, operation, arguments), waiter, timeout, data)
        try:
            data = yield from answer(_within(context, left), operation, arguments)
        except DeadlineExceeded:
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


def _within(context: Context, left: float | None) -> Context:
    """A call must not last longer than the wait."""
    deadline = context.options.deadline
    if left is None or (deadline is not None and deadline <= left):
        return context
    return context._replace(options=context.options._replace(deadline=left))


def _log(context: Context, waiter: Waiter, arguments: Arguments) -> Generator[Effect, Any, tuple[str, ...]]:
    if not waiter.log:
        return ()
    operation = context.service.operation(waiter.log)
    try:
        rows = yield from answer(context, operation, arguments)
    except ClientError:
        return ()  # what is to be told is the failure, and not that it cannot be explained
    return tuple(_line(row, waiter.log_field) for row in rows[-LOG_LINES:]) if is_list(rows) else ()


def _line(row: Any, member: str) -> str:
    return str(row.get(member, row) if is_object(row) else row)


def _failed(which: dict[str, Any], waiter: Waiter, data: dict[str, Any], log: tuple[str, ...]) -> WaitFailed:
    told = "\n".join(["Last lines of its log:", *(f"  {line}" for line in log)]) if log else "There is no log of it."
    return WaitFailed(
        f"It ended badly: {waiter.field} is {data[waiter.field]!r}. {told}",
        log=log,
        **which,
        response=data,
    )


def _late(which: dict[str, Any], waiter: Waiter, timeout: float | None, data: Any) -> WaitTimedOut:
    state = f"{waiter.field} is still {data[waiter.field]!r}" if is_object(data) else "nothing is known of it"
    return WaitTimedOut(
        f"It has not ended within {timeout:g} s: {state}. Wait again, or longer with `timeout=`.",
        **which,
        response=data,
    )


def _which(context: Context, operation: Operation[Any], arguments: Arguments) -> dict[str, Any]:
    return {"method": operation.method, "url": shown_url(context, operation, arguments)}
