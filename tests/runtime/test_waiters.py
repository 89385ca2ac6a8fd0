"""Waiting for something to end: what is asked when, what it ends in, and what an error tells."""

from __future__ import annotations

import json
import pickle

import anyio
import pytest
from synapse_http.errors import DeadlineExceededError, DecodeError, InvalidArgumentError, NotFoundError
from synapse_http.messages import ReadTimeout, Response
from synapse_runtime.calls.build_request import CallArguments
from synapse_runtime.calls.client_state import make_client_state
from synapse_runtime.calls.retry_policy import RetryState
from synapse_runtime.flow.drivers import run
from synapse_runtime.flow.effects import Sleep
from synapse_runtime.waiters import LOG_LINES, MAX_SECONDS, poll_until_final
from synapse_sdk import SERVICE, AsyncSynapse, ClientTimeoutError, Synapse, WaiterError, WaiterTimeoutError
from synapse_sdk.models import Job, JobStatus
from synapse_sdk.resources.jobs import GET

LOGS = [{"timestamp": "2025-09-06T08:00:00Z", "level": "error", "message": f"line {number}"} for number in range(30)]


FIELDS = {"id": 789, "plugin": "resize", "user": None, "created_at": "2025-09-06T08:00:00Z"}
COMPLETED = Job.from_dict({**FIELDS, "status": "completed"})


def job(status):
    return Response(200, {}, json.dumps({**FIELDS, "status": status}).encode())


class World:
    """A clock that sleeping moves, and a server that says one thing after the other."""

    def __init__(self, *answers, logs=LOGS, options=None, seconds=0.0):
        self.now = 1000.0
        self.seconds = seconds
        self.answers = list(answers)
        self.logs = logs
        self.backoff = []
        self.asked = []
        state = make_client_state(SERVICE, "http://127.0.0.1:9", {}, options or {})
        self.state = state._replace(retry_state=RetryState(clock=lambda: self.now))

    def perform(self, effect):
        if isinstance(effect, Sleep):
            self.backoff.append(effect.seconds)
            self.now += effect.seconds
            return None
        self.asked.append(effect.route)
        self.now += self.seconds
        if effect.route.endswith("console_logs/"):
            return self.logs if isinstance(self.logs, Response) else Response(200, {}, json.dumps(self.logs).encode())
        response = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(response, Exception):
            raise response
        return response if isinstance(response, Response) else job(response)

    def wait(self, timeout=None, operation=GET):
        return run(poll_until_final(self.state, operation, CallArguments({"pk": 789}), timeout), self.perform)


def test_it_asks_with_growing_rests_until_the_end():
    world = World("queued", "running", "running", "running", "completed")
    assert world.wait() == COMPLETED
    assert world.backoff == [0.5, 0.75, 1.125, 1.6875]
    assert len(world.asked) == 5


def test_what_has_ended_is_not_waited_for():
    world = World("completed")
    assert world.wait().status is JobStatus.COMPLETED
    assert world.backoff == []


def test_rests_have_a_longest():
    world = World(*["running"] * 20, "completed")
    world.wait()
    assert max(world.backoff) == MAX_SECONDS


@pytest.mark.parametrize("state", ["paused by somebody", None, 5])
def test_a_state_nobody_knows_is_on_the_way(state):
    assert World(state, "completed").wait().status is JobStatus.COMPLETED


def test_a_bad_end_is_an_error_with_the_last_lines_of_the_log():
    with pytest.raises(
        WaiterError, match=r"Job 789 failed \(status 'failed'\)\. Last lines of its log:\n  line 10\n"
    ) as caught:
        World("running", "failed").wait()
    assert caught.value.log == tuple(f"line {number}" for number in range(30 - LOG_LINES, 30))
    assert caught.value.response == {**FIELDS, "status": "failed"}
    assert caught.value.status_code == 500
    assert "GET http://127.0.0.1:9/jobs/789/" in str(caught.value)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.log) == (str(caught.value), caught.value.log)


