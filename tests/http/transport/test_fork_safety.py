"""A child process is told to forget what belongs to its parent."""

from __future__ import annotations

import gc
import importlib.util
import os
import subprocess
import sys
import threading
from types import SimpleNamespace

import pytest
from synapse_http.transport import fork_safety


class Holder:
    def __init__(self):
        self.told = 0

    def after_fork(self):
        self.told += 1


def test_what_is_watched_is_told_for_as_long_as_it_lives():
    kept, gone = Holder(), Holder()
    fork_safety.watch(kept)
    fork_safety.watch(gone)
    known = len(fork_safety._known)
    del gone
    gc.collect()
    assert len(fork_safety._known) < known
    fork_safety._in_child()
    assert kept.told == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_real_child_is_told_and_its_parent_is_not():
    program = (
        "import os\n"
        "from synapse_http.transport import fork_safety\n"
        "class Holder:\n"
        "    told = 0\n"
        "    def after_fork(self):\n"
        "        self.told += 1\n"
        "holder = Holder()\n"
        "fork_safety.watch(holder)\n"
        "child = os.fork()\n"
        "if child == 0:\n"
        "    os._exit(holder.told)\n"
        "print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), holder.told)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "0"]


FIRST_USE = """
import importlib.util, os, signal, sys, threading, time
from synapse_http.transport import fork_safety

begun, forking = threading.Event(), threading.Event()
os.register_at_fork(before=forking.set)  # what is registered later runs earlier

class Slow:  # a module that is being imported while the process forks
    def find_spec(self, name, path=None, target=None):
        return importlib.util.spec_from_loader(name, self) if name in sys.argv[1:] else None
    def create_module(self, spec):
        return None
    def exec_module(self, module):
        begun.set()
        forking.wait()
        time.sleep(0.1)
        module.whole = 7

sys.meta_path.insert(0, Slow())
def load():
    for name in sys.argv[1:]:
        importlib.import_module(name)

first = threading.Thread(target=load)
first.start()
begun.wait()

def split():
    child = os.fork()
    if child == 0:
        signal.alarm(5)
        os._exit(importlib.import_module(sys.argv[-1]).whole)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))

second = threading.Thread(target=split)
second.start()
second.join()
first.join()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.parametrize(
    "names",
    [["synapse_runtime.slow"], ["anyio"], ["wave"], ["certifi"], ["httpx", "synapse_runtime.slow", "wave"]],
    ids=["own", "another", "standard", "nested", "in turn"],
)
def test_a_fork_waits_for_imports_of_the_first_use(names):
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-c", FIRST_USE, *names]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout.split(), done.stderr) == (["7"], "")


@pytest.mark.parametrize(
    ("name", "owner", "waits"),
    [
        ("synapse_http.urls", 7, True),
        ("wave", 7, True),
        ("httpx", None, False),
        ("httpx", "this thread", False),
        ("a_module_of_the_caller", 7, False),
    ],
)
def test_it_waits_for_what_calls_import_elsewhere_and_for_nothing_else(monkeypatch, name, owner, waits):
    lock = SimpleNamespace(owner=threading.get_ident() if owner == "this thread" else owner)
    monkeypatch.setattr(fork_safety, "_MODULE_LOCKS", {"gone": lambda: None, name: lambda: lock})
    assert fork_safety._is_importing() is waits


def test_it_does_not_wait_for_ever(monkeypatch):
    """Whoever imports may wait for the fork in turn."""
    monkeypatch.setattr(fork_safety, "_IMPORT_SECONDS", 0.01)
    monkeypatch.setattr(fork_safety, "_is_importing", lambda: True)
    fork_safety._in_parent()


def test_a_system_that_does_not_fork_needs_nothing(monkeypatch):
    monkeypatch.delattr(os, "register_at_fork", raising=False)
    spec = importlib.util.spec_from_file_location("synapse_runtime.elsewhere_forked", fork_safety.__file__)
    again = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(again)
    assert again.watch is not fork_safety.watch
