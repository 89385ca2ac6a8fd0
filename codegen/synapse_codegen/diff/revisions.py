"""The two sides of a comparison: folders, or revisions of git. The working tree is not touched.

The only module that runs git.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Generator

SERVICE_FILE: Final = "service.yaml"
EMPTY: Final = bytes(1024)
"""An archive without files."""


class RevisionError(Exception):
    """A side of the comparison cannot be read. The message says which, and why."""


class MissingSpecError(RevisionError):
    """The revision is older than the spec."""


@frozen(kw_only=True)
class Side:
    """A spec to compare."""

    name: str
    """As the user named it."""
    spec: Path
    """Its folder."""
    root: Path
    """What names of its files are relative to."""
    revision: str = ""
    """The commit it was read from; empty if it is a folder."""


@contextmanager
def open_side(name: str, spec: Path, root: Path) -> Generator[Side]:
    """Open one side of a comparison.

    Args:
        name: A folder with a spec, or a revision of git.
        spec: The folder of the spec in the working tree; a revision is read there.
        root: The project.

    Raises:
        RevisionError: It is neither, or the revision does not have the spec.
    """
    folder = Path(name)
    if is_spec(folder):
        yield Side(name=name, spec=folder.resolve(), root=root)
        return
    commit = f"{name}^{{commit}}"
    with TemporaryDirectory(prefix="synapse-codegen-") as temporary:
        base = Path(temporary)
        copy = base / (spec.relative_to(root) if spec.is_relative_to(root) else spec.name)
        _extract(commit, name, spec, copy)
        yield Side(name=name, spec=copy, root=base, revision=commit)


def is_spec(folder: Path) -> bool:
    """Return whether a folder holds a spec."""
    return (folder / SERVICE_FILE).is_file()


def find_last_tag(spec: Path) -> str:
    """Return the nearest tag below the current commit; empty if there is none, or no repository."""
    return (_run("describe", "--tags", "--abbrev=0", folder=spec) or b"").decode().strip()


def read_file(revision: str, path: Path) -> bytes | None:
    """Return the content of a file in a revision, or None if it is not there."""
    if not path.parent.is_dir():
        return None
    return _run("show", f"{revision}:./{path.name}", folder=path.parent)


def _extract(commit: str, name: str, spec: Path, target: Path) -> None:
    """Write the spec folder of a commit to another place."""
    # a name must not become an option of git
    archive = None if name.startswith("-") else _run("archive", "--format=tar", commit, "--", ".", folder=spec)
    if archive is None and (name.startswith("-") or not _run("rev-parse", "--verify", "--quiet", commit, folder=spec)):
        raise RevisionError(
            f"`{name}` is neither a folder with a {SERVICE_FILE} nor a revision of git here: name one of them, "
            "such as a tag that `git tag` lists"
        )
    with tarfile.open(fileobj=io.BytesIO(archive or EMPTY)) as tar:
        files = {entry.name: tar.extractfile(entry) for entry in tar if entry.isfile()}
        for path, content in files.items():
            file = target / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.read() if content else b"")
    if SERVICE_FILE not in files:
        raise MissingSpecError(f"`{name}` has no spec in {spec.name}/: it was added, or moved there, later")


def _run(*arguments: str, folder: Path) -> bytes | None:
    """Run git in a folder; return what it prints, or None if it fails."""
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)  # noqa: S607 - whichever git users have
    except FileNotFoundError:
        raise RevisionError("git is not installed, or not on the PATH: compare two folders instead") from None
    return None if done.returncode else done.stdout
