"""The retry policy, driven by hand: `next`, `send` and `throw` stand for the network and the clock."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synapse_http.errors import (
    Attempt,
    ClientConnectionError,
    ClientError,
    ClientTimeoutError,
    DeadlineExceededError,
    InvalidArgumentError,
    NotFoundError,
    RateLimitError,
    ServerError,
)
from synapse_http.messages import (
    ConnectError,
    ConnectTimeout,
    Outcome,
    ReadError,
    ReadTimeout,
    Request,
    Response,
)
from synapse_runtime.calls.retry import RETRY_TABLE, outcome_of, retry_after, send_with_retries
from synapse_runtime.calls.retry_policy import NO_RETRY, RetryPolicy, RetryState
from synapse_runtime.flow.effects import Sleep

OK = Response(200, {})
DEFAULT = RetryPolicy()
STATUSES = {"refused": 503, "unknown": 502, "failed": 500, "answered": 404}
"""A status of each phase in which the server answered."""


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def request(retry="safe", **members):
    return Request("GET", "/things/7/", retry=retry, route="things/{pk}/", display_url="http://h/things/7/", **members)


def make_response(status, **headers):
    return Response(status, {name.replace("_", "-"): value for name, value in headers.items()})


class Played:
    """A flow and the clock it runs by: sleeping moves the clock."""

    def __init__(self, sent, policy=DEFAULT, clock=None, gate=None, jitter=0.5):
        self.clock = clock or Clock()
        self.gate = gate or RetryState(clock=self.clock)
        self.flow = send_with_retries(sent, policy, self.gate, lambda: jitter)
        self.waits = []

    def begin(self):
        return self._until_request(next(self.flow))

    def gives(self, outcome):
        """Resume with an outcome of the request; the next request, or the flow's end as StopIteration."""
        resumed = self.flow.throw(outcome) if isinstance(outcome, BaseException) else self.flow.send(outcome)
        return self._until_request(resumed)

    def ends(self, outcome):
        """Resume with an outcome that ends the flow: what it returns."""
        with pytest.raises(StopIteration) as stop:
            self.gives(outcome)
        return stop.value.value

    def _until_request(self, effect):
        while isinstance(effect, Sleep):
            self.waits.append(effect.seconds)
            self.clock.now += effect.seconds
            effect = self.flow.send(None)
        return effect


class TestTable:
    @pytest.mark.parametrize("retry", RETRY_TABLE)
    @pytest.mark.parametrize("phase", get_args(Outcome))
    def test_each_class_in_each_phase_does_what_the_table_says(self, retry, phase):
        flow = send_with_retries(request(retry), RetryPolicy(), RetryState(clock=Clock()), lambda: 0.5)
        assert next(flow) == request(retry)
        problem = ConnectError("refused") if phase == "not sent" else make_response(STATUSES.get(phase))

        def resume():
            return flow.throw(problem) if isinstance(problem, Exception) else flow.send(problem)

        if phase in RETRY_TABLE[retry]:
            assert resume() == Sleep(0.25)
            assert flow.send(None) == request(retry)
        else:
            with pytest.raises((ServerError, NotFoundError, ClientConnectionError)):
                resume()

    @pytest.mark.parametrize(
        "failure", [ConnectError("unknown CA", advice="Trust it"), ReadError("no", advice="Trust it")]
    )
    def test_a_failure_that_lasts_is_not_tried_again_and_says_what_helps(self, failure):
        call = Played(request())
        call.begin()
        with pytest.raises(ClientConnectionError, match="Trust it") as raised:
            call.gives(failure)
        assert (len(raised.value.attempts), call.waits) == (1, [])

    def test_the_table_says_what_the_classes_promise(self):
        assert {
            "safe": {"not sent", "refused", "unknown", "failed"},
            "idempotent": {"not sent", "refused", "unknown"},
            "unsafe": {"not sent", "refused"},
        } == RETRY_TABLE

    @pytest.mark.parametrize(
        ("status", "phase"),
        [
            *[(status, "answered") for status in (200, 301, 400, 401, 403, 404, 409, 410, 413, 422, 499)],
            *[(status, "refused") for status in (429, 503)],
            *[(status, "unknown") for status in (408, 502, 504)],
            *[(status, "failed") for status in (500, 501, 505, 507, 599)],
        ],
    )
    def test_what_a_status_says(self, status, phase):
        assert outcome_of(status) == phase

    @pytest.mark.parametrize(
        ("failure", "again", "error", "applied"),
        [
            (ConnectError, True, ClientConnectionError, False),
            (ConnectTimeout, True, ClientTimeoutError, False),
            (ReadError, False, ClientConnectionError, True),
            (ReadTimeout, False, ClientTimeoutError, True),
        ],
    )
    def test_a_post_is_sent_again_only_if_it_never_left(self, failure, again, error, applied):
        played = Played(request("unsafe"), RetryPolicy(attempts=2))
        played.begin()
        if again:
            assert played.gives(failure("gone")) == request("unsafe")
        with pytest.raises(error, match="gone") as caught:
            played.gives(failure("gone"))
        assert caught.value.may_have_been_applied is applied
        assert len(caught.value.attempts) == 1 + again


