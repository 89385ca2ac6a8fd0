"""Wait until a job on the server has ended, as a flow: poll, sleep, poll again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from synapse_runtime.calls.build_request import display_url, template_of
from synapse_runtime.calls.execute import codec_of, execute
from synapse_runtime.flow.effects import sleep

from .arguments import positive_seconds
from .errors import ClientError, DeadlineExceededError, DecodeError, WaiterError, WaiterTimeoutError
from .types import is_list, is_object

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
    job = _Job(state, operation, arguments, waiter)
    pause, data = FIRST_SECONDS, None
    while True:
        try:
            data = yield from execute(state, operation, arguments)
        except DeadlineExceededError:
            if state.deadline == deadline:
                raise
            raise job.timeout_error(timeout, data) from None
        if not is_object(data):
            raise DecodeError(f"{operation.name} did not return an object with {waiter.field!r}", response=data)
        if data.get(waiter.field) in waiter.success:
            return codec_of(state).decode(operation.response, data)
        if data.get(waiter.field) in waiter.failure:
            raise (yield from job.failure_error(data))
        yield from sleep(pause if state.deadline is None else max(0.0, min(pause, state.deadline - clock())))
        pause = min(pause * 1.5, MAX_SECONDS)


@frozen
class _Job:
    """What is waited for, as errors describe it."""

    state: ClientState
    operation: Operation[Any]
    arguments: CallArguments
    waiter: Waiter

    def failure_error(self, data: dict[str, Any]) -> Flow[WaiterError]:
        """Return the error of a job that failed, with the last lines of its log."""
        lines = yield from self._read_log()
        log = "\n  ".join(["Last lines of its log:", *lines]) if lines else "It has no log."
        message = f"{self._name} failed ({self.waiter.field} {data[self.waiter.field]!r}). {log}"
        return WaiterError(message, log=lines, response=data, **self._request)

    def timeout_error(self, timeout: float | None, data: Any) -> WaiterTimeoutError:
        """Return the error of a job that has not ended in time; `data` is its last response, or None."""
        field = self.waiter.field
        last = f"{field} is still {data[field]!r}" if is_object(data) else "its state is not known"
        message = f"{self._name} has not ended within {timeout:g} s: {last}. Wait again, or longer with `timeout=`."
        return WaiterTimeoutError(message, response=data, **self._request)

    def _read_log(self) -> Flow[tuple[str, ...]]:
        """Return the last lines of the job's log; none if it has none, or it cannot be read."""
        if not self.waiter.log:
            return ()
        try:
            items = yield from execute(self.state, self.state.service.operation(self.waiter.log), self.arguments)
        except ClientError:
            return ()  # the failure of the job must not give way to that of its log
        lines = items[-LOG_LINES:] if is_list(items) else []
        return tuple(str(line.get(self.waiter.log_field, line) if is_object(line) else line) for line in lines)

    @property
    def _name(self) -> str:
        """How messages name the job: `Job 42`."""
        path = [parameter for parameter in template_of(self.operation).path if not parameter.secret]
        return " ".join([self.operation.response, *(str(self.arguments.named[field.name]) for field in path)])

    @property
    def _request(self) -> dict[str, Any]:
        url = display_url(self.state, self.operation, self.arguments)
        return {"method": self.operation.method, "url": url}
