"""Calls under random faults, on a clock of their own, against a server that counts what it did.

`make simulate` runs 100,000 schedules; SIMULATION_SCHEDULES sets the number.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from email.utils import formatdate
from itertools import zip_longest
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.acme import CHANGE, CHECK, CREATE, DELETE, GET, REPLACE, SERVICE
from support.simulation import START, CountingGate, Running, Sent, Treatment, World
from synapse_http.errors import DeadlineExceededError, InvalidArgumentError, RedirectError
from synapse_http.log import logger
from synapse_http.messages import UNCERTAIN, Response, Timeout
from synapse_runtime.calls.build_request import CallArguments, build_request
from synapse_runtime.calls.client_state import make_client_state, with_options
from synapse_runtime.calls.execute import execute, send_following_redirects
from synapse_runtime.calls.retry import retry_after, send_with_retries
from synapse_runtime.calls.retry_policy import RetryPolicy

SCHEDULES = int(os.environ.get("SIMULATION_SCHEDULES", "2000"))
BATCH = 2_000
"""Schedules a run of hypothesis: it remembers all it has seen."""

OPERATIONS = {operation.name: operation for operation in (GET, CREATE, CHANGE, REPLACE, DELETE, CHECK)}

# What can happen ------------------------------------------------------------------------

_seconds = st.sampled_from([0.0, 0.2, 0.001, 1.0, 4.9, 5.0, 29.0, 31.0, 300.0])
_applied = st.booleans()
_bodies = st.sampled_from([b"{}", b'{"id": 7}', b"[1, 2", b"<html><title>Proxy</title></html>", b"\xff\xfe", b""])
_readable = [(("retry-after", text),) for text in ("1", "7.5", "0", "60", "61", "86400", "9" * 40)]
_unreadable = [(("retry-after", text),) for text in ("soon", "-1", "nan", "")]
_dates = [(("retry-after", formatdate(START + after, usegmt=True)),) for after in (10, 100, -3600, 86400)]
_places = st.sampled_from(["/things/8/", "9/", "?page=2", "", "http://other.test/things/", "http://[", "//evil.test"])


def treatments(*parts):
    return st.tuples(*parts).map(lambda found: Treatment(*found))


_arrivals = st.sampled_from(["response", "response", "dribbled"])
_good = treatments(_arrivals, _seconds, _applied, st.sampled_from([200, 201, 204]), st.just(()), _bodies)
_refused = treatments(
    _arrivals,
    _seconds,
    _applied,
    st.sampled_from([429, 503]),
    st.sampled_from([(), *_readable, *_readable, *_dates, *_unreadable]),
    _bodies,
)
_failed = treatments(_arrivals, _seconds, _applied, st.sampled_from([500, 502, 504, 501, 507, 408]))
_answered = treatments(
    _arrivals,
    _seconds,
    _applied,
    st.sampled_from([404, 400, 401, 403, 409, 410, 413, 422]),
    st.sampled_from([(), *_readable]),
    _bodies,
)
_elsewhere = treatments(
    _arrivals,
    _seconds,
    _applied,
    st.sampled_from([302, 301, 303, 307, 308]),
    _places.map(lambda place: (("location", place),)),
)
_broken = treatments(st.sampled_from(["lost", "lost", "unreachable", "silent", "unreadable"]), _seconds, _applied)
_treatments = st.one_of(_broken, _refused, _failed, _refused, _broken, _good, _answered, _elsewhere)

_policies = st.tuples(
    st.sampled_from([4, 8, 1, 2]),
    st.sampled_from([0.5, 0.0, 10.0]),
    st.sampled_from([20.0, 1.0]),
    st.sampled_from([60.0, 60.0, 0.0, 5.0]),
).map(lambda found: RetryPolicy(*found))
_timeouts = st.sampled_from([Timeout(), Timeout(5.0, 1.0), Timeout(None, None)])


class Plan(NamedTuple):
    """One call of a schedule."""

    operation: str
    entry: str
    start: float
    deadline: float | None
    timeout: Timeout
    policy: RetryPolicy
    schedule: list[Treatment]


_plans = st.tuples(
    st.sampled_from(sorted(OPERATIONS)),
    st.sampled_from(["response", "following", "retrying"]),
    st.sampled_from([0.0, 0.3, 1.1, 2.0, 8.0, 40.0]),
    st.sampled_from([None, None, 90.0, 10.0, 1.0, 0.001]),
    _timeouts,
    _policies,
    st.lists(_treatments, min_size=1, max_size=6),
).map(lambda found: Plan(*found))
_schedules = st.lists(_plans, min_size=1, max_size=5)
_budgets = st.tuples(st.sampled_from([100.0, 3.0, 1.0, 0.0]), st.sampled_from([10.0, 0.1, 0.0]))


def begin(plan: Plan, gate: CountingGate) -> Callable[[], Any]:
    """What starts a call's flow, at its time."""
    operation = OPERATIONS[plan.operation]
    arguments = CallArguments({"pk": 7}, body={"a": 1} if operation.body else CallArguments._field_defaults["body"])
    made = make_client_state(SERVICE, "http://here.test", {}, {})._replace(retry_state=gate)
    state = with_options(made, {"deadline": plan.deadline, "timeout": plan.timeout, "retry": plan.policy})
    if plan.entry == "response":
        return lambda: execute(state, operation, arguments)
    if plan.entry == "following":
        return lambda: send_following_redirects(state, build_request(state, operation, arguments))
    return lambda: send_with_retries(build_request(state, operation, arguments), plan.policy, gate)


