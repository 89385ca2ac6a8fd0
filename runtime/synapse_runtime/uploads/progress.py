"""The progress of an upload: its rate, who is called with it, and a bar if one can be shown."""

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
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin at 0 of `total` bytes; `clock` returns monotonic seconds."""
        self._name = name
        self._total = total
        self._on_progress = on_progress
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

    def advance(self, size: int, sent: int | None = None) -> None:
        """Count a piece of a size, after which so many bytes are sent; None adds it to those before."""
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
            self._bar.update(self._sent - self._bar.n)
        if self._on_progress is not None:
            rate = self._bytes / self._seconds if self._seconds > 0 else 0.0
            eta = (self._total - self._sent) / rate if rate > 0 else None
            self._on_progress(Progress(self._name, self._sent, self._total, rate, eta, self._attempt))
