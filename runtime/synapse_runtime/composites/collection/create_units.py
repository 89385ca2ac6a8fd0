"""Stage 5: create the units of a batch, also if the response is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .create_batch import create_batch, fetch_or_error
from .job import open_items

if TYPE_CHECKING:
    from collections.abc import Sequence

    from synapse_runtime.flow.effects import Flow

    from .job import Item, Job
    from .recognise import ExistingUnits


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
