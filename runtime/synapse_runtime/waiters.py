"""Wait until a job on the server has ended, as a flow: poll, sleep, poll again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

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

    from .operation import Operation

FIRST_SECONDS = 0.5
"""Pause after the first poll. Each pause is half as long again as the one before."""

MAX_SECONDS = 15.0
"""Longest pause."""

LOG_LINES = 20
"""Most lines of a log that an error shows."""


def poll_until_final(
    state: ClientState, operation: Operation[Any], arguments: CallArguments, timeout: float | None
) -> Flow[Any]:
    """Poll until the state is final, and return the last response, decoded.

    A state that the spec does not know counts as not final: servers add states. `timeout` is the most seconds to wait;
    None: no limit.

    Raises:
        WaiterError: The job failed.
        WaiterTimeoutError: The job has not ended in time.
    """
    job = _Job(state, operation, arguments)
    waiter = operation.waiter
    assert waiter is not None
    timeout = positive_seconds("timeout", timeout)
    clock = state.retry_state.clock
    end = None if timeout is None else clock() + timeout
    pause, data = FIRST_SECONDS, None
    while True:
        left = None if end is None else end - clock()
        if left is not None and left <= 0:
            raise job.timeout_error(timeout, data)
        try:
            data = yield from execute(_with_deadline(state, left), operation, arguments)
        except DeadlineExceededError:
            if end is None or clock() < end:
                raise  # the deadline of this one call
            raise job.timeout_error(timeout, data) from None
        if not is_object(data):
            raise DecodeError(f"{operation.name} did not return an object with {waiter.field!r}", response=data)
        job_state = data.get(waiter.field)
        if job_state in waiter.success:
            return codec_of(state).decode(operation.response, data)
        if job_state in waiter.failure:
            raise job.failure_error(data, (yield from job.read_log()))
        yield from sleep(pause if end is None else max(0.0, min(pause, end - clock())))
        pause = min(pause * 1.5, MAX_SECONDS)


def _with_deadline(state: ClientState, left: float | None) -> ClientState:
    """Return a client state whose calls end with the wait."""
    deadline = state.options.deadline
    if left is None or (deadline is not None and deadline <= left):
        return state
    return state._replace(options=evolve(state.options, deadline=left))


@frozen
class _Job:
    """What is waited for, as errors describe it."""

    state: ClientState
    operation: Operation[Any]
    arguments: CallArguments

    def read_log(self) -> Flow[tuple[str, ...]]:
        """Return the last lines of the job's log; none if it has none, or it cannot be read."""
        waiter = self.operation.waiter
        assert waiter is not None
        if not waiter.log:
            return ()
        try:
            items = yield from execute(self.state, self.state.service.operation(waiter.log), self.arguments)
        except ClientError:
            return ()  # the failure of the job must not give way to that of its log
        lines = items[-LOG_LINES:] if is_list(items) else []
        return tuple(str(line.get(waiter.log_field, line) if is_object(line) else line) for line in lines)

    def failure_error(self, data: dict[str, Any], log: tuple[str, ...]) -> WaiterError:
        lines = "\n".join(["Last lines of its log:", *(f"  {line}" for line in log)]) if log else "It has no log."
        message = f"{self._name} failed ({self._field} {data[self._field]!r}). {lines}"
        return WaiterError(message, log=log, response=data, **self._request)

    def timeout_error(self, timeout: float | None, data: Any) -> WaiterTimeoutError:
        """Return the error of a job that has not ended in time; `data` is its last response, or None."""
        last = f"{self._field} is still {data[self._field]!r}" if is_object(data) else "its state is not known"
        message = f"{self._name} has not ended within {timeout:g} s: {last}. Wait again, or longer with `timeout=`."
        return WaiterTimeoutError(message, response=data, **self._request)

    @property
    def _field(self) -> str:
        assert self.operation.waiter is not None
        return self.operation.waiter.field

    @property
    def _name(self) -> str:
        """How messages name the job: `Job 42`."""
        path = [parameter for parameter in template_of(self.operation).path if not parameter.secret]
        return " ".join([self.operation.response, *(str(self.arguments.named[field.name]) for field in path)])

    @property
    def _request(self) -> dict[str, Any]:
        url = display_url(self.state, self.operation, self.arguments)
        return {"method": self.operation.method, "url": url}
