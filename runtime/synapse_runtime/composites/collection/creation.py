"""Stages 3, 5 and 6: recognise what the server has, and create the units and tasks that it has not.

Nothing is created twice: if a response is lost, what exists is looked up.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from synapse_runtime.calls.build_request import CallArguments, template_of
from synapse_runtime.errors import ClientError, UploadError, ValidationError
from synapse_runtime.pagination.paginator import all_items, walk_all
from synapse_runtime.serialization.model import unstructure_object
from synapse_runtime.types import is_list, is_mapping, is_object

from .job import batches

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from synapse_runtime.flow.effects import Flow

    from .job import Item, Job

MAX_CHECKSUMS = 1000
"""Checksums that one request asks about."""


class UnitCreator:
    """Creates units, and recognises those that exist. Each belongs to one item at most."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._existing: dict[bytes, list[Any]] | None = None
        """Units of the collection by content; None until one is needed."""
        self._taken: set[Any] = set()

    def recognise(self, items: Sequence[Item]) -> Flow[None]:
        """Note which files of the items are stored, and which items are units already."""
        try:
            stored = yield from self._stored_checksums(items)
            for item in items:
                names = [name for name, checksum in item.checksums.items() if checksum in stored]
                item.new_unit = self._job.group_result(item, names)
            complete = [item for item in items if len(item.new_unit["files"]) == len(item.parts)]
            if complete and self._existing is None:
                self._existing = yield from self._fetch(whole=False)
            for item in complete:
                unit = self._take(item, self._existing or {})
                if unit is not None:
                    item.unit_id, item.status = unit["id"], "skipped"
        except ClientError as error:
            _fail_all(items, error)

    def create(self, batch: Sequence[Item]) -> Flow[None]:
        """Create a unit of each item."""
        for item, unit in (yield from _create_batch(self._job, "units", batch, lambda item: item.new_unit, self._find)):
            self._taken.add(unit["id"])
            item.unit, item.unit_id, item.status = unit, unit["id"], "created"

    def _find(self) -> Flow[Callable[[Item], Any]]:
        existing = yield from self._fetch(whole=True)
        return lambda item: self._take(item, existing)

    def _stored_checksums(self, items: Sequence[Item]) -> Flow[set[str]]:
        """Return those checksums of the items that the server knows."""
        (parameter,) = template_of(self._job.steps["verify"]).body
        wanted = list(dict.fromkeys(checksum for item in items for checksum in item.checksums.values()))
        stored: set[str] = set()
        for checksums in batches(wanted, MAX_CHECKSUMS):
            response = yield from self._job.call("verify", CallArguments({parameter.name: [*checksums]}))
            stored |= {checksum for checksum in checksums if is_object(response) and response.get(checksum)}
        return stored

    def _fetch(self, *, whole: bool) -> Flow[dict[bytes, list[Any]]]:
        """Fetch the units of the collection that show checksums: whole, or their IDs alone."""
        settings = self._job.settings
        collection_field = self._job.group_settings.echo[settings.collection]
        units: dict[bytes, list[Any]] = {}
        paginator = walk_all(self._job.state, self._job.steps["unit_list"], CallArguments({}))
        while (page := (yield from paginator.page())) is not None:
            for unit in page.items:
                checksums = _checksums(unit.get("files"), settings.checksum)
                if checksums and _identity(unit.get(collection_field)) == self._job.collection_id:
                    key = _content_key(checksums, unit.get("meta") or {})
                    units.setdefault(key, []).append(unit if whole else {"id": unit["id"]})
        return units

    def _take(self, item: Item, units: Mapping[bytes, list[Any]]) -> Any:
        """Give an item, its files all stored, a unit with its content that no other item has; or None."""
        key = _content_key(item.checksums, item.new_unit["meta"])
        unit = next((unit for unit in units.get(key, ()) if unit["id"] not in self._taken), None)
        if unit is not None:
            self._taken.add(unit["id"])
        return unit


def _content_key(checksums: Mapping[str, str], meta: Mapping[str, Any]) -> bytes:
    """Return what two equal units share: the names and contents of their files, and their meta."""
    content = json.dumps([checksums, meta], default=unstructure_object, sort_keys=True)
    return hashlib.sha256(content.encode()).digest()


