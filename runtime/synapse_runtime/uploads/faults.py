"""Which faults of an upload may pass, how many in a row are survived, and how long to wait after each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synapse_runtime.errors import (
    ClientConnectionError,
    ClientTimeoutError,
    DeadlineExceededError,
    DecodeError,
    RateLimitError,
    ServerError,
)
from synapse_runtime.flow.effects import sleep

from .endpoints import is_misplaced

if TYPE_CHECKING:
    from collections.abc import Callable

    from synapse_runtime.calls.retry_policy import RetryPolicy
    from synapse_runtime.errors import ClientError
    from synapse_runtime.flow.effects import Flow

_TRANSIENT = (ClientConnectionError, ClientTimeoutError, DecodeError, RateLimitError, ServerError)
_PERMANENT_STATUS = frozenset({501, 505, 507})


class FaultBudget:
    """Survives as many faults in a row as the retry policy has attempts."""

    def __init__(self, policy: RetryPolicy, jitter: Callable[[], float]) -> None:
        self._policy = policy
        self._jitter = jitter
        self._faults = 0

    def refill(self) -> None:
        """Begin to count anew: the upload has got further than before."""
        self._faults = 0

    def retry_or_raise(self, error: ClientError) -> Flow[None]:
        """Back off and return, or raise the error if it is permanent or the attempts are used up."""
        self._faults += 1
        retry_after = error.retry_after
        too_long = retry_after is not None and retry_after > self._policy.retry_after_max
        if not _may_pass(error) or self._faults >= self._policy.attempts or too_long:
            raise error
        yield from sleep(self._delay(self._faults) if retry_after is None else retry_after)

    def wait(self, number: int) -> Flow[None]:
        """Back off before the server is asked again, as after so many faults."""
        yield from sleep(self._delay(number))

    def _delay(self, number: int) -> float:
        return self._policy.delay(number, self._jitter())


def _may_pass(error: ClientError) -> bool:
    if isinstance(error, DeadlineExceededError) or error.status_code in _PERMANENT_STATUS:
        return False
    return isinstance(error, _TRANSIENT) or error.status_code == 408 or is_misplaced(error)
