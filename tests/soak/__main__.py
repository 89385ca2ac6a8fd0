"""`python -m soak --seconds 600`: work through a link that breaks, then count what is left over.

Fails if a row is short or double, if an exception is none that is promised, if a descriptor or a thread is left, or if
memory at the end is more than a tenth above what it was after the first minute (a third of a shorter run).
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import ctypes
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import anyio
from support.processes import python_path
from support.reference import TESTS, reference_server
from synapse_sdk import AsyncSynapse, ClientError, RetryPolicy, Synapse

from .work import Ledger, check, choose, prepare

THREADS, TASKS = 4, 4
CANCELLED_SHARE = 0.15
MEMORY_GROWTH = 1.10
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


async def attempt(synapse: Any, ledger: Ledger, folder: Path) -> None:
    """Do one piece of work, and count how it ended."""
    name, work = choose(ledger)
    try:
        await work(synapse, ledger, folder)
    except ClientError as error:
        ledger.count(name, type(error).__name__)
    except Exception as error:
        ledger.violations.append(f"{name} raised {error!r}")
        ledger.count(name, f"unpromised {type(error).__name__}")
    else:
        ledger.count(name, "done")


def work_blocking(synapse: Synapse, ledger: Ledger, folder: Path, until: float) -> None:
    while time.monotonic() < until:
        drive(attempt(synapse, ledger, folder))


async def work_async(url: str, ledger: Ledger, folder: Path, until: float) -> None:
    """Work in tasks, some of which are cancelled at a moment of chance."""

    async def worker() -> None:
        while time.monotonic() < until:
            patience = ledger.random.uniform(0, 0.3) if ledger.random.random() < CANCELLED_SHARE else 1_000.0
            with anyio.move_on_after(patience) as scope:
                await attempt(synapse, ledger, folder)
            if scope.cancelled_caught:
                ledger.count("async", "cancelled")

    async with AsyncSynapse(url, api_token=TOKEN, **OPTIONS) as synapse, anyio.create_task_group() as group:
        for _ in range(TASKS):
            group.start_soon(worker)


def resident_bytes() -> int:
    """Return the memory that this process uses now, without what the allocator keeps for later in each thread."""
    ctypes.CDLL(None).malloc_trim(0)
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


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


def main() -> int:
    """Run the soak; return 1 if something does not hold."""
    parser = argparse.ArgumentParser(prog="soak")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    ledger = Ledger(options.seed)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        reference = stack.enter_context(reference_server(folder / "backend"))
        prepare(reference, ledger)
        url = stack.enter_context(chaos(reference.url, options.seed))
        asyncio.run(asyncio.sleep(0))  # what a first event loop leaves for later ones
        descriptors, threads = open_descriptors(), {*threading.enumerate()}
        began = time.monotonic()
        until, warm = began + options.seconds, began + min(60.0, options.seconds / 3)
        samples: list[tuple[float, int]] = []
        with Synapse(url, api_token=TOKEN, **OPTIONS) as synapse:
            workers = [
                threading.Thread(target=work_blocking, args=(synapse, ledger, folder, until)) for _ in range(THREADS)
            ]
            for loop in ("asyncio", "trio"):
                in_tasks = partial(anyio.run, work_async, url, ledger, folder, until, backend=loop)
                workers.append(threading.Thread(target=in_tasks))
            for worker in workers:
                worker.start()
            while any(worker.is_alive() for worker in workers):
                time.sleep(0.5)
                samples.append((time.monotonic(), resident_bytes()))
            for worker in workers:
                worker.join()
        left = left_over(descriptors, threads)
        check(reference, ledger)
    width = (until - warm) / 6
    early = statistics.median(size for moment, size in samples if warm <= moment < warm + width)
    late = statistics.median(size for moment, size in samples if until - width <= moment < until)
    for name, times in sorted(ledger.outcomes.items()):
        print(f"{times:8}  {name}")
    print(f"{sum(ledger.outcomes.values()):8}  calls in {options.seconds:.0f} s")
    growth = late / early
    print("memory by minute, in MB:", *(f"{size / 1e6:.1f}" for _, size in samples[:: 2 * 60]))
    print(f"memory: {early / 1e6:.1f} MB after {warm - began:.0f} s, {late / 1e6:.1f} MB at the end ({growth:.3f})")
    problems = [*ledger.violations, *left]
    if growth > MEMORY_GROWTH:
        problems.append("memory grows")
    for problem in problems[:50]:
        print(f"PROBLEM {problem}")
    print(f"{len(problems)} problems")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
