"""Helpers for tests that start a new Python."""

from __future__ import annotations

import os
from pathlib import Path


def python_path(folder: Path) -> str:
    """Return PYTHONPATH with a folder prepended."""
    return os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH"))))
