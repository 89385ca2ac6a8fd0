"""The lock beside an emitted package: what it was made from, and what it holds, as hashes.

Whether there is anything to do is decided here, without reading the spec: so this module
imports nothing but the standard library, and paths are plain text, which costs half.
"""

from __future__ import annotations

import hashlib
import json
import os
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LOCK_FILE: Final = "spec.lock"
GENERATOR: Final = Path(__file__).parent
NOTE: Final = "Written by `synapse-codegen generate`. Do not edit."


class Lock(NamedTuple):
    """What is known of an emitted package."""

    spec: str
    """The folder of the spec, relative to the project."""
    inputs: str
    """Hash of the spec and of the generator."""
    files: Mapping[str, str]
    """Each emitted file below the output folder, to the hash of its content."""

    @property
    def folder(self) -> str:
        """The emitted package's own folder, below the output folder."""
        return os.path.commonpath([Path(path).parent for path in self.files])

    @property
    def path(self) -> str:
        """Where the lock itself goes, below the output folder."""
        return f"{self.folder}/{LOCK_FILE}"

    def text(self) -> str:
        """The content of the lock file."""
        return json.dumps({"note": NOTE, **self._asdict()}, indent=2, ensure_ascii=False) + "\n"

    def holds(self, out: Path) -> bool:
        """Tell whether all emitted files are there, as they were emitted."""
        return all(_file_hash(f"{out}/{path}") == digest for path, digest in self.files.items())


def make_lock(spec: str, inputs: str, files: Mapping[str, bytes]) -> Lock:
    """Make the lock of what has been emitted."""
    return Lock(spec, inputs, {path: _digest(files[path]) for path in sorted(files)})


def find_lock(out: Path, spec: str) -> Lock | None:
    """Find the lock of the package that was emitted from a spec.

    Args:
        out: The output folder.
        spec: The folder of the spec, as the lock names it.

    Returns:
        The lock, or None where there is none that can be read.
    """
    for path in walk(out):
        if path.endswith(f"/{LOCK_FILE}"):
            lock = _read(out / path)
            if lock is not None and lock.spec == spec:
                return lock
    return None


def hash_inputs(spec: Path) -> str:
    """Hash everything that decides what is emitted: the spec's files, and the generator's own."""
    total = hashlib.sha256()
    for folder in (spec, GENERATOR):
        for path in walk(folder):
            total.update(f"{path}\0{_file_hash(f'{folder}/{path}')}\n".encode())
        total.update(b"\n")
    return total.hexdigest()


def walk(folder: Path) -> Iterator[str]:
    """All files below a folder, by their paths in it, in one order everywhere; no hidden ones, and no byte code."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(filter(_is_source, folders))
        below = Path(parent).relative_to(folder).as_posix()
        lead = "" if below == "." else f"{below}/"
        for name in sorted(filter(_is_source, files)):
            yield lead + name


def _is_source(name: str) -> bool:
    return not name.startswith(".") and name != "__pycache__"


def _read(path: Path) -> Lock | None:
    try:
        found: Any = json.loads(path.read_bytes())
        lock = Lock(
            str(found["spec"]), str(found["inputs"]), {str(key): str(value) for key, value in found["files"].items()}
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None  # somebody else's, or broken: what it lists is not known
    return lock if lock.files and _are_below(lock.files) else None


def _are_below(paths: Iterable[str]) -> bool:
    """Tell whether paths stay in the output folder: what a lock lists may be deleted."""
    return not any(path.startswith("/") or ".." in path.split("/") for path in paths)


def _file_hash(path: str) -> str:
    try:
        with FileIO(path) as file:
            return _digest(file.readall())
    except OSError:
        return ""


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
