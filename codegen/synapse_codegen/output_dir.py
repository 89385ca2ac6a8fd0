"""The output folder: what would change in it, and changing it all or not at all."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping
    from pathlib import Path


class Changes(NamedTuple):
    """What stands between a folder and what it should hold. Paths are below the folder."""

    written: Mapping[str, bytes]
    """Files that are missing or different, with the content they should have."""
    deleted: tuple[str, ...]
    """Files that should be gone."""
    unchanged: int
    """How many files are right as they are."""
    before: Mapping[str, bytes]
    """What is there of the files that change."""


class PartialWriteError(OSError):
    """A folder could not be changed, nor all of it be made as it was."""

    def __init__(self, cause: OSError, changed: Iterable[Path]) -> None:
        """Tell what stopped it.

        Args:
            cause: Of the first failure.
            changed: Files that are not as they were.
        """
        super().__init__(cause.errno, cause.strerror, cause.filename)
        self.changed = tuple(changed)


def compare(out: Path, files: Mapping[str, bytes], others: Iterable[str]) -> Changes:
    """Compare a folder with what it should hold.

    Args:
        out: The folder.
        files: What it should hold.
        others: Paths that should be gone, unless `files` has them.
    """
    written: dict[str, bytes] = {}
    before: dict[str, bytes] = {}
    for path, content in files.items():
        present = read(out / path)
        if present != content:
            written[path] = content
            if present is not None:
                before[path] = present
    deleted = tuple(path for path in sorted(set(others) - files.keys()) if (out / path).is_file())
    before |= {path: (out / path).read_bytes() for path in deleted}
    return Changes(written, deleted, len(files) - len(written), before)


def read(path: Path) -> bytes | None:
    """The content of a file, or None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def apply(out: Path, changes: Changes) -> None:
    """Change a folder: every file is written beside its place first, and then all are moved there.

    What stops it half way, an interrupt too, is undone.

    Args:
        out: The folder.
        changes: What to change.

    Raises:
        PartialWriteError: A file cannot be changed, and others cannot be changed back.
        OSError: A file cannot be changed. Everything is as it was.
    """
    changing = (*changes.deleted, *changes.written)
    try:
        for folder in {(out / path).parent for path in changes.written}:
            folder.mkdir(parents=True, exist_ok=True)
        for path, content in changes.written.items():
            _stage(out / path, content)
        for path in changing:  # what was written last is moved last, and nothing is deleted after it
            _change(out / path, changes.written.get(path))
    except BaseException as stopped:
        stuck = [out / path for path in changing if not _undone(out / path, changes.before.get(path))]
        for path in changing:
            _clear(out, path)
        if stuck and isinstance(stopped, OSError):
            raise PartialWriteError(stopped, stuck) from stopped
        raise
    for path in changes.deleted:
        _clear(out, path)


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}")


def _stage(target: Path, content: bytes) -> None:
    """Write what a file shall hold beside it."""
    with _told_of(target):
        _beside(target).write_bytes(content)


def _change(target: Path, content: bytes | None) -> None:
    """Move what was staged to its place; a file without content is deleted."""
    with _told_of(target):
        if content is None:
            target.unlink()
        else:
            _beside(target).replace(target)


def _undone(target: Path, before: bytes | None) -> bool:
    """Make a file as it was, and tell whether it is."""
    try:
        if read(target) != before:
            if before is not None:
                _stage(target, before)
            _change(target, before)
    except OSError:
        return False
    return True


@contextmanager
def _told_of(target: Path) -> Generator[None]:
    """Errors name the file that is meant, not the one beside it."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from None


def _clear(out: Path, path: str) -> None:
    """Leave nothing beside a file, and no folder that holds nothing."""
    with suppress(OSError):
        _beside(out / path).unlink()
    for folder in PurePath(path).parents[:-1]:
        with suppress(OSError):  # it holds something
            (out / folder).rmdir()
