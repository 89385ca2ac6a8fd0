"""The order of an upload into a collection: check all, then window by window hash, recognise, upload and create."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from synapse_runtime.arguments import positive_int
from synapse_runtime.calls.build_request import template_of
from synapse_runtime.flow.effects import run_in_thread
from synapse_runtime.uploads.progress import ProgressTracker

from .creation import create_tasks, recognise_units, task_creator, unit_creator
from .files import check_files, find_missing, hash_files, make_items, open_files, upload_missing
from .job import Job, Settings, batches, open_items

if TYPE_CHECKING:
    from collections.abc import Sequence

    from synapse_runtime.calls.build_request import CallArguments, Execute
    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.calls.config import Options
    from synapse_runtime.flow.effects import Flow
    from synapse_runtime.operation import Operation

    from .job import Item

WINDOW = 100
"""Fewest items that go through the stages together, so that small batches do not leave workers idle."""


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
        assert state.make_worker is not None
        worker = state.make_worker(silent, execute)
    job = Job(silent, settings, steps, arguments.named, execute, worker)
    try:
        return (yield from _run_stages(job, state.options))
    finally:
        if worker is not None:
            worker.close()


def _run_stages(job: Job, options: Options) -> Flow[dict[str, Any]]:
    """Check everything, run the other stages window by window, and return the result."""
    settings, arguments = job.settings, job.arguments
    batch_size = positive_int(settings.batch_size, arguments[settings.batch_size])
    items = make_items(job)
    (parameter,) = template_of(job.steps["collection"]).path
    # By a worker: one that cannot be reached, or has no token, is an error before the first file is read.
    collection = yield from job.call_by_worker("collection", {parameter.name: arguments[settings.collection]})
    check_files(job, items, collection)
    yield from run_in_thread(lambda: open_files(items))
    total = sum(item.size for item in items)
    tracker = ProgressTracker(
        f"{len(items)} data units", total, options.on_progress, bar=options.progress, count=len(items)
    )
    project_id = arguments.get(settings.project)
    units, tasks = unit_creator(job), task_creator(job, project_id)
    try:
        for window in batches(items, batch_size * -(-WINDOW // batch_size)):
            yield from job.for_each(open_items(window), hash_files)
            yield from find_missing(job, open_items(window))
            yield from recognise_units(units, open_items(window))
            unknown = _report(window, tracker)
            yield from job.for_each(unknown, upload_missing)
            for batch in batches(_report(unknown, tracker), batch_size):
                yield from units.create(batch)
                _report(batch, tracker)
            if project_id is not None:
                for batch in batches([item for item in window if "units" in item.ids], batch_size):
                    yield from create_tasks(tasks, batch)
    finally:
        tracker.close()
    return {"units": units.created, "tasks": tasks.created, "items": [item.report() for item in items]}


def _report(items: Sequence[Item], tracker: ProgressTracker) -> list[Item]:
    """Report the bytes of the items that are done or have failed, and return the others."""
    for item in items:
        if item.status != "open":
            tracker.advance(item.size, items=1)
    return open_items(items)
