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

from .rows import CPU, WALL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .rows import Row

Took: TypeAlias = "dict[str, float]"
"""What a piece of work took, by kind: see `rows`."""
Side: TypeAlias = "Callable[[], Took]"
"""Does the work once."""
Sides: TypeAlias = "dict[str, Side]"
Samples: TypeAlias = "Mapping[str, Sequence[Took]]"

T = TypeVar("T", int, float)


class Scale(NamedTuple):
    """How much is measured."""

    quick: bool

    def of(self, full: T, quick: T) -> T:
        """The size of something, by the scale."""
        return quick if self.quick else full


class Result(NamedTuple):
    """A row, measured: the ratio of each round, and the medians of both sides."""

    row: Row
    low: float
    """Lower quartile of the ratios."""
    ratio: float
    """Their median."""
    high: float
    """Upper quartile."""
    ours: float
    peer: float

    def held(self, scale: Scale) -> bool:
        """Whether it keeps within its limit."""
        limit = self.row.limit
        return limit is None or self.ratio <= limit * (self.row.slack if scale.quick else 1.0)


def timed(work: Callable[[], object]) -> Took:
    """What one piece of work takes: CPU seconds of this process, all its threads, and seconds."""
    gc.collect()
    started, used = time.perf_counter(), time.process_time()
    work()
    return {CPU: time.process_time() - used, WALL: time.perf_counter() - started}


def sample(subject: str, scale: Scale, rounds: int) -> dict[str, list[Took]]:
    """Measure all sides of a subject, interleaved, after one round that does not count."""
    parsing.fast = None  # without extras, unless a side says so
    with import_module(f"bench.subjects.{subject}").sides(scale) as sides:
        found: dict[str, list[Took]] = {name: [] for name in sides}
        gc.collect()
        gc.freeze()  # what was set up is no work for the collector
        for turn in range(rounds + 1):
            for name, side in sides.items():
                took = side()
                if turn:
                    found[name].append(took)
    return found


def sample_apart(subject: str, scale: Scale, rounds: int) -> Samples | None:
    """The same in a fresh process, so that no subject weighs on another; None where it failed, and said why."""
    command = [sys.executable, "-m", "bench.harness", subject, str(int(scale.quick)), str(rounds)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        return None
    samples: Samples = json.loads(done.stdout)
    return samples


def judged(row: Row, samples: Samples) -> Result | None:
    """A row's ratios; None where the scale leaves one of its sides out.

    Both sides of a round stand next to each other in time, so each ratio is of one round:
    what weighs on the machine for a while weighs on both.
    """
    if not {row.ours, *row.peers} <= samples.keys():
        return None
    ours = [took[row.kind] for took in samples[row.ours]]
    peer = [max(took[row.kind] for took in turn) for turn in zip(*(samples[name] for name in row.peers), strict=True)]
    ratios = [one / other for one, other in zip(ours, peer, strict=True)]
    low, ratio, high = statistics.quantiles(ratios, n=4, method="inclusive") if len(ratios) > 1 else ratios * 3
    return Result(row, low, ratio, high, statistics.median(ours), statistics.median(peer))


if __name__ == "__main__":
    subject, quick, rounds = sys.argv[1:]
    print(json.dumps(sample(subject, Scale(quick == "1"), int(rounds))))