# What must hold -------------------------------------------------------------------------


def check_outcome(plan: Plan, call: Running) -> None:
    """The call ended in time, and what the caller was told is true."""
    assert call.ended is not None
    retry = OPERATIONS[plan.operation].retry
    if plan.deadline is not None:
        assert call.ended <= call.began + plan.deadline
    if retry == "unsafe":
        assert call.processed <= 1
    error = call.error
    if error is None:
        assert call.processed or retry == "safe" or plan.entry == "retrying"  # which leaves redirects to others
    elif retry == "safe":
        assert not error.may_have_been_applied
    elif not error.may_have_been_applied:
        assert call.processed == 0
    assert error is None or isinstance(error.status_code, int)


def check_attempts(plan: Plan, call: Running) -> None:
    """No more attempts than allowed; all of them are told, with what came of them."""
    last = last_leg(call)
    for leg in legs(call):
        assert len(leg) <= plan.policy.attempts
    if call.error is None and plan.entry == "response":
        return  # plain data
    unread = isinstance(call.error, InvalidArgumentError)  # nothing of that attempt was sent
    assert [(one.number, one.status) for one in call.told()] == [
        (number, sent.outcome.status_code if isinstance(sent.outcome, Response) else None)
        for number, sent in enumerate(last[: len(last) - unread], 1)
    ]
    if call.error is not None and OPERATIONS[plan.operation].retry != "safe":
        certain = not any(one.outcome in UNCERTAIN for one in call.told())
        assert certain or call.error.may_have_been_applied


def check_waits(plan: Plan, call: Running) -> None:
    """A wait the server asked for is kept, or ends the call at once; nobody waits in vain."""
    for sent, following_one in zip_longest(call.sent, call.sent[1:]):
        response = sent.outcome
        if not isinstance(response, Response) or response.status_code < 400:
            continue
        asked = retry_after(response)
        if asked is None:
            continue
        if following_one is not None:
            assert asked <= plan.policy.retry_after_max
            assert following_one.at >= sent.until + asked - 1e-6
        elif asked > plan.policy.retry_after_max:
            assert call.error is not None
            assert (call.ended, call.error.retry_after) == (sent.until, asked)
    if call.error is not None and call.sent and not isinstance(call.error, DeadlineExceededError):
        assert call.ended == call.sent[-1].until


def check_pauses(plans: list[Plan], calls: list[Running]) -> None:
    """After a 429 with a wait, no call of the client sends before it is over."""
    for plan, call in zip(plans, calls, strict=True):
        for sent in call.sent:
            if isinstance(sent.outcome, Response) and sent.outcome.status_code == 429:
                asked = retry_after(sent.outcome) or 0.0
                if asked <= plan.policy.retry_after_max:
                    resumed = sent.until + asked - 1e-6
                    assert not [one.at for other in calls for one in other.sent if sent.until < one.at < resumed]


def check_budget(gate: CountingGate, calls: list[Running]) -> None:
    """Each retry was granted, and no span of time saw more of them than the bucket holds and refills."""
    retries = sum(len(leg) - 1 for call in calls for leg in legs(call))
    assert retries <= len(gate.taken)
    for first, begun in enumerate(gate.taken):
        for last in range(first, len(gate.taken)):
            span = gate.taken[last] - begun
            assert last - first + 1 <= gate.capacity + gate.refill * span + 1e-6


def legs(call: Running) -> list[list[Sent]]:
    """The attempts, parted where a redirect was followed."""
    found: list[list[Sent]] = [[]]
    for sent in call.sent:
        found[-1].append(sent)
        if isinstance(sent.outcome, Response) and 300 <= sent.outcome.status_code < 400:
            found.append([])
    return found


def last_leg(call: Running) -> list[Sent]:
    """The attempts the caller is told of: those since the last redirect that was followed."""
    found = legs(call)
    kept = call.error is None or isinstance(call.error, RedirectError)  # the redirect itself is the outcome
    return found[-2] if kept and not found[-1] else found[-1]


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    """Keep no log of so many calls."""
    monkeypatch.setattr(logger, "disabled", True)


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(max(1, SCHEDULES // BATCH)))
@settings(max_examples=min(BATCH, SCHEDULES), database=None, suppress_health_check=list(HealthCheck))
@given(_schedules, _budgets)
def test_under_any_schedule_of_faults(batch, plans, budget):
    """Unsafe once, in time, within the budget, and told as it was."""
    world = World()
    gate = CountingGate(*budget, world.clock)
    calls = [Running(world, begin(plan, gate), plan.schedule, plan.start) for plan in plans]
    world.run()
    for plan, call in zip(plans, calls, strict=True):
        check_outcome(plan, call)
        check_attempts(plan, call)
        check_waits(plan, call)
    check_pauses(plans, calls)
    check_budget(gate, calls)
