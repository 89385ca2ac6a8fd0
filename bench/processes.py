"""Fresh processes: what they cost from start to end, and the numbers they print."""

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

    from .harness import Measurement

PEAK_FUNCTION = """
def peak():
    import pathlib, resource, sys
    status = pathlib.Path("/proc/self/status")
    if status.exists():  # ru_maxrss of Linux counts the parent's memory before exec
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)
"""
"""Source of a function that returns the peak RSS in MiB."""

EXCLUDED = {"PYTHONDONTWRITEBYTECODE", "COVERAGE_PROCESS_START"}
"""Environment variables that would make a process slower than it is."""


@contextlib.contextmanager
def cached_bytecode() -> Iterator[dict[str, str]]:
    """Yield an environment in which all modules are compiled once, by the first process, and cached for the others.

    Without it, it depends on the installation which modules are compiled each time.
    """
    with tempfile.TemporaryDirectory() as folder:
        inherited = {name: value for name, value in os.environ.items() if name not in EXCLUDED}
        yield {**inherited, "PYTHONPYCACHEPREFIX": folder, "PYTHONHASHSEED": "0"}


def run(arguments: Sequence[str], environment: dict[str, str], status: int = 0) -> Measurement:
    """Run Python; return what the whole process took, with those it started. It must end with a status."""
    started = time.perf_counter()
    with subprocess.Popen([sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL) as process:
        _, ended, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(ended)
    if process.returncode != status:
        raise SystemExit(f"bench: {' '.join(arguments)} ended with {process.returncode}")
    return {CPU: usage.ru_utime + usage.ru_stime, WALL: time.perf_counter() - started}


def read_numbers(source: str, environment: dict[str, str]) -> list[float]:
    """Run a program in a fresh interpreter; return the numbers it prints."""
    command = [sys.executable, "-c", source]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return [float(number) for number in done.stdout.split()]


def cpu_seconds(pid: int) -> float:
    """Return the CPU seconds of another process so far."""
    return time.clock_gettime(~pid << 3 | 2)  # the ID of its clock, computed as clock_getcpuclockid(3) does
