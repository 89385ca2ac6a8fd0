"""Stages 4, 6 and 7: recognise what the server has, and create the units and tasks that it has not.

Nothing is created twice: if a response is lost, what exists is looked up.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from attrs import Factory, define
from synapse_http.errors import ClientError, DecodeError, UploadError, ValidationError
from synapse_http.values import is_list, is_object
from synapse_runtime.calls.build_request import CallArguments
from synapse_runtime.pagination.paginator import Paginator

from synapse_transfer.recipes.file_group import source_name

from .job import content_key, fail_all
from .register import Register

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Hashable, Mapping, Sequence

    from synapse_runtime.flow.effects import Flow

    from .job import Item, Job

_HEX = re.compile(r"[0-9a-f]+")


@define(kw_only=True)
class Creator:
    """Creates an object for each item, a unit or a task, and finds those that exist."""

    job: Job
    role: str
    """The operation that creates objects."""
    list_role: str
    """The operation that lists them, called with the arguments of `query`."""
    query: Mapping[str, Any] = Factory(dict[str, Any])
    body_of: Callable[[Item], Any]
    """Returns the body that creates the object of an item."""
    keys_of: Callable[[Item], Sequence[Hashable]]
    """Returns what an item and its object may share, the most likely first."""
    key_of_object: Callable[[Any], Hashable]
    """Returns the same from an object that exists; None if it can be of no item."""
    register: Register = Factory(Register)
    """What existed before, once `find` has needed it."""

    def find(self, items: Sequence[Item]) -> Flow[list[Any]]:
        """Return the object of each item that existed before, with ID and groups alone, or None."""
        if items and not self.register.is_complete:
            self.register.clear()
            yield from self._list(self.register.add)
            self.register.is_complete = True
        return [self.register.take(self.register.find(self.keys_of(item))) for item in items]

    def create(self, batch: Sequence[Item]) -> Flow[None]:
        """Create an object for each item, in their order. Those that have none in the end fail."""
        items = sorted(batch, key=lambda item: item.index)
        objects: list[Any] = []
        while items:
            try:
                objects = yield from self.job.call(self.role, {}, body=[*map(self.body_of, items)])
                if not is_list(objects) or [*map(_has_id, objects)] != [True] * len(items):
                    raise UploadError(
                        f"{len(items)} {self.role} were asked for, and the response does not show as many",
                        may_have_been_applied=True,
                    )
                break
            except ValidationError as error:
                items = _drop_refused(items, error)
            except ClientError as error:
                objects = yield from self._find_created(items, error)
                break
        for item, created in zip(items, objects, strict=True):
            if created is not None:
                self.register.give(created["id"])
                item.created[self.role] = created
                item.ids[self.role] = created["id"]
                item.status = "created" if item.status == "open" else item.status

    def _find_created(self, items: Sequence[Item], lost: ClientError) -> Flow[list[Any]]:
        """Return the objects that exist although an error hid the response: creating them again would double them."""
        existing: dict[Hashable, list[Any]] = {key: [] for item in items for key in self.keys_of(item)}
        try:
            if lost.may_have_been_applied:
                yield from self._list(lambda key, row: existing.get(key, []).append(row))
        except ClientError as error:
            error.may_have_been_applied = True  # of what was to be created: to run again at once could double it
            lost, existing = error, {}
        rows = ([row for key in self.keys_of(item) for row in existing.get(key, ())] for item in items)
        objects = [*map(self.register.take, rows)]
        fail_all([item for item, match in zip(items, objects, strict=True) if match is None], lost)
        return objects

    def _list(self, keep: Callable[[Hashable, Any], object]) -> Flow[None]:
        """List what exists, page by page: there may be millions."""
        paginator = Paginator(self.job.state, self.job.steps[self.list_role], CallArguments(self.query), whole=True)
        while (page := (yield from paginator.page())) is not None:
            for row in page.items:
                key, _ = self.key_of_object(row), _require_field(row, "id")
                if key is not None:
                    keep(key, row)


def _has_id(row: Any) -> bool:
    return is_object(row) and row.get("id") is not None


def _require_field(row: Any, field: str) -> Any:
    """Return a field of a listed object; DecodeError if it is not shown, as what exists would be created again."""
    if not is_object(row) or field not in row:
        raise DecodeError(f"a list does not show {field!r} of what exists, so that is not recognised", response=row)
    return row[field]


def _identity(row: Any, field: str) -> str:
    """Return the ID of a related object, whether the server shows its ID or all of it."""
    related = _require_field(row, field)
    return str(related.get("id") if is_object(related) else related)


def unit_creator(job: Job) -> Creator:
    """Return what creates the units of a collection."""
    settings, checksum = job.group, job.settings.checksum
    collection_id, collection_field = job.arguments[job.settings.collection], settings.echo[job.settings.collection]

    algorithms = filter(None, ("md5", job.settings.second_digest))
    lengths = {2 * hashlib.new(name, usedforsecurity=False).digest_size for name in algorithms}

    def key_of_object(unit: Any) -> bytes | None:
        if _identity(unit, collection_field) != str(collection_id):
            return None
        files: Any = _require_field(unit, "files") or dict[str, Any]()
        if not is_object(files):
            raise DecodeError("a list does not show the files of units by name, so none is recognised", response=unit)
        return content_key(_checksums(files, checksum, lengths), unit.get("meta") or {})

    def body_of(item: Item) -> dict[str, Any]:
        sources = item.group["files"]
        files = {
            name: {checksum: item.checksums[name], settings.source_as: source_name(sources[name], part)}
            for name, part in item.parts.items()
        }
        return settings.result(job.arguments, item.group, files)

    return Creator(
        job=job,
        role="units",
        list_role="unit_list",
        body_of=body_of,
        keys_of=lambda item: item.keys,
        key_of_object=key_of_object,
    )


def _checksums(files: Mapping[str, Any], field: str, lengths: Container[int]) -> Mapping[str, str | None]:
    """Return the checksums of a unit's files by name; None for all of them if one is shown without a known one."""
    checksums = {name: str(file.get(field)).lower() if is_object(file) else "" for name, file in files.items()}
    are_known = all(len(checksum) in lengths and _HEX.fullmatch(checksum) for checksum in checksums.values())
    return checksums if are_known else dict.fromkeys(files)