class TestAttempts:
    def test_a_good_answer_ends_it_at_once(self):
        played = Played(request())
        played.begin()
        response = played.ends(OK)
        assert (response.status_code, response.attempts) == (200, (Attempt(1, "answered", 200, "", 0.0),))
        assert played.waits == []

    def test_all_attempts_are_told_with_what_came_of_them(self):
        played = Played(request(), jitter=0.5)
        played.begin()
        played.clock.now += 3
        played.gives(ReadError("reset"))
        played.clock.now += 2
        played.gives(make_response(502))
        played.gives(make_response(429, retry_after="7"))
        response = played.ends(make_response(200))
        assert response.attempts == (
            Attempt(1, "unknown", None, "reset", 3.0, 0.25),
            Attempt(2, "unknown", 502, "", 2.0, 0.5),
            Attempt(3, "refused", 429, "", 0.0, 7.0),
            Attempt(4, "answered", 200, "", 0.0),
        )

    def test_the_error_has_them_too(self):
        played = Played(request(), RetryPolicy(attempts=2))
        played.begin()
        played.gives(make_response(500))
        with pytest.raises(ServerError) as caught:
            played.gives(make_response(503))
        error = caught.value
        assert [(item.number, item.status, item.backoff) for item in error.attempts] == [(1, 500, 0.25), (2, 503, 0.0)]
        assert (error.status_code, error.method, error.url) == (503, "GET", "http://h/things/7/")
        assert str(error).endswith("(GET http://h/things/7/; 2 attempts)")

    def test_they_are_counted_from_the_first(self):
        played = Played(request(), RetryPolicy(attempts=3))
        played.begin()
        for _ in range(2):
            assert played.gives(make_response(500)) == request()
        with pytest.raises(ServerError):
            played.gives(make_response(500))

    @pytest.mark.parametrize(
        "outcome", [ConnectError("refused"), make_response(503), make_response(429, retry_after="1")]
    )
    def test_a_policy_of_one_attempt_is_no_retry(self, outcome):
        played = Played(request(), NO_RETRY)
        played.begin()
        with pytest.raises((ClientConnectionError, ServerError, RateLimitError)) as caught:
            played.gives(outcome)
        assert len(caught.value.attempts) == 1

    def test_the_request_id_of_the_answer_is_kept(self):
        played = Played(request(request_id_header="x-acme-request"))
        played.begin()
        with pytest.raises(NotFoundError) as caught:
            played.gives(make_response(404, x_acme_request="abc"))
        assert caught.value.request_id == "abc"
        assert "request id abc" in str(caught.value)

    def test_other_exceptions_pass_through(self):
        played = Played(request())
        played.begin()
        with pytest.raises(KeyboardInterrupt):
            played.gives(KeyboardInterrupt())


