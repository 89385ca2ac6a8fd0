"""The output folder: what would change in it, and changing it all or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


class Changes(NamedTuple):
    """What stands between a folder and what it should hold. Paths are below the folder."""

    written: Mapping[str, bytes]
    """Files that are missing or different, with the content they should have."""
    deleted: tuple[str, ...]
    """Files that should be gone."""
    unchanged: int
    """How many files are right as they are."""


def compare(out: Path, files: Mapping[str, bytes], others: Iterable[str]) -> Changes:
    """Compare a folder with what it should hold.

    Args:
        out: The folder.
        files: What it should hold.
        others: Paths that should be gone, unless `files` has them.
    """
    written = {path: content for path, content in files.items() if read(out / path) != content}
    deleted = tuple(path for path in sorted(set(others) - files.keys()) if (out / path).is_file())
    return Changes(written, deleted, len(files) - len(written))


def read(path: Path) -> bytes | None:
    """The content of a file, or None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def apply(out: Path, changes: Changes) -> None:
    """Change a folder: every file is written beside its place first, and then all are moved there.

    Args:
        out: The folder.
        changes: What to change.

    Raises:
        OSError: A file cannot be written. Where that shows before anything was moved,
            everything is as it was.
    """
    staged: dict[Path, Path] = {}
    try:
        for path, content in changes.written.items():
            staged[out / path] = _write_beside(out / path, content)
        for target, beside in staged.items():
            beside.replace(target)
    finally:
        for beside in staged.values():
            beside.unlink(missing_ok=True)
    for path in changes.deleted:
        _delete(out, out / path)


def _write_beside(target: Path, content: bytes) -> Path:
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
    except OSError as error:  # told of the file that is meant
        raise OSError(error.errno, error.strerror, str(target)) from None
    return beside


def _delete(out: Path, path: Path) -> None:
    path.unlink()
    folder = path.parent
    while folder != out and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