def recognise_units(units: Creator, items: Sequence[Item]) -> Flow[None]:
    """Skip the items that are units already: only those whose files are all stored can be."""
    try:
        existing = yield from units.find(items)
    except ClientError as error:
        fail_all(items, error)
        return
    for item, unit in zip(items, existing, strict=True):
        groups = item.group["groups"]
        if unit is not None:
            item.ids["units"], item.status = unit["id"], "skipped"
            if groups and unit["groups"] != groups:
                item.warning = f"the unit exists already, and does not show that it belongs to the groups {groups}"
        elif units.register.find([content_key(dict.fromkeys(item.checksums), item.group["meta"])]):
            item.warning = (
                "a unit with these names of files and this meta exists, but shows no checksums: it may be the same"
            )


def task_creator(job: Job, project_id: Any) -> Creator:
    """Return what creates the tasks of a project, each of one unit."""
    fields = {source: field for field, source in job.settings.task.items()}
    return Creator(
        job=job,
        role="tasks",
        list_role="task_list",
        query={fields["project"]: project_id},
        body_of=lambda item: {fields["project"]: project_id, fields["unit"]: item.ids["units"]},
        keys_of=lambda item: [str(item.ids["units"])],
        key_of_object=lambda task: _identity(task, fields["unit"]),
    )


def create_tasks(tasks: Creator, batch: Sequence[Item]) -> Flow[None]:
    """Create a task of each item whose unit has none."""
    skipped = [item for item in batch if item.status == "skipped"]  # only an existing unit can have a task
    try:
        for item, task in zip(skipped, (yield from tasks.find(skipped)), strict=True):
            if task is not None:
                item.ids["tasks"] = task["id"]
    except ClientError as error:
        fail_all(skipped, error)
    yield from tasks.create([item for item in batch if "tasks" not in item.ids and item.status != "failed"])


def _drop_refused(items: Sequence[Item], error: ValidationError) -> list[Item]:
    """Fail the items that the server refuses, all of them if it names anything else, and return the others."""
    by_index = {str(index): item for index, item in enumerate(items)}
    reasons: dict[str, list[str]] = {}
    for path, messages in error.field_errors.items():
        index, _, field = path.partition(".")
        reasons.setdefault(index, []).append(": ".join(filter(None, (field, " ".join(messages)))))
    if not reasons or not reasons.keys() <= by_index.keys():
        reasons = {index: [error.message] for index in by_index}
    for index, messages in reasons.items():
        by_index.pop(index).fail("; ".join(messages))
    return [*by_index.values()]