class TestTruth:
    @pytest.mark.parametrize(
        ("retry", "outcomes", "applied"),
        [
            ("unsafe", [make_response(400)], False),
            ("unsafe", [ConnectError(), make_response(400)], False),
            ("unsafe", [make_response(503), make_response(429), make_response(409)], False),
            ("unsafe", [make_response(500)], True),
            ("unsafe", [make_response(502)], True),
            ("idempotent", [ReadError(), make_response(404)], True),
            ("idempotent", [ReadTimeout(), ConnectError(), make_response(400)], True),
            ("idempotent", [ConnectError(), make_response(404)], False),
            ("safe", [ReadTimeout(), make_response(502), make_response(500), make_response(404)], False),
        ],
    )
    def test_applied_is_denied_only_where_no_attempt_can_have_been(self, retry, outcomes, applied):
        played = Played(request(retry))
        played.begin()
        *before, last = outcomes
        for outcome in before:
            played.gives(outcome)
        with pytest.raises(ClientError) as caught:
            played.gives(last)
        assert caught.value.may_have_been_applied is applied
        assert ("the request may have been applied" in str(caught.value)) is applied

    def test_content_that_cannot_be_read_again_does_not_hide_what_was_sent_before(self):
        played = Played(request("idempotent"))
        played.begin()
        played.gives(ReadError("reset"))
        with pytest.raises(InvalidArgumentError, match="became shorter") as caught:
            played.gives(InvalidArgumentError("the file became shorter"))
        assert caught.value.may_have_been_applied is True
        assert (caught.value.url, len(caught.value.attempts)) == ("http://h/things/7/", 1)

    def test_the_transports_own_exceptions_stand_in_no_traceback(self):
        played = Played(request("unsafe"))
        played.begin()
        with pytest.raises(ClientConnectionError) as caught:
            played.gives(ReadError("reset"))
        assert caught.value.__suppress_context__ or caught.value.__context__ is None
        assert caught.value.__cause__ is None

    def test_what_a_transport_repeats_of_a_secret_is_hidden(self):
        played = Played(request("unsafe", secrets=("hunter2hunter2",)))
        played.begin()
        with pytest.raises(ClientConnectionError) as caught:
            played.gives(ReadError("lost http://h/agents/hunter2hunter2/"))
        assert "hunter2" not in str(caught.value) + repr(caught.value.attempts)


class TestBackoff:
    @given(
        st.builds(
            RetryPolicy,
            attempts=st.integers(1, 10),
            backoff=st.floats(0, 100),
            backoff_max=st.floats(0, 100),
        ),
        st.integers(1, 2000),
        st.floats(0, 1, exclude_max=True),
    )
    def test_a_delay_is_within_its_bounds(self, policy, attempt, jitter):
        """Full jitter: anything from nothing to a bound that doubles, up to the largest."""
        bound = min(policy.backoff_max, policy.backoff * 2.0 ** min(attempt - 1, 64))
        assert 0 <= policy.delay(attempt, jitter) <= bound
        assert policy.delay(attempt, 0.0) == 0.0

    def test_each_bound_is_twice_the_last_up_to_the_largest(self):
        policy = RetryPolicy(backoff=1.0, backoff_max=5.0)
        assert [policy.delay(number, 0.5) for number in range(1, 6)] == [0.5, 1.0, 2.0, 2.5, 2.5]

    def test_the_flow_waits_so_long_between_attempts(self):
        played = Played(request(), RetryPolicy(attempts=4, backoff=1.0, backoff_max=3.0), jitter=0.5)
        played.begin()
        for _ in range(3):
            played.gives(make_response(500))
        assert played.waits == [0.5, 1.0, 1.5]

    def test_the_jitter_is_random_by_default(self):
        first = set()
        for _ in range(20):
            flow = send_with_retries(request(), RetryPolicy(), RetryState(clock=Clock()))
            next(flow)
            first.add(flow.send(make_response(500)).seconds)
        assert len(first) > 1
        assert all(0 <= seconds <= 0.5 for seconds in first)


