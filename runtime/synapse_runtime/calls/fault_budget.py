"""Faults in a row of what goes on after a fault: an upload, a download, a stream."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from attrs import define

from synapse_runtime.flow.effects import sleep

if TYPE_CHECKING:
    from collections.abc import Callable

    from synapse_runtime.errors import ClientError
    from synapse_runtime.flow.effects import Flow

    from .retry_policy import RetryPolicy, RetryState


@define
class FaultBudget:
    """Survives as many faults in a row as the retry policy has attempts, if the client has retries left."""

    _policy: RetryPolicy
    _state: RetryState
    _deadline: float | None = None
    """When the call must end, by the clock of the state. None: no limit."""
    _jitter: Callable[[], float] = random.random
    _faults: int = 0

    def refill(self) -> None:
        """Begin to count anew: there was progress."""
        self._faults = 0

    def wait_or_raise(self, error: ClientError, *, is_permanent: bool = False) -> Flow[None]:
        """Back off and return, or raise the error if it is permanent or there is no attempt left."""
        self._faults += 1
        delay = self._policy.delay(self._faults, self._jitter()) if error.retry_after is None else error.retry_after
        too_long = error.retry_after is not None and delay > self._policy.retry_after_max
        too_late = self._deadline is not None and self._state.clock() + delay > self._deadline
        used_up = self._faults >= self._policy.attempts
        if is_permanent or used_up or too_long or too_late or not self._state.take_retry():
            raise error
        yield from sleep(delay)

    def pause(self, number: int) -> Flow[None]:
        """Wait the longest backoff after so many faults, without counting one: time for the server to finish."""
        yield from sleep(self._policy.delay(number, 1.0))
