"""What memory is left when nobody works: read in pauses of the work, so that no piece of work under way counts."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

PAUSE_SECONDS = 0.02
ALLOCATORS = {
    "PYTHONMALLOC": "malloc",
    "MALLOC_ARENA_MAX": "1",
    "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0",  # what a thread has freed and keeps would count as allocated
}


class Gate:
    """Lets pieces of work begin, unless there is a pause."""

    def __init__(self) -> None:
        self.over = False
        """Whether no more work is to begin."""
        self._is_open = True
        self._working = 0
        self._changed = threading.Condition()

    @contextmanager
    def entered(self) -> Iterator[bool]:
        """Tell whether a piece of work may begin now; it ends with the block."""
        with self._changed:
            may_begin = self._is_open and not self.over
            self._working += may_begin
        try:
            yield may_begin
        finally:
            with self._changed:
                self._working -= may_begin
                self._changed.notify_all()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Let no work begin within the block, which waits for the work under way."""
        with self._changed:
            self._is_open = False
            self._changed.wait_for(lambda: not self._working)
        yield
        self._is_open = True


class Memory(NamedTuple):
    """Memory of this process, in bytes."""

    resident: int
    """In RAM, the code of libraries included."""
    allocated: int
    """Handed out by `malloc` and not freed: that is all, as Python's objects are allocated there too."""

    def __str__(self) -> str:
        return f"{self.resident / 1e6:.1f} MB resident, {self.allocated / 1e6:.2f} MB allocated"


class _Mallinfo2(ctypes.Structure):
    """Totals over all arenas; see mallinfo(3)."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks")
    ] + [("keepcost", ctypes.c_size_t)]


_libc = ctypes.CDLL(None)
_libc.mallinfo2.restype = _Mallinfo2


def allocate_exactly(arguments: list[str]) -> None:
    """Start this process anew with allocators that give back what is free, unless it runs with them already.

    By default Python keeps 1 MiB for each object that is left in it, and glibc has an arena for each thread, which
    keeps its pages likewise. Each moment in which many threads are busy scatters what lives long over more of them: in
    ten minutes 6 MB more were resident, of which none was in use.
    """
    if not ALLOCATORS.items() <= os.environ.items():
        os.execve(sys.executable, [sys.executable, *arguments], {**os.environ, **ALLOCATORS})


def read_memory() -> Memory:
    """Return what is in use, without garbage and without what is free."""
    gc.collect()
    _libc.malloc_trim(0)
    info = _libc.mallinfo2()
    resident = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return Memory(resident, info.uordblks + info.hblkhd)


class Leak:
    """Keeps some bytes a call on purpose: a measure that does not notice is none."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: list[bytes] = []

    def __call__(self) -> None:
        if self._size:
            self._kept.append(bytes(self._size))
