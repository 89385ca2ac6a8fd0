"""`python -m soak --seconds 600`: work through a link that breaks, then count what is left over.

Fails if a row is short or double, if an exception is none that is promised, if a descriptor or a thread is left, or if
memory at the end is more than a tenth above what it was after the first minute (a third of a shorter run). Backend and
proxy are processes of their own: what is measured is the client, in pauses of the work. A tenth hides what is lost a
little at a time, so what is allocated has a limit of its own: `--leak 20` keeps 20 bytes a call, and must fail.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import Any

import anyio
from support.processes import python_path
from support.reference import TESTS, reference_server
from synapse_sdk import AsyncSynapse, ClientError, RetryPolicy, Synapse

from .memory import PAUSE_SECONDS, Gate, Leak, Memory, allocate_exactly, read_memory
from .work import WORK, Ledger, check, choose, prepare

THREADS, TASKS = 4, 4
CANCELLED_SHARE = 0.15
RESIDENT_GROWTH, ALLOCATED_GROWTH = 1.10, 1.01
"""At most, as a factor: of the last reading to the first; of the mean of the last third of them to that of the first.
"""
SETTLE_SECONDS = 20
OPTIONS: dict[str, Any] = {
    "retry": RetryPolicy(attempts=5, backoff=0.02, backoff_max=0.5),
    "timeout": {"connect": 5, "read": 3},
    "deadline": 60,
    "finish_timeout": 10,
}


@contextlib.contextmanager
def chaos(upstream: str, seed: int) -> Iterator[str]:
    """Run the proxy within the block; yield its URL."""
    environment = {**os.environ, "PYTHONPATH": python_path(TESTS)}
    command = [sys.executable, "-m", "soak.chaos_proxy", upstream, str(seed)]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.kill()


def drive(coroutine: Any) -> None:
    """Run a coroutine that waits for nothing: work with a blocking client."""
    with contextlib.suppress(StopIteration):
        coroutine.send(None)


async def attempt(name: str, synapse: Any, ledger: Ledger, folder: Path) -> None:
    """Do one piece of work, and count how it ended."""
    work, _ = WORK[name]
    try:
        await work(synapse, ledger, folder)
    except ClientError as error:
        ledger.count(name, type(error).__name__)
    except Exception as error:
        ledger.violations.append(f"{name} raised {error!r}")
        ledger.count(name, f"unpromised {type(error).__name__}")
    else:
        ledger.count(name, "done")


def work_blocking(synapse: Synapse, ledger: Ledger, folder: Path, gate: Gate) -> None:
    for name in choose(ledger, gate):
        with gate.entered() as may_begin:
            if may_begin:
                drive(attempt(name, synapse, ledger, folder))
        time.sleep(0 if may_begin else PAUSE_SECONDS)


async def work_async(url: str, ledger: Ledger, folder: Path, gate: Gate) -> None:
    """Work in tasks, some of which are cancelled at a moment of chance."""

    async def worker() -> None:
        for name in choose(ledger, gate):
            patience = ledger.random.uniform(0, 0.3) if ledger.random.random() < CANCELLED_SHARE else 1_000.0
            with gate.entered() as may_begin:
                if may_begin:
                    with anyio.move_on_after(patience) as scope:
                        await attempt(name, synapse, ledger, folder)
                    if scope.cancelled_caught:
                        ledger.count("async", "cancelled")
            await anyio.sleep(0 if may_begin else PAUSE_SECONDS)

    async with AsyncSynapse(url, api_token=TOKEN, **OPTIONS) as synapse, anyio.create_task_group() as group:
        for _ in range(TASKS):
            group.start_soon(worker)


def open_descriptors() -> dict[str, str]:
    """Return what each open descriptor leads to."""
    links = {}
    for path in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):  # the one that lists the folder
            links[path.name] = str(path.readlink())
    return links


def left_over(descriptors: dict[str, str], threads: set[threading.Thread]) -> list[str]:
    """Return what is still there that was not at the start, after some time to settle."""
    end = time.monotonic() + SETTLE_SECONDS
    while True:
        gc.collect()
        left = [f"descriptor {name}: {link}" for name, link in open_descriptors().items() if name not in descriptors]
        left += [f"thread {thread.name}" for thread in {*threading.enumerate()} - threads]
        if not left or time.monotonic() > end:
            return left
        time.sleep(0.2)


TOKEN = "api-token-123"


@contextlib.contextmanager
def working(url: str, ledger: Ledger, folder: Path, gate: Gate) -> Iterator[None]:
    """Work in threads, and in tasks of both event loops, within the block."""
    with Synapse(url, api_token=TOKEN, **OPTIONS) as synapse:
        arguments = (synapse, ledger, folder, gate)
        workers = [threading.Thread(target=work_blocking, args=arguments) for _ in range(THREADS)]
        for loop in ("asyncio", "trio"):
            in_tasks = partial(anyio.run, work_async, url, ledger, folder, gate, backend=loop)
            workers.append(threading.Thread(target=in_tasks))
        for worker in workers:
            worker.start()
        try:
            yield
        finally:
            gate.over = True
            for worker in workers:
                worker.join()


def measure(gate: Gate, seconds: float) -> list[Memory]:
    """Read memory in a pause after the first minute, or a third of the time, and each minute, and at the end."""
    began = time.monotonic()
    first = min(60.0, seconds / 3)
    readings: list[Memory] = []
    for moment in [*(first + 60 * minute for minute in range(max(1, int((seconds - first) // 60)))), seconds]:
        time.sleep(max(0.0, began + moment - time.monotonic()))
        with gate.paused():
            readings.append(read_memory())
        print(f"{time.monotonic() - began:6.0f} s: {readings[-1]}", flush=True)
    return readings


def main() -> int:
    """Run the soak; return 1 if something does not hold."""
    parser = argparse.ArgumentParser(prog="soak")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--leak", type=int, default=0, help="bytes to keep of each call, which must be noticed")
    options = parser.parse_args()
    allocate_exactly(["-m", "soak", *sys.argv[1:]])
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ledger = Ledger(options.seed, folder / "ledger.jsonl", Leak(options.leak))
        reference = stack.enter_context(reference_server(folder / "backend"))
        prepare(reference, ledger)
        url = stack.enter_context(chaos(reference.url, options.seed))
        asyncio.run(asyncio.sleep(0))  # what a first event loop leaves for later ones
        descriptors, threads, gate = open_descriptors(), {*threading.enumerate()}, Gate()
        with working(url, ledger, folder, gate):
            readings = measure(gate, options.seconds)
        left = left_over(descriptors, threads)
        check(reference, ledger)
    for name, times in sorted(ledger.outcomes.items()):
        print(f"{times:8}  {name}")
    print(f"{sum(ledger.outcomes.values()):8}  calls in {options.seconds:.0f} s")
    third = -(-len(readings) // 3)
    early, late = (fmean(reading.allocated for reading in part) for part in (readings[:third], readings[-third:]))
    resident, allocated = readings[-1].resident / readings[0].resident, late / early
    print(f"resident memory grew {resident:.3f} times, at most {RESIDENT_GROWTH:.2f};", end=" ")
    print(f"allocated {allocated:.3f} times, at most {ALLOCATED_GROWTH:.2f}")
    problems = [*ledger.violations, *left]
    if resident > RESIDENT_GROWTH or allocated > ALLOCATED_GROWTH:
        problems.append("memory grows")
    for problem in problems[:50]:
        print(f"PROBLEM {problem}")
    print(f"{len(problems)} problems")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