class TestRetryAfter:
    NOW = datetime(2030, 1, 1, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("text", "seconds"),
        [("0", 0.0), ("7", 7.0), (" 7 ", 7.0), ("2.5", 2.5), ("86400", 86400.0), ("9" * 400, float("inf"))],
    )
    def test_seconds(self, text, seconds):
        assert retry_after(make_response(503, retry_after=text)) == seconds

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "soon",
            "-1",
            "1e3",
            "0x10",
            "٣",
            "nan",
            "inf",
            "1,5",
            "Wed, 99 Foo 2030 03:04:05 GMT",
            "Mon, 01 Jan 99999 00:00:00 GMT",
            "1 2",
        ],
    )
    def test_what_cannot_be_read_is_as_if_it_were_not_there(self, text):
        assert retry_after(make_response(503, retry_after=text)) is None

    def test_without_the_header_nothing_is_asked(self):
        assert retry_after(make_response(503)) is None

    @pytest.mark.parametrize(
        "form", ["%a, %d %b %Y %H:%M:%S GMT", "%a, %d %b %Y %H:%M:%S -0000", "%A, %d-%b-%y %H:%M:%S GMT"]
    )
    def test_a_date_counts_from_now(self, form):
        text = (self.NOW + timedelta(seconds=90)).strftime(form)
        assert retry_after(make_response(503, retry_after=text), self.NOW.timestamp) == 90.0

    def test_a_date_counts_from_the_servers_clock_where_it_tells_the_time(self):
        """A client whose own clock is wrong by an hour waits no hour too long, and no second too short."""
        here = self.NOW - timedelta(hours=1)
        theirs = format_datetime(self.NOW, usegmt=True)
        until = format_datetime(self.NOW + timedelta(seconds=5), usegmt=True)
        assert retry_after(make_response(503, retry_after=until, date=theirs), here.timestamp) == 5.0
        assert retry_after(make_response(503, retry_after=until, date="yesterday"), here.timestamp) == 3605.0

    def test_a_date_in_the_past_asks_for_no_wait(self):
        text = format_datetime(self.NOW - timedelta(days=1), usegmt=True)
        assert retry_after(make_response(503, retry_after=text), self.NOW.timestamp) == 0.0

    @given(st.text(), st.text())
    def test_whatever_stands_there_is_a_wait_or_nothing(self, after, date):
        response = retry_after(make_response(503, retry_after=after, date=date))
        assert response is None or response >= 0

    def test_it_is_waited_for_exactly(self):
        played = Played(request("unsafe"))
        played.begin()
        assert played.gives(make_response(503, retry_after="60")) == request("unsafe")
        assert played.waits == [60.0]

    @pytest.mark.parametrize("status", [429, 503])
    def test_beyond_the_cap_the_call_fails_at_once_and_says_what_was_asked(self, status):
        played = Played(request())
        played.begin()
        with pytest.raises((RateLimitError, ServerError), match="The server asks to wait 61 s") as caught:
            played.gives(make_response(status, retry_after="61"))
        assert (caught.value.retry_after, caught.value.status_code, played.waits) == (61.0, status, [])

    def test_a_hostile_wait_does_not_stop_other_calls(self):
        played = Played(request())
        played.begin()
        with pytest.raises(RateLimitError):
            played.gives(make_response(429, retry_after="999999999"))
        assert played.gate.pause_left() == 0

    def test_the_cap_is_a_setting(self):
        played = Played(request(), RetryPolicy(retry_after_max=5))
        played.begin()
        played.gives(make_response(503, retry_after="5"))
        with pytest.raises(ServerError):
            played.gives(make_response(503, retry_after="5.1"))

    def test_garbage_means_backoff(self):
        played = Played(request())
        played.begin()
        played.gives(make_response(503, retry_after="soon"))
        assert played.waits == [0.25]

    def test_the_error_of_an_answer_that_is_not_repeated_has_it_too(self):
        played = Played(request("unsafe"))
        played.begin()
        with pytest.raises(ServerError) as caught:
            played.gives(make_response(500, retry_after="7"))
        assert caught.value.retry_after == 7.0


class TestDeadline:
    def test_a_wait_beyond_it_is_not_begun(self):
        played = Played(request(deadline=1010.0))
        played.begin()
        with pytest.raises(ServerError) as caught:
            played.gives(make_response(503, retry_after="10"))
        assert (caught.value.retry_after, played.waits) == (10.0, [])

    def test_it_covers_attempts_and_waits_together(self):
        played = Played(request(deadline=1010.0), RetryPolicy(backoff=8.0))
        played.begin()
        played.clock.now += 5
        assert played.gives(make_response(503)) == request(deadline=1010.0)  # 5 + 4
        played.clock.now += 0.9
        with pytest.raises(ServerError):
            played.gives(make_response(503))
        assert played.waits == [4.0]

    def test_an_attempt_that_it_ends_says_so(self):
        played = Played(request("unsafe", deadline=1010.0))
        played.begin()
        played.clock.now = 1010.0
        with pytest.raises(DeadlineExceededError, match="deadline") as caught:
            played.gives(ReadTimeout("the deadline passed"))
        assert (caught.value.status_code, caught.value.may_have_been_applied) == (408, True)
        assert len(caught.value.attempts) == 1

    def test_a_timeout_that_leaves_no_time_for_another_attempt_is_its_work_too(self):
        played = Played(request(deadline=1010.0), RetryPolicy(backoff=4.0))
        played.begin()
        played.clock.now = 1009.0
        with pytest.raises(DeadlineExceededError):
            played.gives(ReadTimeout("read"))

    def test_a_lost_connection_that_leaves_no_time_is_told_as_what_it_is(self):
        played = Played(request(deadline=1010.0), RetryPolicy(backoff=4.0))
        played.begin()
        played.clock.now = 1009.0
        with pytest.raises(ClientConnectionError):
            played.gives(ReadError("reset"))

    def test_a_call_that_comes_too_late_is_not_sent(self):
        flow = send_with_retries(request(deadline=1000.0), RetryPolicy(), RetryState(clock=Clock()))
        with pytest.raises(DeadlineExceededError, match="No time is left") as caught:
            next(flow)
        assert (caught.value.attempts, caught.value.may_have_been_applied, caught.value.retry_after) == (
            (),
            False,
            None,
        )


