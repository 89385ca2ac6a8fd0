"""Wait until a job on the server has ended, as a flow: poll, sleep, poll again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from synapse_http.arguments import positive_seconds
from synapse_http.errors import ClientError, DeadlineExceededError, DecodeError, WaiterError, WaiterTimeoutError
from synapse_http.values import is_list, is_object

from synapse_runtime.calls.build_request import display_url, template_of
from synapse_runtime.calls.execute import codec_of, execute
from synapse_runtime.flow.effects import sleep

if TYPE_CHECKING:
    from synapse_runtime.calls.build_request import CallArguments
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.flow.effects import Flow

    from .operation import Operation, Waiter

FIRST_SECONDS = 0.5
"""Pause after the first poll. Each pause is half as long again as the one before."""

MAX_SECONDS = 15.0
"""Longest pause."""

LOG_LINES = 20
"""Most lines of a log that an error shows."""


def poll_until_final(
    state: ClientState, operation: Operation[Any], arguments: CallArguments, timeout: float | None
) -> Flow[Any]:
    """Poll until the job is in a final state, and return the last response, decoded.

    A state that the spec does not know counts as not final: servers add states. `timeout` is the most seconds to wait;
    None: no limit but the deadline of the call.

    Raises:
        WaiterError: The job failed.
        WaiterTimeoutError: The job has not ended in time.
    """
    waiter = operation.waiter
    assert waiter is not None
    timeout = positive_seconds("timeout", timeout)
    state = state.with_call_deadline()
    clock, deadline = state.retry_state.clock, state.deadline
    if timeout is not None and (deadline is None or clock() + timeout < deadline):
        state = state._replace(deadline=clock() + timeout)
    pause, data = FIRST_SECONDS, None
    while True:
        try:
            data = yield from execute(state, operation, arguments)
        except DeadlineExceededError:
            if state.deadline == deadline:
                raise
            last = f"{waiter.field} is still {data[waiter.field]!r}" if is_object(data) else "its state is not known"
            name, request = _describe_job(state, operation, arguments)
            message = f"{name} has not ended within {timeout:g} s: {last}. Wait again, or longer with `timeout=`."
            raise WaiterTimeoutError(message, response=data, **request) from None
        if not is_object(data):
            raise DecodeError(f"{operation.name} did not return an object with {waiter.field!r}", response=data)
        if data.get(waiter.field) in waiter.success:
            return codec_of(state).decode(operation.response, data)
        if data.get(waiter.field) in waiter.failure:
            lines = yield from _read_log(state, waiter, arguments)
            log = "\n  ".join(["Last lines of its log:", *lines]) if lines else "It has no log."
            name, request = _describe_job(state, operation, arguments)
            message = f"{name} failed ({waiter.field} {data[waiter.field]!r}). {log}"
            raise WaiterError(message, log=lines, response=data, **request)
        yield from sleep(pause if state.deadline is None else max(0.0, min(pause, state.deadline - clock())))
        pause = min(pause * 1.5, MAX_SECONDS)


def _describe_job(
    state: ClientState, operation: Operation[Any], arguments: CallArguments
) -> tuple[str, dict[str, Any]]:
    """Return how messages name a job, such as `Job 42`, and the request that errors show."""
    path = [parameter.name for parameter in template_of(operation).path if not parameter.secret]
    name = " ".join([operation.response, *(str(arguments.named[parameter]) for parameter in path)])
    return name, {"method": operation.method, "url": display_url(state, operation, arguments)}


def _read_log(state: ClientState, waiter: Waiter, arguments: CallArguments) -> Flow[tuple[str, ...]]:
    """Return the last lines of a job's log; none if it has none, or it cannot be read."""
    if not waiter.log:
        return ()
    try:
        items = yield from execute(state, state.service.operation(waiter.log), arguments)
    except ClientError:
        return ()  # the failure of the job must not give way to that of its log
    lines = items[-LOG_LINES:] if is_list(items) else []
    return tuple(str(line.get(waiter.log_field, line) if is_object(line) else line) for line in lines)