def _checksums(files: Any, field: str) -> dict[str, str]:
    """Return the checksums of a unit's files by name; none if one of them is shown without."""
    if not is_object(files) or not all(is_object(file) and file.get(field) for file in files.values()):
        return {}
    return {name: file[field] for name, file in files.items()}


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
            _fail_all(batch, error)
            return
        for item in batch:
            item.task_id = (self._existing or {}).get(item.unit_id, {}).get("id")
        items = [item for item in batch if item.task_id is None]
        for item, task in (yield from _create_batch(self._job, "tasks", items, self._body, self._find)):
            item.task, item.task_id = task, task["id"]

    def _find(self) -> Flow[Callable[[Item], Any]]:
        existing = yield from self._fetch()
        return lambda item: existing.get(item.unit_id)

    def _fetch(self) -> Flow[dict[Any, Any]]:
        """Fetch the tasks of the project by the ID of their unit."""
        fields = {source: field for field, source in self._job.settings.task.items()}
        arguments = CallArguments({fields["project"]: self._job.project_id})
        tasks = yield from all_items(walk_all(self._job.state, self._job.steps["task_list"], arguments))
        return {_identity(task.get(fields["unit"])): task for task in tasks}

    def _body(self, item: Item) -> dict[str, Any]:
        sources = {"project": self._job.project_id, "unit": item.unit_id}
        return {field: sources[source] for field, source in self._job.settings.task.items()}


def _create_batch(
    job: Job,
    role: str,
    batch: Sequence[Item],
    make_body: Callable[[Item], Any],
    find: Callable[[], Flow[Callable[[Item], Any]]],
) -> Flow[list[tuple[Item, Any]]]:
    """Create an object for each item, and return the items that have one now, with it; the others fail.

    `find` fetches what exists, to be asked if a response is lost; its result returns the object of an item, or None.
    """
    items = [*batch]
    while items:
        try:
            created = yield from job.call(role, CallArguments({}, body=[make_body(item) for item in items]))
        except ValidationError as error:
            items = _drop_refused(items, error)
        except ClientError as error:
            if error.may_have_been_applied:
                return (yield from _find_created(items, error, find))
            _fail_all(items, error)
            return []
        else:
            if is_list(created) and len(created) == len(items):
                return [*zip(items, created, strict=True)]
            lost = UploadError(f"{len(items)} {role} were asked for, and the response does not show as many")
            return (yield from _find_created(items, lost, find))
    return []


def _find_created(
    items: Sequence[Item], lost: ClientError, find: Callable[[], Flow[Callable[[Item], Any]]]
) -> Flow[list[tuple[Item, Any]]]:
    """Return the objects that exist although an error hid the response: creating them again would double them."""
    try:
        object_of = yield from find()
    except ClientError as error:
        _fail_all(items, error)
        return []
    existing = [(item, object_of(item)) for item in items]
    _fail_all([item for item, match in existing if match is None], lost)
    return [(item, match) for item, match in existing if match is not None]


def _drop_refused(items: Sequence[Item], error: ValidationError) -> list[Item]:
    """Fail the items that the server refuses, all of them if it names none, and return the others."""
    refused = _reasons(error, len(items))
    for index, item in enumerate(items):
        if index in refused or not refused:
            item.fail(refused.get(index, error.message))
    return [item for index, item in enumerate(items) if refused and index not in refused]


def _reasons(error: ValidationError, size: int) -> dict[int, str]:
    """Return why the server refuses which items of a list, by index; nothing if it names anything else."""
    reasons: dict[int, list[str]] = {}
    for path, messages in error.field_errors.items():
        index, _, field = path.partition(".")
        if not index.isdecimal() or int(index) >= size:
            return {}
        reason = " ".join(messages)
        reasons.setdefault(int(index), []).append(f"{field}: {reason}" if field else reason)
    return {index: "; ".join(messages) for index, messages in reasons.items()}


def _fail_all(items: Sequence[Item], error: ClientError) -> None:
    for item in items:
        item.fail(error)


def _identity(value: Any) -> Any:
    """Return an ID, whether the server shows an object by its ID or whole."""
    return value.get("id") if is_mapping(value) else value
