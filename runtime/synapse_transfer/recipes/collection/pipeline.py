"""Which work comes next: items go through stages side by side, and a free worker takes what is ready."""

from __future__ import annotations

from collections import deque
from threading import Lock
from typing import TYPE_CHECKING

from attrs import Factory, define
from synapse_runtime.flow.effects import WaitFor, gather, run_in_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from synapse_runtime.flow.effects import Flow

    from .job import Item


@define(kw_only=True, eq=False)
class Stage:
    """A step of the work, and the items that wait for it."""

    work: Callable[[Sequence[Item]], Flow[None]]
    next: Callable[[Item], Stage | None]
    """Returns where an item goes that has not failed; None if it is done."""
    most: int = 1
    """Most items that are worked on together, or what they `weigh`."""
    weigh: Callable[[Item], int] = lambda _: 1
    least: int = 1
    """Items that must wait before the work begins, as long as more can come."""
    reserve: int = 0
    """Items that shall wait: while there are fewer, workers prefer the stages before."""
    workers: int = 1
    """How many may work on it at the same time."""
    turn: str = ""
    """Of stages with the same turn, only one is worked on at a time."""
    waiting: deque[Item] = Factory(deque["Item"])
    running: int = 0

    def take(self) -> Sequence[Item]:
        """Return the items to work on next."""
        items = [self.waiting.popleft()]
        weight = self.weigh(items[0])
        while self.waiting and (weight := weight + self.weigh(self.waiting[0])) <= self.most:
            items.append(self.waiting.popleft())
        return items


class Pipeline:
    """The stages in their order. Workers share it: each does what is ready, the last stages first.

    Its methods hold a lock for moments only, so that threads and tasks can share it alike.
    """

    def __init__(
        self,
        stages: Sequence[Stage],
        read: Callable[[], Sequence[Item]],
        passed: Callable[[Item, Stage | None], object],
        window: int,
    ) -> None:
        """Prepare the work.

        Args:
            stages: In the order of the work; new items go to the first.
            read: Returns the next items, none after the last. It may block.
            passed: Called with each item that leaves a stage, and the one it goes to; None if it is done or has failed.
            window: Most items in work, so that memory does not depend on how many there are.
        """
        self._stages, self._read, self._passed, self._window = stages, read, passed, window
        self._lock = Lock()
        self._items = self._running = self._events = 0
        self._is_open, self._is_reading, self._is_over = True, False, False
        self._sleepers: list[Callable[[], object]] = []

    def run(self, workers: int) -> Flow[None]:
        """Work until all items are done; an error that is of no single item ends it."""
        yield from gather([self._work() for _ in range(workers)])

    def _work(self) -> Flow[None]:
        try:
            while (task := self._next_task()) is not None:
                yield from task
        finally:  # all is done, or this worker has failed: the others end too
            with self._lock:
                self._is_over = True
                self._wake()

    def _next_task(self) -> Flow[None] | None:
        """Return what a worker does next: read items, work on some, or wait; None if all is done."""
        with self._lock:
            if self._is_over:
                return None
            can_read = self._is_open and not self._is_reading and self._items < self._window
            ready = self._ready_stages(can_read or self._is_reading)
            preferred = [stage for stage in ready if len(stage.waiting) >= stage.reserve]
            if preferred or (ready and not can_read):
                stage = (preferred or ready)[-1]
                self._running, stage.running = self._running + 1, stage.running + 1
                return self._run_stage(stage, stage.take())
            if can_read:
                self._running, self._is_reading = self._running + 1, True
                return self._read_items()
            return self._wait(self._events) if self._running else None

    def _ready_stages(self, can_come: bool) -> list[Stage]:
        """Return the stages that a worker may work on; `can_come`: whether new items will reach the first."""
        ready: list[Stage] = []
        busy = {stage.turn for stage in self._stages if stage.turn and stage.running}
        for stage in self._stages:
            is_enough = len(stage.waiting) >= (stage.least if can_come else 1)
            if is_enough and stage.running < stage.workers and stage.turn not in busy:
                ready.append(stage)
            can_come = can_come or bool(stage.waiting or stage.running)
        return ready

    def _read_items(self) -> Flow[None]:
        items = yield from run_in_thread(self._read)
        with self._lock:
            self._is_reading, self._is_open = False, bool(items)
            self._items += len(items)
            self._pass_on(items, lambda _: self._stages[0])

    def _run_stage(self, stage: Stage, items: Sequence[Item]) -> Flow[None]:
        yield from stage.work(items)
        with self._lock:
            stage.running -= 1
            self._pass_on(items, stage.next)

    def _pass_on(self, items: Sequence[Item], next_of: Callable[[Item], Stage | None]) -> None:
        for item in items:
            stage = None if item.status == "failed" else next_of(item)
            if stage is None:
                self._items -= 1
            else:
                stage.waiting.append(item)
            self._passed(item, stage)
        self._running -= 1
        self._wake()

    def _wait(self, event: int) -> Flow[None]:
        """Wait until something happens after an event."""

        def subscribe(wake: Callable[[], object]) -> None:
            with self._lock:
                self._sleepers.append(wake)
                if self._events > event:
                    self._wake()

        yield WaitFor(subscribe)

    def _wake(self) -> None:
        self._events += 1
        sleepers, self._sleepers = self._sleepers, []
        for wake in sleepers:
            wake()
