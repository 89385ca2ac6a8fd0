"""Files to upload."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

BLOCK = 1 << 20


def write_random_file(file: Path, size: int) -> Path:
    """Write a file that repeats a MiB of random bytes."""
    block = os.urandom(BLOCK)
    with file.open("wb") as out:
        for start in range(0, size, BLOCK):
            out.write(block[: size - start])
    return file
