"""Killed at any moment and run again, an upload of a folder leaves each unit and each task there once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import support
from synapse_runtime.testing import MockBackend, MockServer
from synapse_sdk import SERVICE, Synapse

from .trees import write

KILLS = int(os.environ.get("SIMULATION_KILLS", "2"))
UNITS = 12
UPLOADER = Path(support.__file__).with_name("collection_uploader.py")


def upload(url, folder, moment):
    """Upload in a process that lives for so many steps; return what it printed, or None if it was killed."""
    command = [sys.executable, str(UPLOADER), url, "t", str(folder), str(moment)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode == -9:
        return None
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="kills itself with SIGKILL")
def test_killed_at_random_moments_and_run_again_each_unit_and_task_is_there_once(tmp_path):
    for number in range(UNITS):
        write(tmp_path, f"image/{number % 3}/{number}.jpg")
    chance = random.Random(7)
    with MockServer(MockBackend(SERVICE, seed=7)) as server:
        steps = upload(server.url, tmp_path, 0)
    killed = 0
    while killed < KILLS:
        with MockServer(MockBackend(SERVICE, seed=7)) as server:
            before = {name: count_rows(server.url, name) for name in ("data_units", "tasks")}
            if upload(server.url, tmp_path, chance.randrange(1, steps)) is not None:
                continue
            killed += 1
            assert upload(server.url, tmp_path, 0)
            with Synapse(server.url, api_token="t") as synapse:
                units = [unit for unit in synapse.data_units.list().to_dicts() if "origin_file_path" in unit["meta"]]
                tasks = Counter(task["data_unit"] for task in synapse.tasks.list(project=123).to_dicts())
            assert Counter(unit["meta"]["origin_file_path"] for unit in units) == {
                f"image/{number % 3}/{number}.jpg": 1 for number in range(UNITS)
            }
            assert [tasks[unit["id"]] for unit in units] == [1] * UNITS
            assert count_rows(server.url, "data_units") == before["data_units"] + UNITS


def count_rows(url, resource):
    """How many rows the backend has."""
    with Synapse(url, api_token="t") as synapse:
        return getattr(synapse, resource).list().count()
