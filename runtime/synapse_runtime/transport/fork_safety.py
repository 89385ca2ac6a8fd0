"""What a child process must forget of its parent, and what its parent must finish first."""

from __future__ import annotations

import os
import sys
import threading
import time
import weakref
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from synapse_runtime._lazy_exports import PACKAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_IMPORT_SECONDS = 10.0
"""A fork waits so long for other threads to import. One of them may wait for the fork in turn."""


class Forkable(Protocol):
    """Holds something that only one process may use, such as a lock or a socket."""

    def after_fork(self) -> None:
        """Be as new in a child process; what the parent holds is not touched."""
        ...


_known: weakref.WeakSet[Forkable] = weakref.WeakSet()


def watch(thing: Forkable) -> None:
    """Call `after_fork` of a thing, for as long as it lives, in each child process."""
    _known.add(thing)


def _in_parent() -> None:
    """Wait until no other thread is importing what calls import when they need it.

    The child has this thread alone: a module that another one is half through would stay locked there for ever.
    """
    give_up = time.monotonic() + _IMPORT_SECONDS
    while any(map(_is_importing, _frames_of_others())) and time.monotonic() < give_up:
        time.sleep(0.001)


def _frames_of_others() -> Iterator[FrameType]:
    """Yield what the other threads are running, each with its callers."""
    for thread, frame in sys._current_frames().items():  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        caller = None if thread == threading.get_ident() else frame
        while caller is not None:
            yield caller
            caller = caller.f_back


def _is_importing(frame: FrameType) -> bool:
    """Tell whether a frame is one of Python's that import a module which calls may import."""
    if frame.f_code.co_filename != "<frozen importlib._bootstrap>":
        return False
    package = str(frame.f_locals.get("name", "")).partition(".")[0]
    return package in PACKAGES or package in sys.stdlib_module_names


def _in_child() -> None:
    for thing in list(_known):
        thing.after_fork()


if hasattr(os, "register_at_fork"):  # not on Windows, which does not fork
    import_module("logging")  # what is registered later runs earlier: ours, while no lock of the log is held
    os.register_at_fork(before=_in_parent, after_in_child=_in_child)
