"""Flows that run at the same time: order, failure, and what is left behind."""

from __future__ import annotations

import threading
from contextvars import ContextVar

import anyio
import pytest
from synapse_runtime.flow import drivers
from synapse_runtime.flow.drivers import gather_in_tasks, gather_in_threads, run, run_async
from synapse_runtime.flow.effects import RunInThread, Shielded, Sleep, gather, run_in_thread, sleep

COLOUR = ContextVar("colour", default="none")


def returning(value, *, after=None):
    """A flow that returns a value, once an event is set."""
    if after is not None:
        yield from run_in_thread(lambda: after.wait(10))
    return (yield from run_in_thread(lambda: value))


def failing(error):
    def fail():
        raise error

    yield from run_in_thread(fail)


def perform(effect):
    if isinstance(effect, Shielded):
        return perform(effect.effect)
    if isinstance(effect, RunInThread):
        return effect.function()
    return gather_in_threads(effect.flows, perform)


async def aperform(effect):
    if isinstance(effect, RunInThread):
        return await anyio.to_thread.run_sync(effect.function, abandon_on_cancel=True)
    if isinstance(effect, Sleep):
        return await anyio.sleep(effect.seconds)
    return await gather_in_tasks(effect.flows, aperform)


def test_results_stand_in_the_order_of_the_flows_and_not_of_their_ends():
    late = threading.Event()

    def last():
        yield from run_in_thread(late.set)
        return "c"

    flows = [returning("a", after=late), returning("b", after=late), last()]
    assert run(gather(flows), perform) == ["a", "b", "c"]


def test_the_first_flow_runs_on_the_thread_that_asked():
    def where():
        return (yield from run_in_thread(threading.current_thread))

    first, second = run(gather([where(), where()]), perform)
    assert first is threading.current_thread() is not second


def test_the_first_failure_is_raised_and_ends_waits_and_steps_of_the_others():
    reached = []

    def patient():
        yield from sleep(3600)
        reached.append("slept")

    def stepping(failed):
        yield from run_in_thread(lambda: failed.wait(10))
        yield from run_in_thread(lambda: reached.append("stepped"))

    failed = threading.Event()

    def failing_loudly():
        try:
            yield from failing(KeyError("first"))
        finally:
            failed.set()

    before = threading.active_count()
    with pytest.raises(KeyError, match="first"):
        run(gather([patient(), stepping(failed), failing_loudly()]), perform)
    assert reached in ([], ["stepped"])  # it may have begun that step just before
    assert threading.active_count() == before


def test_what_is_given_back_is_given_back_though_another_flow_failed():
    returned = []
    failed = threading.Event()

    def holding():
        try:
            yield from run_in_thread(lambda: failed.wait(10))
            yield from sleep(3600)
        finally:
            yield Shielded(RunInThread(lambda: returned.append("held")))

    def failing_loudly():
        try:
            yield from failing(KeyError("first"))
        finally:
            failed.set()

    with pytest.raises(KeyError, match="first"):
        run(gather([holding(), failing_loudly()]), perform)
    assert returned == ["held"]


def test_short_waits_end_by_themselves():
    def resting():
        yield from sleep(0.0)
        return "rested"

    assert run(gather([resting(), resting()]), perform) == ["rested", "rested"]


def test_threads_see_the_context_of_the_caller():
    COLOUR.set("blue")

    def seen():
        return (yield from run_in_thread(COLOUR.get))

    assert run(gather([seen(), seen(), seen()]), perform) == ["blue"] * 3


def test_an_interrupt_while_it_waits_leaves_no_thread(monkeypatch):
    """Ctrl-C strikes in `join`; the other flow ends at its next step."""
    release, begun = threading.Event(), threading.Event()
    join = threading.Thread.join

    def interrupted(thread, timeout=None):
        monkeypatch.setattr(threading.Thread, "join", join)
        release.set()
        raise KeyboardInterrupt

    def busy():
        yield from run_in_thread(begun.set)
        yield from run_in_thread(lambda: release.wait(10))

    def quick():
        yield from run_in_thread(lambda: begun.wait(10))

    before = threading.active_count()
    monkeypatch.setattr(threading.Thread, "join", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(gather([quick(), busy()]), perform)
    assert threading.active_count() == before


def test_an_interrupt_does_not_wait_for_a_server_that_sends_nothing(monkeypatch):
    release, begun, ended = threading.Event(), threading.Event(), threading.Event()

    def stalled():
        yield from run_in_thread(begun.set)
        yield from run_in_thread(lambda: release.wait(10))

    def closing():
        try:
            yield from stalled()
        finally:
            yield Shielded(RunInThread(ended.set))

    def interrupted():
        yield from run_in_thread(lambda: begun.wait(10))
        raise KeyboardInterrupt

    monkeypatch.setattr(drivers, "INTERRUPT_SECONDS", 0.0)
    with pytest.raises(KeyboardInterrupt):
        run(gather([interrupted(), closing()]), perform)
    assert not ended.is_set()
    release.set()
    assert ended.wait(10), "what it holds is given back all the same"


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
class TestTasks:
    def test_results_stand_in_order(self, backend):
        async def main():
            event = anyio.Event()

            def waiting():
                yield from sleep(0)
                return "a"

            assert not event.is_set()
            return await run_async(gather([waiting(), returning("b")]), aperform)

        assert anyio.run(main, backend=backend) == ["a", "b"]

    def test_the_first_failure_is_raised_alone_and_cancels_the_others(self, backend):
        closed = []

        def patient():
            try:
                yield from sleep(3600)
            finally:
                closed.append("patient")

        async def main():
            await run_async(gather([patient(), failing(KeyError("first"))]), aperform)

        with pytest.raises(KeyError, match="first"):
            anyio.run(main, backend=backend)
        assert closed == ["patient"]

    def test_cancelling_the_caller_cancels_all(self, backend):
        closed = []

        def patient(name):
            try:
                yield from sleep(3600)
            finally:
                closed.append(name)

        async def main():
            with anyio.CancelScope() as scope:
                async with anyio.create_task_group() as group:

                    async def cancel():
                        await anyio.wait_all_tasks_blocked()
                        scope.cancel()

                    group.start_soon(cancel)
                    await run_async(gather([patient("a"), patient("b")]), aperform)
            return scope.cancelled_caught

        assert anyio.run(main, backend=backend)
        assert sorted(closed) == ["a", "b"]
