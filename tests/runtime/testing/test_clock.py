"""Time in tests."""

from datetime import UTC, datetime

import pytest
from synapse_runtime.calls.retry_policy import RetryPolicy
from synapse_runtime.testing import Clock, no_backoff
from synapse_runtime.testing.clock import format_time


def test_each_reading_is_later_and_the_same_in_each_run():
    first, second = Clock(), Clock()
    assert [first(), first()] == [second(), second()]
    assert first() < first()


def test_advance_moves_the_clock():
    clock = Clock(datetime(2025, 1, 1, tzinfo=UTC))
    assert clock.advance(days=1) == datetime(2025, 1, 2, tzinfo=UTC)
    assert format_time(clock()) == "2025-01-02T00:00:01Z"


@pytest.mark.parametrize("duration", [{"eons": 1}, {"days": "1"}, {"days": 1e12}])
def test_a_duration_that_leads_nowhere_is_refused(duration):
    with pytest.raises(ValueError, match="give days, hours, minutes or seconds within the calendar, got {"):
        Clock().advance(**duration)


def test_retries_follow_at_once_within_no_backoff_alone():
    policy = RetryPolicy()
    with no_backoff():
        assert policy.delay(3, 0.5) == 0.0
    assert policy.delay(3, 0.5) == 1.0
