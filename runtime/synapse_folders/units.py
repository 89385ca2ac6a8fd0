"""The values of a plan: files, the data units that they make, and what became of an upload."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import Factory, define, frozen

from .file_types import EXTENSIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from os import PathLike
    from typing import TypeAlias

    from .findings import Finding

    Report: TypeAlias = str | PathLike[str] | Callable[[dict[str, Any]], object]
    """Gets the result of each unit as it ends: a function, or the path of a new file of JSON lines."""


class File(NamedTuple):
    """A file of the folder. A NamedTuple, as there may be millions: it is made in a third of the time."""

    path: str
    """Path below the folder, with `/`, in NFC."""
    size: int
    """Bytes."""
    mtime_ns: int
    """When it was last written to, in nanoseconds since 1970."""
    disk_path: str
    """The same path as the file system has it: bytes that are not UTF-8 are surrogates."""

    @property
    def extension(self) -> str:
        """What follows the last dot of its name, in lower case and without the dot."""
        return extension_of(self.path)


def extension_of(path: str) -> str:
    """Return what follows the last dot of a file's name, in lower case; "" without one."""
    dot = path.rfind(".")
    return path[dot + 1 :].lower() if dot > path.rfind("/") + 1 else ""


def is_utf8(path: str) -> bool:
    """Return whether a path from the file system is UTF-8; its other bytes are surrogates."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def without_extension(path: str) -> str:
    """Return a path without the extension of the file."""
    dot = path.rfind(".")
    return path[:dot] if path.rfind("/") + 1 < dot < len(path) - 1 else path


@frozen
class Specification:
    """A file that units of a collection must or may have."""

    name: str
    is_required: bool
    file_type: str = ""

    @property
    def extensions(self) -> frozenset[str]:
        """The extensions that its files may have; empty if any."""
        return EXTENSIONS.get(self.file_type, frozenset())


@define
class Unit:
    """A data unit: its files by specification, and its metadata."""

    key: str
    """What tells it from the others: by default the path of its files without folder and extension."""
    files: dict[str, File]
    row: Mapping[str, Any] | None = None
    """Its metadata from a table; None if there is none."""
    problems: int = 0
    """Findings for which it cannot be uploaded."""

    def meta(self, primary: str) -> dict[str, Any]:
        """Return the metadata that is sent: where it comes from, by the file of a specification, and its row."""
        file = self.files.get(primary) or next(iter(self.files.values()))
        name = without_extension(file.path)
        origin = {
            "origin_file_path": file.path,
            "origin_file_stem": name[name.rfind("/") + 1 :],
            "origin_file_extension": file.path[len(name) :],
        }
        return {**origin, **(self.row or {})}


@frozen(kw_only=True)
class Target:
    """Where a plan is uploaded to."""

    operation: str
    """The operation that uploads groups of files into a collection."""
    collection: int
    """ID of the collection."""
    name: str = ""
    """Name of the collection."""
    project: int | None = None
    """ID of the project that gets a task of each unit; None: no tasks."""


@define(kw_only=True)
class Contents:
    """What a folder holds."""

    root: str
    specifications: Mapping[str, Specification]
    """The files that units must or may have, by name."""
    layout: str
    """Name of the layout, and below what it means."""
    description: str
    units: dict[str, Unit]
    """The units by key, in the order of their keys."""
    findings: list[Finding]
    tables: Mapping[str, str] = Factory(dict[str, str])
    """Path of each table that was read: manifest, metadata."""

    @property
    def errors(self) -> list[Finding]:
        """The findings for which something is not uploaded that may have been meant to be."""
        return [finding for finding in self.findings if finding.severity == "error"]

    @property
    def primary(self) -> str:
        """The specification whose file says where a unit comes from: the first that is required."""
        required = (name for name, rule in self.specifications.items() if rule.is_required)
        return next(required, next(iter(self.specifications), ""))


@frozen(kw_only=True)
class Comparison:
    """What the server has of the files that can be uploaded."""

    files: int
    bytes: int
    stored_files: int
    stored_bytes: int

    @property
    def bytes_to_send(self) -> int:
        """Bytes of the files that the server does not have."""
        return self.bytes - self.stored_bytes


@frozen(kw_only=True)
class UploadSummary:
    """What became of the units of a plan."""

    created: int = 0
    skipped: int = 0
    """Units that existed already."""
    failed: int = 0
    left_out: int = 0
    """Units with findings, which were not sent."""
    failures: list[dict[str, Any]] = Factory(list[dict[str, Any]])
    """Result of each unit that failed: `{key, status, unit, task, error, warning}`."""

    def __str__(self) -> str:
        parts = {"created": self.created, "there already": self.skipped, "failed": self.failed}
        words = [f"{count:,} {word}" for word, count in {**parts, "left out": self.left_out}.items() if count]
        return ", ".join(words) or "nothing to upload"

    @property
    def is_complete(self) -> bool:
        """Whether all units are there."""
        return not self.failed and not self.left_out
