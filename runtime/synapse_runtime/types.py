"""Values and types that all rooms share: UNSET, JSON types, files.

Imported by everything, so it imports nothing that takes time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, StrEnum
from itertools import islice
from operator import index
from os import PathLike
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Final, Literal, NamedTuple, TypeAlias, TypeGuard, final

if TYPE_CHECKING:
    from datetime import date
    from typing import Self


class SpecType(NamedTuple):
    """Metadata of an alias: the spec's name of a type for which Python has no class."""

    name: str


if TYPE_CHECKING:
    Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
else:  # at run time a recursive alias is a string, and `Json | Unset` would fail
    Json = Annotated[Any, SpecType("json")]
"""Any JSON value, for fields whose form the spec leaves open."""

JsonObject: TypeAlias = dict[str, Any]
"""A JSON object as plain data. Its values are `Any`: documented code indexes responses to any depth."""

FileContent: TypeAlias = Annotated[str | PathLike[str] | bytes | BinaryIO, SpecType("file")]
"""A file as callers pass it: a path, the bytes themselves, or an open binary file."""

FileTarget: TypeAlias = str | PathLike[str] | BinaryIO
"""Where a response is written: a path, or a binary file that is open for writing."""

DataUri: TypeAlias = Annotated[str | PathLike[str] | bytes | BinaryIO, SpecType("data_uri")]
"""A file that travels inside JSON, as a `data:` URI; callers pass what `FileContent` allows."""


@final
class Unset(Enum):
    """The type of UNSET: nothing was given, which is not the same as null. `is not UNSET` leaves the other types."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    if not TYPE_CHECKING:  # pragma: no branch - with `__getattr__`, checkers allow any attribute

        def __getattr__(self, name: str) -> object:
            raise AttributeError(
                f"UNSET has no attribute {name!r}: this field was not in the response; `schema_issues` of the "
                "client names it if it should have been. Test it first: `if task.created_at:`"
            )


UNSET: Final = Unset.UNSET
"""Leave a field as it is. `None` sets it to null instead."""


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


def is_object(value: object) -> TypeGuard[JsonObject]:
    """Whether decoded JSON is an object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether decoded JSON is a list."""
    return isinstance(value, list)


def value_at(path: str, data: object) -> Any:
    """Return what decoded JSON has at a path of keys, such as `meta.next`: all of it at "", None if it has nothing."""
    for key in path.split(".") if path else ():
        data = data.get(key) if is_object(data) else None
    return data


def is_mapping(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether a caller passed a dict, or what is like one."""
    return isinstance(value, (dict, Mapping))  # most are, and to ask an abstract class takes ten times as long


def is_sequence(value: object) -> TypeGuard[Sequence[Any]]:
    """Whether a caller passed a list or a tuple."""
    return isinstance(value, (list, tuple))


def describe(value: object) -> str:
    """Return a value as messages show it: its repr, cut short, or its class if it is too long or deep to have one."""
    try:
        string = repr(value)
    except (ValueError, RecursionError):
        return f"<{type(value).__name__}>"
    return string if len(string) <= MAX_DESCRIBED else f"{string[:MAX_DESCRIBED]}…"


MAX_DESCRIBED = 200
"""Characters of a value in a message."""


def make_html_table(caption: str, rows: Iterable[Sequence[str]], header: Sequence[str] = ()) -> str:
    """Return the first 20 rows as notebooks show them: escaped, and each cell cut short."""
    from html import escape  # notebooks only

    def make_row(tag: str, cells: Sequence[str]) -> str:
        cut = (cell if len(cell) <= MAX_DESCRIBED else f"{cell[:MAX_DESCRIBED]}…" for cell in cells)
        return "".join(["<tr>", *(f'<{tag} style="text-align: left">{escape(cell)}</{tag}>' for cell in cut), "</tr>"])

    head = [make_row("th", header)] if header else []
    body = (make_row("td", row) for row in islice(rows, 20))
    return "".join(["<table><caption>", escape(caption), "</caption>", *head, *body, "</table>"])


def whole_number(value: Any) -> int | None:
    """Return a value of any integer type, such as NumPy's, as an int; None for any other, a bool too."""
    if isinstance(value, bool):
        return None
    try:
        return index(value)
    except TypeError:
        return None


def iso(moment: date) -> str:
    """Return a date, or a date with a time, in ISO 8601.

    Raises:
        ValueError: It is pandas' "not a time", which counts as a date and does not equal itself.
    """
    if moment != moment:  # noqa: PLR0124 - NaT is not itself
        raise ValueError(f"{moment} is no date: leave it out, or give None")
    return moment.isoformat()


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
