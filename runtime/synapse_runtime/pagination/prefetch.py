"""How many pages are fetched at the same time."""

from __future__ import annotations

from collections import deque

QUICK_SECONDS = 0.002
"""Below this latency prefetching costs more than it saves."""

SLOW_FETCHES = 3
"""Prefetch only after this many consecutive slow fetches; a single slow one may be noise."""


class PrefetchWindow:
    """The number of pages in the next batch. It grows while pages are slow."""

    def __init__(self, most: int, *, whole: bool) -> None:
        """Begin with one page; a walk of the `whole` list then fetches as many as it may."""
        self.pages = 1
        self._most = max(1, most)
        self._growth = self._most if whole else 2
        self._latencies: deque[float] = deque(maxlen=SLOW_FETCHES)

    def add_latency(self, seconds: float) -> None:
        """Take the latency of a batch into account: that of its quickest page."""
        self._latencies.append(seconds)
        is_quick = min(self._latencies) < QUICK_SECONDS
        self.pages = 1 if is_quick else min(self.pages * self._growth, self._most)
