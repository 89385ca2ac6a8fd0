"""How many faults in a row an upload, a download or a stream survives."""

from __future__ import annotations

import pytest
from synapse_http.errors import ClientConnectionError
from synapse_runtime.calls.retry import FaultBudget
from synapse_runtime.calls.retry_policy import NO_RETRY, RetryPolicy, RetryState
from synapse_runtime.flow.effects import Sleep

LOST = ClientConnectionError("lost")
BUSY = ClientConnectionError("busy", retry_after=7.0)


POLICY = RetryPolicy(attempts=3, backoff=1.0)


def budget(policy=POLICY, state=None, **options):
    return FaultBudget(policy, state or RetryState(clock=lambda: 100.0), jitter=lambda: 0.5, **options)


def waits(flow):
    return [effect.seconds for effect in flow if isinstance(effect, Sleep)]


def test_it_waits_longer_after_each_fault_and_raises_the_last():
    faults = budget()
    assert waits(faults.wait_or_raise(LOST)) + waits(faults.wait_or_raise(LOST)) == [0.5, 1.0]
    with pytest.raises(ClientConnectionError, match="lost"):
        waits(faults.wait_or_raise(LOST))


def test_progress_refills_it():
    faults = budget()
    for _ in range(9):
        assert waits(faults.wait_or_raise(LOST)) == [0.5]
        faults.refill()


def test_it_waits_as_long_as_the_server_asks():
    assert waits(budget().wait_or_raise(BUSY)) == [7.0]


def test_a_pause_counts_as_no_fault():
    faults = budget()
    assert [*waits(faults.pause(1)), *waits(faults.pause(2)), *waits(faults.wait_or_raise(LOST))] == [1.0, 2.0, 0.5]


@pytest.mark.parametrize(
    ("faults", "error", "options"),
    [
        (budget(NO_RETRY), LOST, {}),
        (budget(), LOST, {"is_permanent": True}),
        (budget(RetryPolicy(retry_after_max=6.0)), BUSY, {}),
        (budget(deadline=100.4), LOST, {}),
        (budget(state=RetryState(capacity=0.0, refill=0.0)), LOST, {}),
    ],
    ids=["no attempt left", "permanent", "asked to wait too long", "too late", "no retry left"],
)
def test_what_cannot_help_is_raised_at_once(faults, error, options):
    with pytest.raises(ClientConnectionError):
        waits(faults.wait_or_raise(error, **options))


def test_a_wait_that_ends_before_the_deadline_is_waited():
    assert waits(budget(deadline=100.6).wait_or_raise(LOST)) == [0.5]
