"""What a child process must forget of its parent."""

from __future__ import annotations

import os
import weakref
from typing import Protocol


class Forkable(Protocol):
    """Holds something that only one process may use, such as a lock or a socket."""

    def after_fork(self) -> None:
        """Be as new in a child process; what the parent holds is not touched."""
        ...


_known: weakref.WeakSet[Forkable] = weakref.WeakSet()


def watch(thing: Forkable) -> None:
    """Call `after_fork` of a thing, for as long as it lives, in each child process."""
    _known.add(thing)


def _in_child() -> None:
    for thing in list(_known):
        thing.after_fork()


if hasattr(os, "register_at_fork"):  # not on Windows, which does not fork
    os.register_at_fork(after_in_child=_in_child)
