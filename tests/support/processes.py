"""What tests need that start Python anew."""

from __future__ import annotations

import os
from pathlib import Path


def python_path(folder: Path) -> str:
    """PYTHONPATH with one more folder before what it names already."""
    return os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH"))))
