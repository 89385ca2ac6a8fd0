"""Rounds of samples: every side of a subject in turn, again and again, in one process of its own."""

from __future__ import annotations

import gc
import json
import statistics
import subprocess
import sys
import time
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from synapse_runtime.serialization import json as parsing

from .rows import CPU, ROWS, WALL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .rows import Row

Measurement: TypeAlias = "dict[str, float]"
"""Seconds of CPU, seconds on the clock, MiB at the peak: by the units of `rows`."""
Side: TypeAlias = "Callable[[], Measurement]"
"""A function that does the work once, and returns what it took."""
Sides: TypeAlias = "dict[str, Side]"
Samples: TypeAlias = "Mapping[str, Sequence[Measurement]]"

T = TypeVar("T", int, float)


class Scale(NamedTuple):
    """How much is measured: all of it, or a short run."""

    quick: bool

    def of(self, full: T, quick: T) -> T:
        """Return the size for this scale."""
        return quick if self.quick else full


class Result(NamedTuple):
    """The ratios of a row, and the medians of both sides."""

    row: Row
    low: float
    """Lower quartile of the ratios."""
    ratio: float
    """Their median."""
    high: float
    """Upper quartile."""
    ours: float
    peer: float

    def is_within_limit(self, scale: Scale) -> bool:
        """Return whether the ratio is within the limit; in a short run the limit has slack."""
        limit = self.row.limit
        return limit is None or self.ratio <= limit * (self.row.slack if scale.quick else 1.0)


def measure(work: Callable[[], object]) -> Measurement:
    """Measure the seconds of CPU, of all threads of this process, and the seconds on the clock that `work()` takes."""
    gc.collect()
    started, used = time.perf_counter(), time.process_time()
    work()
    return {CPU: time.process_time() - used, WALL: time.perf_counter() - started}


def sample(subject: str, scale: Scale, rounds: int) -> dict[str, list[Measurement]]:
    """Measure all sides of a subject by turns, after one round of warm-up."""
    parsing.fast = None  # the extra `speed` has sides of its own
    compared = {name for row in ROWS if row.subject == subject for name in (row.ours, *row.peers)}
    with import_module(f"bench.subjects.{subject}").sides(scale) as all_sides:
        sides = {name: side for name, side in all_sides.items() if name in compared}
        samples: dict[str, list[Measurement]] = {name: [] for name in sides}
        gc.collect()
        gc.freeze()  # the collector shall not look at what was set up
        for number in range(rounds + 1):
            for name, side in sides.items():
                measurement = side()
                if number:
                    samples[name].append(measurement)
    return samples


def sample_in_subprocess(subject: str, scale: Scale, rounds: int) -> Samples | None:
    """Measure a subject in a fresh process, so that none weighs on another; return None if that failed."""
    command = [sys.executable, "-m", "bench.harness", subject, str(int(scale.quick)), str(rounds)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        return None
    samples: Samples = json.loads(done.stdout)
    return samples


def compare(row: Row, samples: Samples) -> Result | None:
    """Return the ratios of a row, or None if the scale leaves out one of its sides.

    Each ratio is of one round, because its sides are neighbours in time: what weighs on the machine weighs on both.
    """
    if not {row.ours, *row.peers} <= samples.keys():
        return None
    ours = [sample[row.unit] for sample in samples[row.ours]]
    peer = [
        max(sample[row.unit] for sample in sides) for sides in zip(*(samples[name] for name in row.peers), strict=True)
    ]
    ratios = [our / their for our, their in zip(ours, peer, strict=True)]
    low, ratio, high = statistics.quantiles(ratios, n=4, method="inclusive") if len(ratios) > 1 else ratios * 3
    return Result(row, low, ratio, high, statistics.median(ours), statistics.median(peer))


if __name__ == "__main__":
    subject, quick, rounds = sys.argv[1:]
    print(json.dumps(sample(subject, Scale(quick == "1"), int(rounds))))
