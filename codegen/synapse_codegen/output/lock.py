"""The lock file in an emitted package: the hashes of what it was made from, and of its files.

It decides whether there is anything to do without reading the spec. So this module imports
nothing but the standard library, and paths are plain strings, which halves the time.
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
GENERATOR: Final = Path(__file__).parents[1]
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
        """The package's own folder, below the output folder."""
        return os.path.commonpath([Path(path).parent for path in self.files])

    @property
    def path(self) -> str:
        """The path of the lock file, below the output folder."""
        return f"{self.folder}/{LOCK_FILE}"

    def render(self) -> str:
        """Return the content of the lock file."""
        return json.dumps({"note": NOTE, **self._asdict()}, indent=2, ensure_ascii=False) + "\n"

    def matches(self, out: Path) -> bool:
        """Return whether all emitted files exist and are unchanged."""
        return all(_hash_file(f"{out}/{path}") == digest for path, digest in self.files.items())


def make_lock(spec: str, inputs: str, files: Mapping[str, bytes]) -> Lock:
    """Make the lock of emitted files."""
    return Lock(spec, inputs, {path: _digest(files[path]) for path in sorted(files)})


def find_locks(out: Path) -> dict[str, Lock]:
    """Find the packages in an output folder: the spec of each, as its lock names it, to the lock."""
    locks = (_read(out / path) for path in walk(out) if path.endswith(f"/{LOCK_FILE}"))
    return {lock.spec: lock for lock in locks if lock}


def hash_inputs(spec: Path, schema: bytes | None) -> str:
    """Hash everything that decides what is emitted.

    Args:
        spec: The folder of the spec. Its files are hashed, and the generator's own.
        schema: The content of the JSON Schema beside the spec, or None without one. It
            decides nothing; it is hashed so that an edited one is found and replaced.
    """
    total = hashlib.sha256(schema or b"")
    for folder in (spec, GENERATOR):
        for path in walk(folder):
            total.update(f"{path}\0{_hash_file(f'{folder}/{path}')}\n".encode())
        total.update(b"\n")
    return total.hexdigest()


def walk(folder: Path) -> Iterator[str]:
    """Yield the paths of all files below a folder, sorted; without hidden files and byte code."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(filter(_is_source, folders))
        relative = Path(parent).relative_to(folder).as_posix()
        prefix = "" if relative == "." else f"{relative}/"
        for name in sorted(filter(_is_source, files)):
            yield prefix + name


def _is_source(name: str) -> bool:
    return not name.startswith(".") and name != "__pycache__"


def _read(path: Path) -> Lock | None:
    try:
        return parse_lock(path.read_bytes())
    except OSError:
        return None


def parse_lock(data: bytes) -> Lock | None:
    """Parse the content of a lock file, or return None if it is none of ours."""
    try:
        content: Any = json.loads(data)
        files = {str(name): str(digest) for name, digest in content["files"].items()}
        lock = Lock(str(content["spec"]), str(content["inputs"]), files)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None  # broken, or from another program
    return lock if lock.files and _are_below(lock.files) else None


def _are_below(paths: Iterable[str]) -> bool:
    """Return whether paths stay in the output folder: files that a lock lists may be deleted."""
    return not any(path.startswith("/") or ".." in path.split("/") for path in paths)


def _hash_file(path: str) -> str:
    """Hash a file; an unreadable one has an empty hash."""
    try:
        with FileIO(path) as file:
            return _digest(file.readall())
    except OSError:
        return ""


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
