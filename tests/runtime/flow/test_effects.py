"""Flows and what drives them: effects out, outcomes in, exceptions included."""

from __future__ import annotations

import asyncio
import traceback

import pytest
from synapse_http.errors import ClientError
from synapse_http.messages import ReadError, Request, Response
from synapse_runtime.calls.retry import send_with_retries
from synapse_runtime.calls.retry_policy import RetryPolicy, RetryState
from synapse_runtime.flow.drivers import async_performer, run, run_async
from synapse_runtime.flow.effects import (
    Gather,
    RunInThread,
    Sleep,
    StreamReader,
    gather,
    map_concurrently,
    map_effects,
    run_in_thread,
    sleep,
)

REQUEST = Request("GET", "/")


def policy():
    """Sends, and where that fails waits and sends again."""
    try:
        response = yield REQUEST
    except ReadError:
        yield from sleep(0.5)
        response = yield REQUEST
    return response.status_code


def test_a_policy_is_tested_by_hand():
    flow = policy()
    assert next(flow) == REQUEST
    assert flow.throw(ReadError()) == Sleep(0.5)
    assert next(flow) == REQUEST
    with pytest.raises(StopIteration) as stop:
        flow.send(Response(200, {}))
    assert stop.value.value == 200


def test_effects_say_what_is_wanted():
    def inner():
        return (yield from run_in_thread(lambda: 7))

    flow = gather([inner()])
    effect = next(flow)
    assert isinstance(effect, Gather)
    (one,) = effect.flows
    wanted = next(one)
    assert isinstance(wanted, RunInThread)
    assert wanted.function() == 7
    with pytest.raises(StopIteration) as stop:
        flow.send([7])
    assert stop.value.value == [7]


@pytest.mark.parametrize("workers", [0, 1, 3])
def test_workers_share_the_items(workers):
    done = []

    def work(item):
        yield from run_in_thread(lambda: done.append(item))

    def perform(effect):
        if isinstance(effect, Gather):
            assert len(effect.flows) == workers
            return [run(flow, perform) for flow in effect.flows]
        return effect.function()

    run(map_concurrently("abcd", work, workers), perform)
    assert done == list("abcd")


def test_an_async_body_that_is_left_before_its_end_is_closed():
    class Stream:
        ended = closed = False

        async def __aiter__(self):
            try:
                yield b"first"
                yield b"second"
            finally:
                self.ended = True

        async def aclose(self):
            self.closed = True

    def read_first(reader):
        chunk = yield reader.read
        yield reader.close
        return chunk

    async def drive():
        reader = StreamReader(REQUEST, Response(200, {}, stream=stream), is_async=True)
        return await run_async(read_first(reader), async_performer(None)), stream.ended

    stream = Stream()
    assert asyncio.run(drive()) == (b"first", True)
    assert stream.closed


def test_a_mapped_flow_is_the_same_with_other_effects():
    flow = map_effects(policy(), lambda effect: Sleep(7) if effect == REQUEST else effect)
    assert next(flow) == Sleep(7)
    assert flow.throw(ReadError()) == Sleep(0.5)
    assert flow.send(None) == Sleep(7)
    with pytest.raises(StopIteration) as stop:
        flow.send(Response(200, {}))
    assert stop.value.value == 200


def test_a_mapped_flow_that_is_closed_closes_what_it_maps():
    closed = []

    def careful():
        try:
            yield Sleep(1)
        finally:
            closed.append("inner")

    flow = map_effects(careful(), lambda effect: effect)
    next(flow)
    flow.close()
    assert closed == ["inner"]


def blocking(flow, perform):
    return run(flow, perform)


def waiting(flow, perform):
    async def perform_later(effect):
        return perform(effect)

    return asyncio.run(run_async(flow, perform_later))


@pytest.mark.parametrize("drive", [blocking, waiting])
class TestDrivers:
    def test_outcomes_and_exceptions_go_back_in(self, drive):
        outcomes = [ReadError(), None, Response(201, {})]
        asked = []

        def perform(effect):
            asked.append(effect)
            outcome = outcomes.pop(0)
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

        assert drive(policy(), perform) == 201
        assert asked == [REQUEST, Sleep(0.5), REQUEST]

    def test_what_the_policy_does_not_catch_is_raised(self, drive):
        def perform(_):
            raise LookupError("gone")

        with pytest.raises(LookupError, match="gone"):
            drive(policy(), perform)

    def test_an_interrupt_reaches_the_policy(self, drive):
        told = []

        def careful():
            try:
                yield Sleep(1)
            except KeyboardInterrupt:
                told.append("interrupted")
                raise

        def perform(_):
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            drive(careful(), perform)
        assert told == ["interrupted"]

    def test_a_flow_that_wants_nothing_is_done_at_once(self, drive):
        def done():
            return 3
            yield

        assert drive(done(), None) == 3


def frames(error):
    return [frame.name for frame in traceback.extract_tb(error.__traceback__)]


@pytest.mark.parametrize("drive", [blocking, waiting])
class TestTracebacks:
    """Of what a call raises, they show where it was called."""

    def test_an_error_of_a_policy_does_not_show_the_policy(self, drive):
        with pytest.raises(ClientError) as raised:
            drive(send_with_retries(REQUEST, RetryPolicy(), RetryState()), lambda _: Response(404, {}))
        assert frames(raised.value)[0] == "test_an_error_of_a_policy_does_not_show_the_policy"
        assert "send_with_retries" not in frames(raised.value)

    def test_the_code_of_others_that_took_part_stays(self, drive):
        def middleware():
            return (yield from send_with_retries(REQUEST, RetryPolicy(), RetryState()))

        with pytest.raises(ClientError) as raised:
            drive(middleware(), lambda _: Response(404, {}))
        assert frames(raised.value)[-1] == "middleware"
