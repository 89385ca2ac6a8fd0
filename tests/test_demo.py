"""The demo lives through its day, and leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

DEMO = Path(__file__).parents[1] / "examples" / "demo.py"


@pytest.mark.slow
def test_the_demo_tells_what_it_did_and_cleans_up(tmp_path):
    environment = {**os.environ, "TMPDIR": str(tmp_path), "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-W", "error", str(DEMO)],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
        cwd=tmp_path,
    )
    assert (done.returncode, done.stderr) == (0, "")
    told = done.stdout
    for line in (
        "all 250 tasks, page by page, in one call",
        "tasks 456, 1000, 1001 are now in_progress",
        "100 % of 62,914,560 bytes",
        "1 chunk was lost; the client asked where the server stood, and went on from there",
        "is completed",
        "ValidationError: 400 Bad Request: 1.data_unit: This field is required",
    ):
        assert line in told
    assert list(tmp_path.iterdir()) == []
