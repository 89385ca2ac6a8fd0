"""The same walk with 20 ms of latency a page: what fetching ahead is worth."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from .pages import walks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.harness import Scale, Sides


@contextlib.contextmanager
def sides(scale: Scale) -> Iterator[Sides]:
    """The walks, each with connections of its own."""
    rows = scale.of(100_000, 20_000)
    with walks(f"/after/20/rows/{rows}") as sides_of_walks:
        yield sides_of_walks
