"""Line breaks and quotes of emitted Python. The only place that knows the formatter.

`format.toml` has its options and the version it must have: another version may break lines elsewhere,
and the output must be the same on every machine.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from ruff import find_ruff_bin  # pyright: ignore[reportMissingTypeStubs] - it ships no types

if TYPE_CHECKING:
    from collections.abc import Mapping

CONFIG: Final = Path(__file__).with_name("format.toml")


class FormatterError(Exception):
    """The formatter did not run, or could not read what was emitted."""


def format_sources(sources: Mapping[str, str]) -> dict[str, str]:
    """Format Python modules, all in one run.

    Args:
        sources: Path to source code.

    Returns:
        Path to formatted source code.

    Raises:
        FormatterError: The formatter has another version, or a module is no valid Python.
    """
    with TemporaryDirectory(prefix="synapse-codegen-") as folder:
        # numbers as names: the formatter skips paths such as `build/`
        files = {path: Path(folder, f"{number}.py") for number, path in enumerate(sources)}
        for path, file in files.items():
            file.write_bytes(sources[path].encode())
        command = [find_ruff_bin(), "format", "--config", str(CONFIG), "--no-cache", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise FormatterError(_explain(done.stderr, files))
        return {path: file.read_bytes().decode() for path, file in files.items()}


def _explain(errors: str, files: Mapping[str, Path]) -> str:
    """Name the emitted modules instead of the temporary files."""
    for path, file in files.items():
        errors = errors.replace(str(file), path)
    return f"the formatter failed: {errors.strip()}"
