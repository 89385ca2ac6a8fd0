"""Fresh processes: what they cost from start to end, and what they say of themselves."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING

from .rows import CPU, WALL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .harness import Took

PEAK_OF_THIS = """
def peak():
    import pathlib, resource, sys
    status = pathlib.Path("/proc/self/status")
    if status.exists():  # ru_maxrss of Linux counts the parent's memory before exec
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)
"""
"""Source of a function that gives the peak RSS in MiB."""

LEFT_OUT = {"PYTHONDONTWRITEBYTECODE", "COVERAGE_PROCESS_START"}
"""Of the environment: what would make a process slower than it is."""


@contextlib.contextmanager
def bytecode() -> Iterator[dict[str, str]]:
    """An environment in which all code is compiled once, by whoever runs first, and kept for the others.

    Otherwise it would depend on the machine whose modules are compiled each time.
    """
    with tempfile.TemporaryDirectory() as folder:
        inherited = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
        yield {**inherited, "PYTHONPYCACHEPREFIX": folder, "PYTHONHASHSEED": "0"}


def run(arguments: Sequence[str], environment: dict[str, str]) -> Took:
    """Run Python; what the whole process took."""
    started = time.perf_counter()
    with subprocess.Popen([sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"bench: {' '.join(arguments)} ended with {process.returncode}")
    return {CPU: usage.ru_utime + usage.ru_stime, WALL: time.perf_counter() - started}


def told(source: str, environment: dict[str, str]) -> list[float]:
    """Run a program in a fresh interpreter; the numbers it prints."""
    command = [sys.executable, "-c", source]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return [float(text) for text in done.stdout.split()]


def cpu_of(pid: int) -> float:
    """CPU seconds of another process so far."""
    return time.clock_gettime(~pid << 3 | 2)  # the ID of that process's clock, as clock_getcpuclockid(3) makes it
