"""How far an upload has come: what callbacks are told, and a bar where one can be shown."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Any

from synapse_runtime.types import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

MEMORY = 5.0
"""Seconds after which a piece counts a third as much for the rate as a fresh one."""


class ProgressTracker:
    """Measures one upload and tells whoever wants to know."""

    def __init__(
        self,
        name: str,
        total: int,
        reports: tuple[Callable[[Progress], object], ...],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin at nothing.

        Args:
            name: What is uploaded.
            total: Its size in bytes.
            reports: Who is told, after each piece.
            clock: Monotonic time.
        """
        self._name = name
        self._total = total
        self._reports = reports
        self._clock = clock
        self._looked = clock()
        self._bytes = self._seconds = 0.0
        self._sent = 0
        self._attempt = 1

    def has(self, sent: int) -> None:
        """So many bytes are there from before."""
        self._sent = max(self._sent, sent)
        self._tell()

    def see(self, size: int, sent: int) -> None:
        """A piece of that size was taken, and now so many bytes are under way or there."""
        now = self._clock()
        past, self._looked = now - self._looked, now
        kept = math.exp(-past / MEMORY)
        self._bytes = self._bytes * kept + size
        self._seconds = self._seconds * kept + past
        self._sent = max(self._sent, sent)
        self._tell()

    def fault(self) -> None:
        """Something went wrong and is tried again."""
        self._attempt += 1

    def _tell(self) -> None:
        if self._reports:
            rate = self._bytes / self._seconds if self._seconds > 0 else 0.0
            eta = (self._total - self._sent) / rate if rate > 0 else None
            progress = Progress(self._name, self._sent, self._total, rate, eta, self._attempt)
            for report in self._reports:
                report(progress)


class ProgressBar:
    """A progress bar on the terminal or in a notebook; nothing where tqdm is not installed."""

    def __init__(self, name: str, total: int) -> None:
        self._bar: Any = None
        try:
            from tqdm.auto import tqdm  # in a notebook, one of its own
        except ImportError:
            return
        self._bar = tqdm(total=total, desc=name, unit="B", unit_scale=True, unit_divisor=1024)

    def __call__(self, progress: Progress) -> None:
        """Show it."""
        if self._bar is not None:
            self._bar.update(progress.sent - self._bar.n)

    def close(self) -> None:
        """Leave the bar as it stands."""
        if self._bar is not None:
            self._bar.close()
