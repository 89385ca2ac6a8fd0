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


_formatted: dict[str, str] = {}
"""The modules of the last run: most of them are the same after an edit, and `watch` formats the others alone."""


def format_sources(sources: Mapping[str, str]) -> dict[str, str]:
    """Format Python modules, all in one run; those that the last run had are not formatted again.

    Args:
        sources: Path to source code.

    Returns:
        Path to formatted source code.

    Raises:
        FormatterError: The formatter has another version, or a module is no valid Python.
    """
    fresh = {path: source for path, source in sources.items() if source not in _formatted}
    results = {source: _formatted[source] for source in sources.values() if source in _formatted}
    if fresh:
        results |= {fresh[path]: content for path, content in _run_formatter(fresh).items()}
    _formatted.clear()
    _formatted.update(results)
    return {path: results[source] for path, source in sources.items()}


def _run_formatter(sources: Mapping[str, str]) -> dict[str, str]:
    """Run the formatter over modules."""
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
