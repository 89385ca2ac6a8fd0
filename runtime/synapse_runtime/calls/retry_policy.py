"""What a client says of retries: the policy, and what its calls share: a budget, and a pause the server asked for."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, NamedTuple

from synapse_http.transport.fork_safety import watch

if TYPE_CHECKING:
    from collections.abc import Callable


class RetryPolicy(NamedTuple):
    """How often, and after what waits, a request is sent again; `NO_RETRY` is one that never does."""

    attempts: int = 4
    """Most times a request is sent, the first included."""
    backoff: float = 0.5
    """Bound of the first wait, in seconds; it doubles with each attempt. Waits are random below it (full jitter)."""
    backoff_max: float = 20.0
    """Seconds the bound never exceeds."""
    retry_after_max: float = 60.0
    """Seconds. If the server asks for a longer wait, the call fails at once."""

    def delay(self, attempt: int, jitter: float) -> float:
        """Return the seconds to wait after a failed attempt (counted from 1); `jitter` is in [0, 1)."""
        return jitter * min(self.backoff_max, self.backoff * 2.0 ** min(attempt - 1, 64))


NO_RETRY = RetryPolicy(attempts=1)


class RetryState:
    """What all calls of a client share: a retry budget, and a pause that the server asked for.

    The budget is a token bucket: each retry takes one token, and tokens come back with time. When it is empty,
    calls fail with their first error, which ends a storm of retries.
    """

    def __init__(
        self, capacity: float = 100.0, refill: float = 10.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Fill a bucket of `capacity` tokens, of which `refill` come back each second."""
        self.clock = clock
        self._capacity = self._tokens = capacity
        self._refill = refill
        self._counted_at = clock()
        self._paused_until = 0.0
        self._lock = threading.Lock()
        watch(self)

    def after_fork(self) -> None:
        """Replace the lock: in the child, no thread would ever release it."""
        self._lock = threading.Lock()

    def take_retry(self) -> bool:
        """Take one retry from the budget; return False if it is empty."""
        with self._lock:
            now = self.clock()
            self._tokens = min(self._capacity, self._tokens + (now - self._counted_at) * self._refill)
            self._counted_at = now
            if self._tokens < 1.0:
                return False
            self._tokens -= 1.0
            return True

    def pause_for(self, seconds: float) -> None:
        """Send nothing for so many seconds. A pause under way gets longer, never shorter."""
        with self._lock:
            self._paused_until = max(self._paused_until, self.clock() + seconds)

    def pause_left(self) -> float:
        """Return the seconds until the pause is over; 0 if there is none."""
        if self._paused_until == 0.0:  # no lock on the common path: reading a float is atomic
            return 0.0
        return max(0.0, self._paused_until - self.clock())
