"""Items on their way through stages: what is worked on when, and who waits for whom."""

from __future__ import annotations

import threading
from itertools import islice

import anyio
import pytest
from synapse_runtime.flow.drivers import async_performer, performer, run, run_async
from synapse_runtime.flow.effects import Gather, RunInThread, WaitFor, run_in_thread
from synapse_transfer.recipes.collection.job import Item
from synapse_transfer.recipes.collection.pipeline import Pipeline, Stage


class Line:
    """Two stages: `first` works on items alone, `second` on batches. `log` has their batches, `done` the items."""

    def __init__(self, count, *, window=100, most=1, second=None, first=None, read_items=2):
        self.log, self.done, self.in_work, self.most_in_work = [], [], set(), 0
        self.items = iter([Item(index=index) for index in range(count)])
        self.read_items = read_items
        self.second = Stage(work=second or self.work("second"), next=lambda _: None, most=most, least=most, turn="x")
        self.first = Stage(work=first or self.work("first"), next=lambda _: self.second, workers=9, reserve=1)
        self.pipeline = Pipeline([self.first, self.second], self.read, self.passed, window)

    def work(self, name):
        def log(items):
            yield from run_in_thread(lambda: self.log.append((name, [item.index for item in items])))

        return log

    def read(self):
        batch = [*islice(self.items, self.read_items)]
        self.in_work |= {item.index for item in batch}
        self.most_in_work = max(self.most_in_work, len(self.in_work))
        return batch

    def passed(self, item, stage):
        if stage is None:
            self.in_work.discard(item.index)
            self.done.append(item.index)


def perform(effect):
    return performer(None)(effect)


@pytest.mark.parametrize("workers", [1, 2, 7])
def test_all_items_go_through_all_stages(workers):
    line = Line(50, most=8)
    run(line.pipeline.run(workers), perform)
    assert sorted(line.done) == [*range(50)]
    assert [len(items) for name, items in line.log if name == "second"] == [8] * 6 + [2]


def test_async_code_does_the_same():
    line = Line(50, most=8)
    anyio.run(run_async, line.pipeline.run(7), async_performer(None))
    assert sorted(line.done) == [*range(50)]


def test_no_more_items_are_in_work_than_the_window_has_and_a_batch_that_cannot_be_filled_goes_all_the_same():
    line = Line(20, window=6, most=50, read_items=3)
    run(line.pipeline.run(2), perform)
    assert sorted(line.done) == [*range(20)]
    assert line.most_in_work <= 6 + 2


def test_nothing_to_do_is_done():
    line = Line(0)
    run(line.pipeline.run(3), perform)
    assert line.done == line.log == []


def test_an_item_that_fails_goes_no_further():
    def fail(items):
        yield from run_in_thread(lambda: items[0].fail("broken"))

    line = Line(3, first=fail)
    run(line.pipeline.run(2), perform)
    assert sorted(line.done) == [0, 1, 2]
    assert line.log == []


def test_an_item_goes_on_while_another_is_still_worked_on():
    is_second_done = threading.Event()

    def first(items):
        if items[0].index == 0:  # until another item has gone through both stages
            yield from run_in_thread(lambda: is_second_done.wait(30))

    def second(items):
        yield from run_in_thread(is_second_done.set)

    line = Line(3, first=first, second=second)
    run(line.pipeline.run(2), perform)
    assert line.done[-1] == 0 or line.done.index(0) > 0


DRIVERS = {
    "threads": lambda flow: run(flow, perform),
    "tasks": lambda flow: anyio.run(run_async, flow, async_performer(None)),
}


@pytest.mark.parametrize("drive", DRIVERS.values(), ids=DRIVERS)
def test_an_error_of_no_single_item_ends_all_workers(drive):
    line = Line(9)

    def broken(items):
        raise ZeroDivisionError
        yield

    line.first.work = broken
    with pytest.raises(ZeroDivisionError):
        drive(line.pipeline.run(4))


def workers_of(line, count):
    """Workers as flows that the test itself drives."""
    (gather,) = [next(line.pipeline.run(count))]
    assert isinstance(gather, Gather)
    return gather.flows


def test_a_worker_without_work_waits_and_is_woken_by_the_next_event():
    line = Line(1)
    busy, idle = workers_of(line, 2)
    reading, waiting = next(busy), next(idle)
    assert isinstance(reading, RunInThread)
    assert isinstance(waiting, WaitFor)
    calls = []
    waiting.subscribe(lambda: calls.append("woken"))
    assert calls == []
    working = busy.send(reading.function())  # reads, and goes on with what it read
    assert calls == ["woken"]
    assert isinstance(working, RunInThread)
    assert isinstance(idle.send(None), RunInThread)  # it looks whether there is more to read


def test_an_event_before_a_worker_waits_wakes_it_too():
    line = Line(1)
    busy, idle = workers_of(line, 2)
    reading, waiting = next(busy), next(idle)
    busy.send(reading.function())
    calls = []
    waiting.subscribe(lambda: calls.append("woken"))
    assert calls == ["woken"]


def test_stages_with_the_same_turn_are_never_worked_on_together():
    line = Line(2, read_items=2)
    line.first.turn = "x"
    one, other = workers_of(line, 2)
    reading = next(one)
    assert isinstance(one.send(reading.function()), RunInThread)
    assert isinstance(next(other), RunInThread)  # reads on
    assert isinstance(other.send([]), WaitFor)


def test_small_items_are_worked_on_together():
    stage = Stage(work=None, next=None, most=10, weigh=lambda item: item.size)
    stage.waiting.extend(Item(index=index, size=size) for index, size in enumerate([4, 4, 4, 50, 1]))
    assert [[item.index for item in stage.take()] for _ in range(4)] == [[0, 1], [2], [3], [4]]
