"""What a child process must forget of its parent, and what its parent must finish first."""

from __future__ import annotations

import os
import sys
import threading
import time
import weakref
from importlib import _bootstrap, import_module
from typing import Any, Protocol

from synapse_http.packages import PACKAGES

_IMPORT_SECONDS = 10.0
"""A fork waits so long for other threads to import. One of them may wait for the fork in turn."""

_MODULE_LOCKS: dict[str, Any] = getattr(_bootstrap, "_module_locks", {})
"""The locks of modules that are being imported, by name, as weak references. Private: a test notices if it moves."""


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
    while _is_importing() and time.monotonic() < give_up:
        time.sleep(0.001)


def _is_importing() -> bool:
    """Tell whether another thread is importing a module that calls may import."""
    for name, reference in list(_MODULE_LOCKS.items()):
        package, owner = name.partition(".")[0], getattr(reference(), "owner", None)
        if owner not in {None, threading.get_ident()} and (package in PACKAGES or package in sys.stdlib_module_names):
            return True
    return False


def _in_child() -> None:
    for thing in list(_known):
        thing.after_fork()


if hasattr(os, "register_at_fork"):  # not on Windows, which does not fork
    import_module("logging")  # what is registered later runs earlier: ours, while no lock of the log is held
    os.register_at_fork(before=_in_parent, after_in_child=_in_child)
