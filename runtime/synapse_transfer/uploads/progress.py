"""The progress of an upload: its rate, and who is shown it: a function, and a bar if there can be one."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Any

from synapse_runtime.types import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

RATE_SECONDS = 5.0
"""Age at which a piece counts a third as much for the rate as a fresh one."""


class ProgressTracker:
    """Measures one upload, and reports it after each piece."""

    def __init__(
        self,
        name: str,
        total: int,
        on_progress: Callable[[Progress], object] | None = None,
        *,
        bar: bool = False,
        count: int = 1,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin at 0 of `total` bytes, in `count` items; `clock` returns monotonic seconds."""
        self._name = name
        self._total = total
        self._on_progress = on_progress
        self._count = count
        self._done = self._failed = self._files = 0
        self._bar: Any = None
        if bar:
            from tqdm.auto import tqdm  # an extra; chooses the bar for a notebook itself

            self._bar = tqdm(total=total, desc=name, unit="B", unit_scale=True, unit_divisor=1024)
        self._clock = clock
        self._last = clock()
        self._bytes = self._seconds = 0.0
        self._sent = 0
        self._attempt = 1

    def start_at(self, sent: int) -> None:
        """Count bytes that the server has from before."""
        self._sent = max(self._sent, sent)
        self._report()

    def expect(self, size: int, items: int) -> None:
        """Count bytes and items that are yet to be sent, of a number that was not known."""
        self._total += size
        self._count += items

    def advance(self, size: int, sent: int | None = None, *, items: int = 0, failed: int = 0, files: int = 0) -> None:
        """Count a piece of a size, after which so many bytes are sent; None adds it to those before.

        `items` is how many items are done with it, `failed` how many of them failed, `files` of how many it was.
        """
        self._done += items
        self._failed += failed
        self._files += files
        if self._bar is None and self._on_progress is None:
            return
        now = self._clock()
        elapsed, self._last = now - self._last, now
        weight = math.exp(-elapsed / RATE_SECONDS)
        self._bytes = self._bytes * weight + size
        self._seconds = self._seconds * weight + elapsed
        self._sent = self._sent + size if sent is None else max(self._sent, sent)
        self._report()

    def add_fault(self) -> None:
        """Count a fault after which the upload goes on."""
        self._attempt += 1

    def close(self) -> None:
        """Leave the bar as it stands."""
        if self._bar is not None:
            self._bar.close()

    def _report(self) -> None:
        if self._bar is not None:
            self._bar.total = self._total
            self._bar.update(self._sent - self._bar.n)
        if self._on_progress is not None:
            rate = self._bytes / self._seconds if self._seconds > 0 else 0.0
            eta = (self._total - self._sent) / rate if rate > 0 else None
            done = min(self._count, self._done)
            progress = Progress(self._name, self._sent, self._total, rate, eta, self._attempt, done, self._count)
            self._on_progress(progress._replace(failed=self._failed, files=self._files))
