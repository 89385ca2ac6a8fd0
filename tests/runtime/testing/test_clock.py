"""Time that repeats itself."""

from datetime import UTC, datetime

from synapse_runtime.testing import Clock
from synapse_runtime.testing.clock import format_time


def test_each_moment_is_later_and_all_are_the_same_in_each_run():
    first, second = Clock(), Clock()
    assert [first(), first()] == [second(), second()]
    assert first() < first()


def test_it_can_be_moved():
    clock = Clock(datetime(2025, 1, 1, tzinfo=UTC))
    assert clock.advance(days=1) == datetime(2025, 1, 2, tzinfo=UTC)
    assert format_time(clock()) == "2025-01-02T00:00:01Z"
