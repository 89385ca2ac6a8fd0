"""What a child process must forget of its parent, and what its parent must finish first."""

from __future__ import annotations

import os
import sys
import weakref
from contextlib import suppress
from importlib import import_module
from typing import Protocol

from synapse_runtime._lazy_exports import PACKAGES


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
    """Wait until no thread is importing what calls import when they need it.

    The child has this thread alone: a module that another one is half through would stay
    locked there for ever. To import it here means to wait for that thread, and costs
    nothing where all of it is there.
    """
    for name in list(sys.modules):
        package = name.partition(".")[0]
        if package in PACKAGES or package in sys.stdlib_module_names:
            with suppress(Exception):  # whoever imports it is told
                import_module(name)


def _in_child() -> None:
    for thing in list(_known):
        thing.after_fork()


if hasattr(os, "register_at_fork"):  # not on Windows, which does not fork
    import_module("logging")  # what is registered later runs earlier: ours, while no lock of the log is held
    os.register_at_fork(before=_in_parent, after_in_child=_in_child)
