"""The files of a folder, and what in it is not read."""

from __future__ import annotations

import os
import stat
import unicodedata
from operator import itemgetter
from typing import TYPE_CHECKING

from synapse_runtime import InvalidArgumentError

from synapse_folders.file_types import is_leftover, is_secret
from synapse_folders.units import File, is_utf8

if TYPE_CHECKING:
    from collections.abc import Callable

    from synapse_folders.findings import Findings

MAX_PATH_CHARS = 1024
"""Characters of a path that archives and object stores take."""


def scan(root: str, findings: Findings, on_files: Callable[[int], object] = lambda _: None) -> list[File]:
    """Return the files below a folder, sorted by path; `on_files` is called with their number from time to time.

    Links are followed, but no folder is read twice: real folders come first, then those that links lead to.

    Raises:
        InvalidArgumentError: The folder does not exist, or is none.
    """
    if not os.path.isdir(root):  # noqa: PTH112 - paths are strings here, as there may be millions
        state = "is no folder" if os.path.exists(root) else "does not exist"  # noqa: PTH110 - as above
        raise InvalidArgumentError(f"root: {root!r} {state}. Give the folder with the files to upload")
    walk = _Walk(root, findings)
    top = os.stat(root)  # noqa: PTH116 - as above
    walk.visited[top.st_dev, top.st_ino] = ""
    waiting = [("", "")]
    while waiting or walk.links:
        if not waiting:
            waiting = walk.follow(*walk.links.pop(0))
            continue
        waiting += walk.read(*waiting.pop())
        on_files(len(walk.files))
    walk.files.sort(key=itemgetter(0))  # the path
    return walk.files


class _Walk:
    """One walk through a folder. Paths below it end with `/`; each is carried as shown and as on disk."""

    def __init__(self, root: str, findings: Findings) -> None:
        self.root = os.path.join(root, "")  # noqa: PTH118 - as above
        self.findings = findings
        self.files: list[File] = []
        self.visited: dict[tuple[int, int], str] = {}
        """Folders that were read, by device and inode, and hard links."""
        self.links: list[tuple[str, str]] = []
        """Links to folders."""

    def read(self, shown: str, disk: str) -> list[tuple[str, str]]:
        """Read one folder; return the folders in it."""
        folders: list[tuple[str, str]] = []
        try:
            with os.scandir(self.root + disk) as entries:
                for entry in entries:
                    self._add(entry, shown, disk, folders)
        except OSError as error:
            self.findings.add(
                "unreadable", f"the folder cannot be read: {error.strerror}", shown, hint="change its permissions"
            )
        return folders

    def _add(self, entry: os.DirEntry[str], shown: str, disk: str, folders: list[tuple[str, str]]) -> None:
        name = entry.name
        disk_path = disk + name
        path = shown + (name if name.isascii() else self._decode(name, shown))
        if is_leftover(name):
            if is_secret(name):
                message = "a file of this name usually holds a password or a key; it is hidden, so it is not uploaded"
                self.findings.add("looks-like-secret", message, path, severity="warning")
            else:
                self.findings.add("ignored", "hidden, or left by a system or a program", path)
            return
        try:
            status = entry.stat()
        except OSError as error:
            is_link = entry.is_symlink()
            message = "a link that leads nowhere" if is_link else f"it cannot be read: {error.strerror}"
            self.findings.add("unreadable", message, path, hint="remove it" if is_link else "")
            return
        if stat.S_ISDIR(status.st_mode):
            if entry.is_symlink():
                self.links.append((path, disk_path))
            else:
                self.visited[status.st_dev, status.st_ino] = path
                folders.append((path + "/", disk_path + "/"))
        elif stat.S_ISREG(status.st_mode):
            if status.st_nlink > 1 or entry.is_symlink():
                self._report_twin(path, status)
            if len(path) > MAX_PATH_CHARS:
                message = f"its path has {len(path)} characters, and {MAX_PATH_CHARS} is the most"
                self.findings.add("path-too-long", message, path, hint="shorten the names of folders")
                return
            self.files.append(File(path, status.st_size, status.st_mtime_ns, disk_path))
        else:
            self.findings.add("ignored", "no regular file: a pipe, a socket or a device", path)

    def follow(self, path: str, disk_path: str) -> list[tuple[str, str]]:
        """Return the folder that a link leads to, unless it was read already."""
        status = os.stat(self.root + disk_path)  # noqa: PTH116 - as above
        known = self.visited.get((status.st_dev, status.st_ino))
        if known is None:
            self.visited[status.st_dev, status.st_ino] = path
            return [(path + "/", disk_path + "/")]
        if f"{path}/".startswith(f"{known}/") or not known:
            self.findings.add("link-loop", f"a link back to {known or 'the folder itself'}: it is not followed", path)
        else:
            self.findings.add("duplicate-in-tree", f"a link to the folder {known}, which is read only once", path)
        return []

    def _report_twin(self, path: str, status: os.stat_result) -> None:
        first = self.visited.setdefault((status.st_dev, status.st_ino), path)
        if first != path:
            self.findings.add("duplicate-in-tree", f"the same file as {first}, by a link", path)

    def _decode(self, name: str, shown: str) -> str:
        """Return a name as people read it: bytes that are not UTF-8 are read as cp949, that of old Korean systems."""
        if not is_utf8(name):
            content = os.fsencode(name)
            try:
                name = content.decode("cp949")
            except UnicodeDecodeError:
                name = content.decode(errors="backslashreplace")
                message = "the name is neither UTF-8 nor cp949"
                self.findings.add("unreadable", message, shown + name, hint="rename the file", severity="warning")
            else:
                self.findings.add("decoded", "the name is not UTF-8, and was read as cp949", shown + name)
        return unicodedata.normalize("NFC", name)