@pytest.mark.parametrize("logs", [Response(404, {}, b"{}"), {"no": "list"}, []])
def test_without_a_log_the_failure_is_told_all_the_same(logs):
    with pytest.raises(WaiterError, match="It has no log") as caught:
        World("failed", logs=logs).wait()
    assert caught.value.log == ()


def test_a_log_of_plain_lines_and_of_other_rows():
    with pytest.raises(WaiterError) as caught:
        World("failed", logs=["one", {"text": 2}]).wait()
    assert caught.value.log == ("one", "{'text': 2}")


def test_an_operation_without_a_log_asks_for_none():
    world = World("failed")
    with pytest.raises(WaiterError, match="It has no log"):
        world.wait(operation=GET._replace(waiter=GET.waiter._replace(log="")))
    assert len(world.asked) == 1


def test_what_does_not_end_in_time_is_an_error_that_says_how_it_stands():
    world = World("running")
    with pytest.raises(
        WaiterTimeoutError, match="Job 789 has not ended within 2 s: status is still 'running'"
    ) as caught:
        world.wait(2)
    assert sum(world.backoff) == 2
    assert world.now == 1002
    assert isinstance(caught.value, ClientTimeoutError)
    assert (caught.value.status_code, caught.value.response["status"]) == (408, "running")


def test_asking_takes_of_the_time_too():
    world = World("running", seconds=3.0)
    with pytest.raises(WaiterTimeoutError):
        world.wait(2)
    assert len(world.asked) == 1


def test_an_answer_that_does_not_come_ends_the_wait_in_time():
    world = World(ReadTimeout("late"), seconds=1.0)
    with pytest.raises(WaiterTimeoutError, match="within 1 s: its state is not known"):
        world.wait(1)


@pytest.mark.parametrize("timeout", [None, 100])
def test_the_deadline_of_the_call_covers_the_whole_wait(timeout):
    world = World("running", options={"deadline": 7})
    with pytest.raises(DeadlineExceededError):
        world.wait(timeout)
    assert world.now == 1007


def test_a_timeout_before_the_deadline_is_one():
    world = World("running", options={"deadline": 7})
    with pytest.raises(WaiterTimeoutError, match="within 3 s"):
        world.wait(3)
    assert world.now == 1003


def test_the_deadline_of_one_call_stays_that():
    world = World(ReadTimeout("late"), seconds=5.0, options={"deadline": 1})
    with pytest.raises(ClientTimeoutError) as caught:
        world.wait(100)
    assert not isinstance(caught.value, WaiterTimeoutError)


def test_what_cannot_be_asked_is_not_waited_for():
    with pytest.raises(NotFoundError):
        World(Response(404, {}, b"{}")).wait()
    with pytest.raises(DecodeError, match="did not return an object with 'status'"):
        World(Response(200, {}, b"[]")).wait()


@pytest.mark.parametrize("timeout", [0, -1, True, "5", float("nan")])
def test_a_timeout_that_makes_no_sense_is_refused(timeout):
    world = World("completed")
    with pytest.raises(InvalidArgumentError, match="timeout must be a positive number of seconds"):
        world.wait(timeout)
    assert world.asked == []


# Emitted methods ------------------------------------------------------------------------


class Done:
    """Middleware that says it is done."""

    def __call__(self, request, send):
        return job("completed")


class AsyncDone(Done):
    async def __call__(self, request, send):
        return job("completed")


def test_the_blocking_method():
    with Synapse("http://127.0.0.1:9", middleware=[Done()]) as synapse:
        assert synapse.jobs.wait(789, timeout=5) == COMPLETED


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_the_async_method(backend):
    async def main():
        async with AsyncSynapse("http://127.0.0.1:9", middleware=[AsyncDone()]) as synapse:
            return await synapse.jobs.wait(789)

    assert anyio.run(main, backend=backend) == COMPLETED
