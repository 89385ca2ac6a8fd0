"""The order of an upload into a collection: check all, then window by window hash, recognise, upload and create."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from synapse_runtime.arguments import positive_int
from synapse_runtime.calls.build_request import CallArguments, template_of
from synapse_runtime.composites.worker import PicklableClient
from synapse_runtime.flow.effects import run_in_thread
from synapse_runtime.uploads.progress import ProgressTracker

from .check import check_groups, make_items, open_files
from .create_tasks import TaskCreator
from .create_units import create_units
from .hash import hash_files
from .job import Job, Settings, batches, open_items
from .recognise import ExistingUnits, recognise
from .upload import upload_missing

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from synapse_runtime.calls.client_state import ClientState
    from synapse_runtime.calls.config import Options
    from synapse_runtime.calls.execute import Execute
    from synapse_runtime.flow.effects import Effect, Flow
    from synapse_runtime.operation import Operation

    from .job import Item

WINDOW = 100
"""Fewest items that go through the stages together, so that small batches do not leave workers idle."""


def collection(
    context: ClientState, operation: Operation[Any], arguments: CallArguments, execute: Execute
) -> Generator[Effect, Any, dict[str, Any]]:
    """Upload groups of files, create a unit of each, in batches, and a task of each unit.

    A second run creates nothing twice: a unit with the same files and the same meta is recognised. An item that
    fails is reported, and the others go on.

    Steps:
        collection: Returns which files a group must and may have.
        verify: Returns which checksums the server knows.
        group: Uploads one group (a `file_group`).
        unit_list, task_list: List what exists.
        units, tasks: Create units, and tasks, from a list.
    """
    return (yield from CollectionUpload(context, operation, arguments, execute).flow())


class CollectionUpload:
    """One upload into a collection. `flow()` runs it."""

    def __init__(
        self, context: ClientState, operation: Operation[Any], arguments: CallArguments, execute: Execute
    ) -> None:
        assert operation.composite is not None
        self._options = context.options
        settings = Settings(**operation.composite.settings)
        steps = {role: context.service.operation(name) for role, name in operation.composite.steps.items()}
        # Progress is reported by item, and URLs of what exists are not the caller's: the steps do neither.
        silent = attrs.evolve(context.options, on_progress=None, progress=False, url_conversion=None)
        self._job = Job(context._replace(options=silent), settings, steps, arguments.named, execute)
        self._batch_size = positive_int(settings.batch_size, arguments.named[settings.batch_size])
        self._items = make_items(self._job)
        self._units = ExistingUnits(self._job)
        self._tasks = TaskCreator(self._job)

    def flow(self) -> Generator[Effect, Any, dict[str, Any]]:
        """Upload what is missing, and create its units and tasks."""
        job, worker = self._job, None
        if self._options.executor is not None:
            worker = PicklableClient(job.context, job.execute)  # refuses an async client before anything is sent
        (parameter,) = template_of(job.steps["collection"]).path
        response = yield from job.call("collection", CallArguments({parameter.name: job.collection_id}))
        check_groups(job, self._items, response.get(job.settings.specifications) or [])
        yield from run_in_thread(lambda: open_files(self._items))
        progress = _ItemProgress(self._items, self._options)
        try:
            window_size = self._batch_size * -(-WINDOW // self._batch_size)
            for window in batches(self._items, window_size):
                yield from self._window(window, worker, progress)
        finally:
            progress.close()
            if worker is not None:
                worker.close()
        return {
            "units": [item.unit for item in self._items if item.unit is not None],
            "tasks": [item.task for item in self._items if item.task is not None],
            "items": [item.report() for item in self._items],
        }

    def _window(self, window: Sequence[Item], worker: PicklableClient | None, progress: _ItemProgress) -> Flow[None]:
        job = self._job
        yield from job.for_each(open_items(window), hash_files)
        yield from recognise(job, open_items(window), self._units)
        progress.report(window)
        yield from job.for_each(open_items(window), lambda item: upload_missing(job, item, worker))
        for batch in batches(open_items(window), self._batch_size):
            yield from create_units(job, batch, self._units)
            progress.report(batch)
        if job.project_id is not None:
            for batch in batches([item for item in window if item.unit_id is not None], self._batch_size):
                yield from self._tasks.create(batch)
        progress.report(window)


class _ItemProgress:
    """Reports the bytes of items as they are done, each once."""

    def __init__(self, items: Sequence[Item], options: Options) -> None:
        name, total = f"{len(items)} data units", sum(item.size for item in items)
        self._tracker = ProgressTracker(name, total, options.on_progress, bar=options.progress)
        self._left = {item.index for item in items}
        self._sent = 0

    def report(self, items: Sequence[Item]) -> None:
        """Count the items that are done or failed by now."""
        for item in items:
            if item.status != "open" and item.index in self._left:
                self._left.remove(item.index)
                self._sent += item.size
                self._tracker.advance(item.size, self._sent)

    def close(self) -> None:
        """Leave the bar as it stands."""
        self._tracker.close()
