"""The output folder: what would change in it, and how to change all of it or nothing."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping
    from pathlib import Path


class Changes(NamedTuple):
    """The difference between a folder and what it should contain. Paths are relative to the folder."""

    written: Mapping[str, bytes]
    """Files that are missing or different, with the content they should have."""
    deleted: tuple[str, ...]
    """Files that should not exist."""
    unchanged: int
    """Number of files that are right already."""
    before: Mapping[str, bytes]
    """Present content of the files that change."""


class PartialWriteError(OSError):
    """A folder could not be changed, and not all of it could be restored."""

    def __init__(self, cause: OSError, changed: Iterable[Path]) -> None:
        """Initialize the error.

        Args:
            cause: The first failure.
            changed: Files that could not be restored.
        """
        super().__init__(cause.errno, cause.strerror, cause.filename)
        self.changed = tuple(changed)


def compare(out: Path, files: Mapping[str, bytes], others: Iterable[str]) -> Changes:
    """Compare a folder with what it should contain.

    Args:
        out: The folder.
        files: What it should contain.
        others: Paths that should not exist, unless `files` has them.
    """
    written: dict[str, bytes] = {}
    before: dict[str, bytes] = {}
    for path, content in files.items():
        present = read_file(out / path)
        if present != content:
            written[path] = content
            if present is not None:
                before[path] = present
    deleted = tuple(path for path in sorted(set(others) - files.keys()) if (out / path).is_file())
    before |= {path: (out / path).read_bytes() for path in deleted}
    return Changes(written, deleted, len(files) - len(written), before)


def read_file(path: Path) -> bytes | None:
    """Return the content of a file, or None if it does not exist."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def apply(out: Path, changes: Changes) -> None:
    """Change a folder. Every file is written beside its target first; then all are moved.

    A failure or an interrupt half way is undone.

    Args:
        out: The folder.
        changes: What to change.

    Raises:
        PartialWriteError: A file cannot be changed, and others cannot be restored.
        OSError: A file cannot be changed. Everything is as it was.
    """
    paths = (*changes.deleted, *changes.written)
    try:
        for folder in {(out / path).parent for path in changes.written}:
            folder.mkdir(parents=True, exist_ok=True)
        for path, content in changes.written.items():
            _stage(out / path, content)
        # The lock is written last: after a failure the next run finds that there is something to do.
        for path in paths:
            _change(out / path, changes.written.get(path))
    except BaseException as stopped:
        stuck = [out / path for path in paths if not _restore(out / path, changes.before.get(path))]
        for path in paths:
            _clean_up(out, path)
        if stuck and isinstance(stopped, OSError):
            raise PartialWriteError(stopped, stuck) from stopped
        raise
    for path in changes.deleted:
        _clean_up(out, path)


def _staging_path(target: Path) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}")


def _stage(target: Path, content: bytes) -> None:
    """Write the new content of a file beside it."""
    with _errors_about(target):
        _staging_path(target).write_bytes(content)


def _change(target: Path, content: bytes | None) -> None:
    """Move the staged content to its target; delete a file without content."""
    with _errors_about(target):
        if content is None:
            target.unlink()
        else:
            _staging_path(target).replace(target)


def _restore(target: Path, before: bytes | None) -> bool:
    """Restore a file, and return whether that succeeded."""
    try:
        if read_file(target) != before:
            if before is not None:
                _stage(target, before)
            _change(target, before)
    except OSError:
        return False
    return True


@contextmanager
def _errors_about(target: Path) -> Generator[None]:
    """Make errors name the target instead of the file beside it."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from None


def _clean_up(out: Path, path: str) -> None:
    """Delete the staged file of a path, and the folders above the path that are empty."""
    with suppress(OSError):
        _staging_path(out / path).unlink()
    for folder in PurePath(path).parents[:-1]:
        with suppress(OSError):  # the folder is not empty
            (out / folder).rmdir()