class TestBudget:
    def test_an_empty_budget_ends_retries_with_the_error_at_hand(self):
        gate = RetryState(capacity=2, refill=0, clock=Clock())
        played = Played(request(), RetryPolicy(attempts=9), clock=gate.clock, gate=gate)
        played.begin()
        played.gives(make_response(500))
        played.gives(make_response(502))
        with pytest.raises(ServerError) as caught:
            played.gives(make_response(503))
        assert [item.status for item in caught.value.attempts] == [500, 502, 503]

    def test_it_is_shared_and_comes_back_with_time(self):
        clock = Clock()
        gate = RetryState(capacity=1, refill=0.5, clock=clock)
        assert [gate.take_retry(), gate.take_retry()] == [True, False]
        clock.now += 1.9
        assert gate.take_retry() is False
        clock.now += 0.1
        assert gate.take_retry() is True
        clock.now += 1000
        assert [gate.take_retry(), gate.take_retry()] == [True, False]  # never more than its capacity

    def test_first_attempts_cost_nothing(self):
        gate = RetryState(capacity=0, clock=Clock())
        for _ in range(5):
            played = Played(request(), gate=gate, clock=gate.clock)
            played.begin()
            assert played.ends(OK).status_code == 200

    def test_threads_never_take_more_than_there_is(self):
        gate = RetryState(capacity=50, refill=0, clock=Clock())
        taken = []

        def take():
            taken.extend(gate.take_retry() for _ in range(20))

        threads = [threading.Thread(target=take) for _ in range(8)]
        for item in threads:
            item.start()
        for item in threads:
            item.join()
        assert (len(taken), sum(taken)) == (160, 50)


class TestPause:
    def test_a_429_holds_back_all_calls_of_the_client(self):
        clock = Clock()
        gate = RetryState(clock=clock)
        first, second = (Played(request(), clock=clock, gate=gate) for _ in range(2))
        first.begin()
        with_pause = first.flow.send(make_response(429, retry_after="5"))
        assert with_pause == Sleep(5.0)
        clock.now += 2
        assert next(second.flow) == Sleep(3.0)

    def test_a_503_holds_back_its_own_call_only(self):
        played = Played(request())
        played.begin()
        played.gives(make_response(503, retry_after="5"))
        played.clock.now -= 5
        assert played.gate.pause_left() == 0

    def test_also_a_call_that_is_not_repeated_pauses_the_others(self):
        played = Played(request(), NO_RETRY)
        played.begin()
        with pytest.raises(RateLimitError):
            played.gives(make_response(429, retry_after="5"))
        assert played.gate.pause_left() == 5.0

    def test_a_429_that_does_not_say_how_long_pauses_for_the_backoff(self):
        played = Played(request(), jitter=0.5)
        played.begin()
        assert played.flow.send(make_response(429)) == Sleep(0.25)
        assert played.gate.pause_left() == 0.25

    def test_pauses_do_not_shorten_each_other(self):
        clock = Clock()
        gate = RetryState(clock=clock)
        gate.pause_for(10)
        gate.pause_for(1)
        assert gate.pause_left() == 10.0
        clock.now += 11
        assert gate.pause_left() == 0.0

    def test_a_pause_that_is_prolonged_while_it_is_waited_for_is_waited_for_to_its_end(self):
        clock = Clock()
        gate = RetryState(clock=clock)
        gate.pause_for(1)
        played = Played(request(), clock=clock, gate=gate)
        assert next(played.flow) == Sleep(1.0)
        gate.pause_for(3)
        clock.now += 1
        assert played.flow.send(None) == Sleep(2.0)
        clock.now += 2
        assert played.flow.send(None) == request()

    def test_a_pause_beyond_the_deadline_fails_at_once_and_says_how_long_it_lasts(self):
        clock = Clock()
        gate = RetryState(clock=clock)
        gate.pause_for(30)
        flow = send_with_retries(request(deadline=1010.0), RetryPolicy(), gate)
        with pytest.raises(DeadlineExceededError, match="pause, and 30 s of that are left") as caught:
            next(flow)
        assert (caught.value.retry_after, caught.value.attempts) == (30.0, ())


def test_a_child_process_gets_locks_of_its_own():
    gate = RetryState(clock=Clock())
    gate._lock.acquire()  # as a thread of the parent may have held it when the process was forked
    gate.after_fork()
    assert gate.take_retry() is True
