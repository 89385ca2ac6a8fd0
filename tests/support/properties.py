"""Settings of property tests."""

from __future__ import annotations

from hypothesis import settings


def examples(count: int) -> int:
    """Return how many examples a test tries that wants `count` in `make test`: fewer in `test-fast`, more in `fuzz`."""
    return max(1, count * settings.default.max_examples // 100)
