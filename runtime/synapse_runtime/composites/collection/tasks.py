"""Stage 6: create a task of each unit that has none, also if the response is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from synapse_runtime.calls.build_request import CallArguments
from synapse_runtime.errors import ClientError
from synapse_runtime.pagination.paginator import walk_all

from .job import create_batch, fetch_or_error, identity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from synapse_runtime.flow.effects import Flow

    from .job import Item, Job


class TaskCreator:
    """Creates tasks, and knows those that existed before."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._existing: dict[Any, Any] | None = None
        """Tasks of the project by the ID of their unit; None until one is needed."""

    def create(self, batch: Sequence[Item]) -> Flow[None]:
        """Create a task of each item whose unit has none."""
        try:
            if self._existing is None and any(item.status == "skipped" for item in batch):
                self._existing = yield from self._fetch()  # only an existing unit can have a task
        except ClientError as error:
            for item in batch:
                item.fail(error)
            return
        for item in batch:
            item.task_id = (self._existing or {}).get(item.unit_id, {}).get("id")
        items = [item for item in batch if item.task_id is None]
        created, lost = yield from create_batch(self._job, "tasks", items, self._body)
        existing = [] if lost is None else (yield from self._find_created(items, lost))
        for item, task in [*created, *existing]:
            item.task, item.task_id = task, task["id"]

    def _find_created(self, items: Sequence[Item], error: ClientError) -> Flow[list[tuple[Item, Any]]]:
        """Return the tasks that exist although an error hid the response; an item without one fails."""
        existing, lookup_error = yield from fetch_or_error(self._fetch())
        for item in items:
            if item.unit_id not in existing and item.status != "failed":
                item.fail(lookup_error or error)
        return [(item, existing[item.unit_id]) for item in items if item.unit_id in existing]

    def _fetch(self) -> Flow[dict[Any, Any]]:
        """Fetch the tasks of the project by the ID of their unit."""
        fields = {source: field for field, source in self._job.settings.task.items()}
        tasks: dict[Any, Any] = {}
        arguments = CallArguments({fields["project"]: self._job.project_id})
        paginator = walk_all(self._job.context, self._job.steps["task_list"], arguments)
        while (page := (yield from paginator.page())) is not None:
            tasks.update((identity(task.get(fields["unit"])), task) for task in page.items)
        return tasks

    def _body(self, item: Item) -> dict[str, Any]:
        sources = {"project": self._job.project_id, "unit": item.unit_id}
        return {field: sources[source] for field, source in self._job.settings.task.items()}
