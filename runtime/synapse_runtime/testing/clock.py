"""Time, as the mock sees it: it stands still unless something is created or a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """A clock that gives the same times in every run.

    Each moment asked for is one second after the last, so what was created later has a
    later time.
    """

    def __init__(self, start: datetime = datetime(2026, 1, 1, tzinfo=UTC)) -> None:
        self._now = start

    def __call__(self) -> datetime:
        """The time; the next call gives a later one."""
        self._now += timedelta(seconds=1)
        return self._now

    def advance(self, **duration: float) -> datetime:
        """Move on.

        Args:
            duration: As for timedelta: `days=1`, `minutes=5`.

        Returns:
            The new time.

        Raises:
            ValueError: It is no duration, or leads to no time there is.
        """
        try:
            self._now += timedelta(**duration)
        except (TypeError, OverflowError, ValueError) as error:
            raise ValueError("time moves by days, hours, minutes or seconds, and not for ever") from error
        return self._now


def text(moment: datetime) -> str:
    """A moment as the wire has it: `2026-01-01T00:00:01Z`."""
    return moment.isoformat().replace("+00:00", "Z")
