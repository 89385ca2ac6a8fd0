"""From bytes to models: 100,000 rows of 12 fields."""

from __future__ import annotations

import contextlib
import json
from functools import partial
from typing import TYPE_CHECKING, Any

import pydantic
from synapse_runtime.serialization.codec import Codec
from synapse_sdk import SERVICE

from bench import wire
from bench.harness import measure
from bench.openapi import peer_model
from bench.peers import Assignment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.harness import Scale, Sides


@contextlib.contextmanager
def sides(scale: Scale) -> Iterator[Sides]:
    """Each makes all models of the same data; `json.loads` makes the data."""
    rows = [wire.row(number) for number in range(scale.of(100_000, 20_000))]
    text = json.dumps(rows).encode()
    codec = Codec(SERVICE.models)
    adapter: Any = pydantic.TypeAdapter(list[Assignment])  # type: ignore[valid-type]  # the class is made at run time
    with peer_model("Assignment") as peer:
        yield {
            "json.loads": partial(measure, lambda: json.loads(text)),
            "models on top of json.loads": partial(measure, lambda: codec.decode("list[Assignment]", rows)),
            "pydantic": partial(measure, lambda: adapter.validate_python(rows)),
            "openapi-python-client": partial(measure, lambda: [peer.from_dict(row) for row in rows]),
        }
