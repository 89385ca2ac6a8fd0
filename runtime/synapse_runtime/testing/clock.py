"""Time in tests: a clock that moves only when it is read or advanced, and retries without backoff."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from synapse_runtime.calls.retry_policy import RetryPolicy

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


class Clock:
    """A clock with the same times in every run.

    Each reading is one second after the last, so later rows have later times.
    """

    def __init__(self, start: datetime = datetime(2026, 1, 1, tzinfo=UTC)) -> None:
        self._now = start

    def __call__(self) -> datetime:
        """Return the time, one second after the last reading."""
        self._now += timedelta(seconds=1)
        return self._now

    def advance(self, **duration: float) -> datetime:
        """Move the clock.

        Args:
            duration: Arguments of `timedelta`: `days=1`, `minutes=5`.

        Returns:
            The new time.

        Raises:
            ValueError: The duration is invalid, or leads out of the calendar.
        """
        try:
            self._now += timedelta(**duration)
        except (TypeError, OverflowError, ValueError) as error:
            raise ValueError(f"give days, hours, minutes or seconds within the calendar, got {duration}") from error
        return self._now


def no_backoff() -> AbstractContextManager[object]:
    """Retry at once within a `with` block, in all clients of this process.

    Only the waits between attempts go; attempts are counted, and a server's `Retry-After` is
    honoured, as ever.
    """
    from unittest.mock import patch  # deferred: it loads asyncio, which a mock in this process can do without

    return patch.object(RetryPolicy, "delay", return_value=0.0)


def format_time(time: datetime) -> str:
    """Return a time in the form of the wire: `2026-01-01T00:00:01Z`."""
    return time.isoformat().replace("+00:00", "Z")
