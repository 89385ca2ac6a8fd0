"""Types that all rooms share: JSON, files, values that the spec lacks, progress.

Imported by everything, so it imports nothing that takes time.
"""

from __future__ import annotations

from enum import StrEnum
from os import PathLike
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Self

    from synapse_http.values import JsonObject


class SpecType(NamedTuple):
    """Metadata of an alias: the spec's name of a type for which Python has no class."""

    name: str


if TYPE_CHECKING:
    Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
else:  # at run time a recursive alias is a string, and `Json | Unset` would fail
    Json = Annotated[Any, SpecType("json")]
"""Any JSON value, for fields whose form the spec leaves open."""

FileContent: TypeAlias = Annotated[str | PathLike[str] | bytes | BinaryIO, SpecType("file")]
"""A file as callers pass it: a path, the bytes themselves, or an open binary file."""

FileTarget: TypeAlias = str | PathLike[str] | BinaryIO
"""Where a response is written: a path, or a binary file that is open for writing."""

DataUri: TypeAlias = Annotated[str | PathLike[str] | bytes | BinaryIO, SpecType("data_uri")]
"""A file that travels inside JSON, as a `data:` URI; callers pass what `FileContent` allows."""


if TYPE_CHECKING:
    # An enum in the eyes of checkers: pyright then refuses `task.status == "complete"`, a value that no enum has.
    class UnknownValue(StrEnum):
        """A value that an enum of the spec lacks, sent by a newer backend: a string like any other."""

        UNKNOWN = "a value that the enum lacks"

else:

    class UnknownValue(str):
        """A value that an enum of the spec lacks, sent by a newer backend: a string like any other."""

        __slots__ = ()

        @property
        def value(self) -> str:
            """The string itself, as an enum has it."""
            return str(self)

        name = value


class StoredFile(NamedTuple):
    """A file that the backend stores. `Downloads` fetches it."""

    url: str
    """As the response has it, absolute or relative to the base URL; or what `url_conversion` made of it."""
    checksum: str = ""
    """md5 of the content; "" if the response does not say."""
    extra: Mapping[str, Any] = {}
    """What else the response says of it."""

    def __hash__(self) -> int:
        return hash((self.url, self.checksum))

    def __repr__(self) -> str:
        return f"<StoredFile {str(self.url).partition('?')[0].partition('#')[0]!r}>"  # the query may be a signature

    def to_dict(self) -> JsonObject:
        """Return the object that a response has for it: `url`, `checksum` if it is known, and the extra."""
        return {"url": self.url, **({"checksum": self.checksum} if self.checksum else {}), **self.extra}


StoredFiles: TypeAlias = dict[str, StoredFile]
"""Files by name. The keys of files that came in a list, without names, are their positions: "0", "1"."""


class AliasedEnum(StrEnum):
    """An enum whose values some backends spell differently: `__aliases__` has pairs of another spelling and a value."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        aliases: Iterable[tuple[str, str]] = vars(cls)["__aliases__"]
        return next((cls(spelled) for alias, spelled in aliases if alias == value), None)


class SchemaIssue(NamedTuple):
    """A value in a response that does not fit the spec. It is kept as it came."""

    path: str
    """Where it stands: `Task.status`, `list[Task].*.created_at`."""
    expected: str
    found: str
    """Its class, or `nothing`."""


class Progress(NamedTuple):
    """How far an upload has come."""

    name: str
    """The file's name; of several files, the operation's."""
    sent: int
    """Bytes the server has, or is being sent; never decreases."""
    total: int
    rate: float = 0.0
    """Bytes per second, over the last seconds; 0 before anything was sent."""
    eta: float | None = None
    """Seconds until the end at this rate; None if there is no rate yet."""
    attempt: int = 1
    """1, and one more after each fault."""
    done: int = 0
    """Items that are dealt with, of several: files, or data units; those that failed count too."""
    items: int = 1
    """Number of all items; of an iterator, of those that were read."""
    failed: int = 0
    """Items that failed."""
    files: int = 0
    """Files that the server has, or that failed, of data units that may have several."""
