"""Stages 3 and 5: recognise what the server has, and create the units that it has not, also if a response is lost."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from synapse_runtime.calls.build_request import CallArguments, template_of
from synapse_runtime.errors import ClientError
from synapse_runtime.pagination.paginator import walk_all
from synapse_runtime.serialization.model import unstructure_object
from synapse_runtime.types import is_object

from .job import batches, create_batch, fetch_or_error, identity, open_items

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from synapse_runtime.flow.effects import Flow

    from .job import Item, Job

MAX_CHECKSUMS = 1000
"""Checksums that one request asks about."""


def recognise(job: Job, items: Sequence[Item], units: ExistingUnits) -> Flow[None]:
    """Note which files of the items are stored, and which items are units already."""
    try:
        stored = yield from _stored_checksums(job, items)
        for item in items:
            names = [name for name, checksum in item.checksums.items() if checksum in stored]
            item.new_unit = job.group_result(item, names)
        complete = [item for item in items if len(item.new_unit["files"]) == len(item.parts)]
        if complete:
            yield from units.load()
        for item in complete:
            unit = units.take(item)
            if unit is not None:
                item.unit_id, item.status = unit["id"], "skipped"
    except ClientError as error:
        for item in items:
            item.fail(error)


def create_units(job: Job, batch: Sequence[Item], units: ExistingUnits) -> Flow[None]:
    """Create a unit of each item."""
    created, error = yield from create_batch(job, "units", batch, lambda item: item.new_unit)
    if error is not None:
        # The units may exist: creating them again would double them, so look which of them do.
        existing, lookup_error = yield from fetch_or_error(units.fetch(whole=True))
        for item in open_items(batch):
            unit = units.take(item, existing)
            if unit is None:
                item.fail(lookup_error or error)
            else:
                created.append((item, unit))
    for item, unit in created:
        units.add(unit["id"])
        item.unit, item.unit_id, item.status = unit, unit["id"], "created"


def _stored_checksums(job: Job, items: Sequence[Item]) -> Flow[set[str]]:
    """Return those checksums of the items that the server knows."""
    (parameter,) = template_of(job.steps["verify"]).body
    wanted = list(dict.fromkeys(checksum for item in items for checksum in item.checksums.values()))
    stored: set[str] = set()
    for checksums in batches(wanted, MAX_CHECKSUMS):
        response = yield from job.call("verify", CallArguments({parameter.name: [*checksums]}))
        stored |= {checksum for checksum in checksums if is_object(response) and response.get(checksum)}
    return stored


class ExistingUnits:
    """The units of the collection by content. Each belongs to one item at most."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._known: dict[bytes, list[Any]] | None = None
        self._taken: set[Any] = set()

    def load(self) -> Flow[None]:
        """Fetch the units, once."""
        if self._known is None:
            self._known = yield from self.fetch(whole=False)

    def fetch(self, *, whole: bool) -> Flow[dict[bytes, list[Any]]]:
        """Fetch the units of the collection that show checksums: whole, or their IDs alone."""
        settings = self._job.settings
        collection_field = self._job.group_settings.echo[settings.collection]
        units: dict[bytes, list[Any]] = {}
        paginator = walk_all(self._job.context, self._job.steps["unit_list"], CallArguments({}))
        while (page := (yield from paginator.page())) is not None:
            for unit in page.items:
                checksums = _checksums(unit.get("files"), settings.checksum)
                if checksums and identity(unit.get(collection_field)) == self._job.collection_id:
                    key = _content_key(checksums, unit.get("meta") or {})
                    units.setdefault(key, []).append(unit if whole else {"id": unit["id"]})
        return units

    def take(self, item: Item, units: Mapping[bytes, list[Any]] | None = None) -> Any:
        """Give an item a unit with its content that no other item has, or None.

        Args:
            item: An item whose files are all stored.
            units: The units to choose from; those that were loaded if there are none.
        """
        key = _content_key(item.checksums, item.new_unit["meta"])
        for unit in (self._known or {} if units is None else units).get(key, ()):
            if unit["id"] not in self._taken:
                self._taken.add(unit["id"])
                return unit
        return None

    def add(self, unit_id: Any) -> None:
        """Note that a new unit belongs to an item."""
        self._taken.add(unit_id)


def _content_key(checksums: Mapping[str, str], meta: Mapping[str, Any]) -> bytes:
    """Return what two equal units share: the names and contents of their files, and their meta."""
    content = json.dumps([checksums, meta], default=unstructure_object, sort_keys=True)
    return hashlib.sha256(content.encode()).digest()


def _checksums(files: Any, field: str) -> dict[str, str]:
    """Return the checksums of a unit's files by name; none if one of them is shown without."""
    if not is_object(files) or not all(is_object(file) and file.get(field) for file in files.values()):
        return {}
    return {name: file[field] for name, file in files.items()}
