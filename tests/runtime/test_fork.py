"""A child process is told to forget what belongs to its parent."""

from __future__ import annotations

import gc
import os
import runpy
import subprocess
import sys

import pytest
from synapse_runtime import fork


class Holder:
    def __init__(self):
        self.told = 0

    def after_fork(self):
        self.told += 1


def test_what_is_watched_is_told_for_as_long_as_it_lives():
    kept, gone = Holder(), Holder()
    fork.watch(kept)
    fork.watch(gone)
    known = len(fork._known)
    del gone
    gc.collect()
    assert len(fork._known) < known
    fork._in_child()
    assert kept.told == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_real_child_is_told_and_its_parent_is_not():
    program = (
        "import os\n"
        "from synapse_runtime import fork\n"
        "class Holder:\n"
        "    told = 0\n"
        "    def after_fork(self):\n"
        "        self.told += 1\n"
        "holder = Holder()\n"
        "fork.watch(holder)\n"
        "child = os.fork()\n"
        "if child == 0:\n"
        "    os._exit(holder.told)\n"
        "print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), holder.told)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "0"]


def test_a_system_that_does_not_fork_needs_nothing(monkeypatch):
    monkeypatch.delattr(os, "register_at_fork", raising=False)
    assert runpy.run_path(fork.__file__)["watch"] is not fork.watch
