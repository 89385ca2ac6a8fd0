"""The order of an upload into a collection: check, then side by side hash, recognise, upload and create."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import attrs
from synapse_http.arguments import positive_int
from synapse_runtime.calls.build_request import template_of
from synapse_runtime.flow.effects import run_in_thread

from synapse_transfer.uploads.progress import ProgressTracker

from .creation import create_tasks, recognise_units, task_creator, unit_creator
from .files import check_all, check_groups, find_missing, hash_files, read_items, read_rules, upload_missing
from .job import Job, Settings
from .outcome import Outcome
from .pipeline import Pipeline, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from synapse_runtime.calls.build_request import CallArguments, Execute
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.calls.config import Options
    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.operation import Operation

    from .creation import Creator
    from .job import Item

WINDOW = 1000
"""Items in work at the same time, beside those that wait for their batch to be full."""

READ_ITEMS = 64
"""Items that are read from an iterator at a time."""

HASH_BYTES = 1 << 20
"""Bytes that are hashed together: a thread for each small file would cost more than its hash."""

SEND_BYTES = 1 << 16
"""Bytes that a worker sends before it looks for other work."""

VERIFY_ITEMS = 250
"""Items whose checksums are asked for together, so that the first files soon leave."""


SENDING = 3
"""Place of the stage after which the server has the files of an item."""


def collection(
    state: ClientState, operation: Operation[Any], arguments: CallArguments, execute: Execute
) -> Flow[dict[str, Any]]:
    """Upload groups of files, create a unit of each, in batches, and a task of each unit.

    A second run creates nothing twice: a unit with the same files and the same meta is recognised. An item that
    fails is reported, and the others go on.
    """
    assert operation.composite is not None
    settings = Settings(**operation.composite.settings)
    steps = {role: state.service.operation(name) for role, name in operation.composite.steps.items()}
    # Progress is reported by item, and URLs of what exists are not the caller's: the steps do neither.
    options = attrs.evolve(state.options, on_progress=None, progress=False, url_conversion=None)
    silent, worker = state._replace(options=options), None
    if options.executor is not None:
        from synapse_transfer.recipes.worker import PicklableClient  # few callers have an executor

        worker = PicklableClient(silent, execute, state.transport_config)
    job = Job(silent, settings, steps, arguments.named, execute, worker)
    try:
        return (yield from _run_stages(job, state.options))
    finally:
        if worker is not None:
            worker.close()


def _run_stages(job: Job, options: Options) -> Flow[dict[str, Any]]:
    """Check the arguments, run the stages side by side, and return the result."""
    settings, arguments = job.settings, job.arguments
    batch_size = positive_int(settings.batch_size, arguments[settings.batch_size])
    yield from run_in_thread(partial(check_groups, job))
    (parameter,) = template_of(job.steps["collection"]).path
    # By a worker: one that cannot be reached, or has no token, is an error before the first file is read.
    collection = yield from job.call_by_worker("collection", {parameter.name: arguments[settings.collection]})
    rules = read_rules(job, collection)
    groups: Iterable[Any] = arguments[settings.groups]
    is_list = not isinstance(groups, Iterator)
    count, size = 0, 0
    if is_list:
        is_watched = options.progress or options.on_progress is not None
        count, size = yield from run_in_thread(partial(check_all, job, rules, is_watched=is_watched))
    name = f"{count} data units" if is_list else "data units"
    tracker = ProgressTracker(name, size, options.on_progress, bar=options.progress, count=count)
    items, outcome = read_items(job, rules, enumerate(groups)), Outcome(options.report)
    units, tasks = unit_creator(job), task_creator(job, arguments.get(settings.project))
    stages = make_stages(job, units, tasks, batch_size)

    def read() -> list[Item]:
        batch = [*islice(items, READ_ITEMS)]
        if not is_list:
            tracker.expect(sum(item.size for item in batch), len(batch))
        return batch

    def passed(item: Item, stage: Stage | None) -> None:
        is_sent, is_done = item.is_sent, stage is None
        item.is_sent = is_done or stage in stages[SENDING + 1 :]
        if is_done or item.is_sent > is_sent:
            size, files = (0, 0) if is_sent else (item.size, len(item.parts))
            tracker.advance(size, files=files, items=is_done, failed=is_done and item.status == "failed")
        if is_done:
            outcome.add(item)

    try:
        workers = min(options.workers, max(1, count)) if is_list else options.workers
        yield from Pipeline(stages, read, passed, WINDOW + 2 * batch_size).run(workers)
        return outcome.result()
    finally:
        for resource in (tracker, units.register, tasks.register, outcome):
            resource.close()


def make_stages(job: Job, units: Creator, tasks: Creator, batch_size: int) -> list[Stage]:
    """Return the stages in their order. Those of the same `turn` look at the units, or create them."""
    workers = job.state.options.workers
    batch_of = partial(Stage, most=batch_size, least=batch_size)
    assign = batch_of(work=partial(create_tasks, tasks), next=lambda _: None)
    after_unit = None if job.arguments.get(job.settings.project) is None else assign
    create = batch_of(work=units.create, next=lambda _: after_unit, turn="units")
    send = Stage(
        work=partial(upload_missing, job),
        next=lambda _: create,
        most=SEND_BYTES,
        weigh=lambda item: item.size,
        workers=workers,
        reserve=2 * workers,
    )
    match = Stage(
        work=partial(recognise_units, units),
        next=lambda item: create if item.status == "open" else after_unit,
        most=VERIFY_ITEMS,
        turn="units",
    )
    verify = Stage(
        work=partial(find_missing, job), next=lambda item: send if item.missing else match, most=VERIFY_ITEMS
    )
    digest = Stage(
        work=partial(hash_files, job),
        next=lambda _: verify,
        most=HASH_BYTES,
        weigh=lambda item: item.size,
        workers=-(-workers // 2),  # the others send meanwhile
    )
    return [digest, verify, match, send, create, assign]
