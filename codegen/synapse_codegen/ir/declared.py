"""What all parts of a spec are made of: locations, documentation, JSON values and types."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from attrs import field, fields, frozen

from synapse_codegen.diagnostics import NOWHERE, SourceLocation

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
"""A JSON value in the spec."""

KeyLocation: TypeAlias = Callable[[str], SourceLocation]
"""Returns the location of the value of a key: `operation.at("retry")`."""


def _nowhere(_key: str) -> SourceLocation:
    return NOWHERE


@frozen(kw_only=True)
class Declared:
    """Something that a spec declares."""

    source: SourceLocation = field(default=NOWHERE, eq=False, repr=False)
    at: KeyLocation = field(default=_nowhere, eq=False, repr=False)

    def __repr__(self) -> str:
        """Show the fields. attrs would write such a method for each class, which takes a fifth of its time."""
        shown = ", ".join(f"{part.name}={getattr(self, part.name)!r}" for part in fields(type(self)) if part.repr)
        return f"{type(self).__name__}({shown})"


@frozen
class Doc:
    """Documentation in the languages that users read."""

    en: str = ""
    ko: str = ""


@frozen(kw_only=True, repr=False)
class Described(Declared):
    """Something that a spec declares and documents."""

    doc: Doc = Doc()


@frozen
class Deprecation:
    """Why callers should stop using something, and until when it works."""

    doc: str = ""
    use: str = ""
    """What to use instead, by its name in the spec; empty if nothing takes its place."""
    since: str = ""
    """The version that deprecates it."""
    removed_in: str = ""
    """The version in which it will be gone."""

    def is_due(self, version: str) -> bool:
        """Return whether a version has come in which it should be gone."""
        return bool(self.removed_in) and parse_version(self.removed_in) <= parse_version(version)


def parse_version(version: str) -> tuple[int, int, int]:
    """Return the numbers of a version, of which the grammar allows one to three; those that are missing are 0."""
    major, minor, patch = [*map(int, re.findall(r"\d+", version)), 0, 0][:3]
    return major, minor, patch


@frozen(kw_only=True, repr=False)
class Evolving(Described):
    """Something that callers name, and that may get another name or go away."""

    deprecated: Deprecation | None = None
    was: tuple[str, ...] = ()
    """Old names, as the spec wrote them: they go on working in Python, and warn."""
    since: str = ""
    """The version that added it, or gave it this name."""


@frozen
class Limits:
    """What an argument or a field may hold, if its type does not say it all."""

    choices: tuple[str, ...] = ()
    """The strings that have a meaning; empty: all."""
    minimum: float | None = None
    maximum: float | None = None
    format: str = ""
    """What its strings are, in a word of JSON Schema: `email`, `uri`."""
    pattern: str = ""
    """A regular expression that is found in its strings."""
    min_length: int | None = None
    max_length: int | None = None
    """Characters of a string."""
    min_items: int | None = None
    max_items: int | None = None
    """Items of a list."""


NO_LIMITS: Final = Limits()


@frozen(kw_only=True, repr=False)
class Limited(Evolving):
    """An argument or a field."""

    limits: Limits = NO_LIMITS


@frozen
class Scalar:
    """A type that the language has by itself."""

    name: str
    """A key of `scalars.SCALARS`."""


@frozen(repr=False)
class Named(Declared):
    """A model, union or enum, by its name."""

    name: str


@frozen
class ListOf:
    """`list[T]`."""

    item: TypeRef


@frozen
class DictOf:
    """`dict[T]`: an object with free keys, whose values are all `T`."""

    value: TypeRef


@frozen
class OneOf:
    """`A | B`: scalars, lists and enums only. Models need a union with a name."""

    options: tuple[TypeRef, ...]


@frozen
class Nullable:
    """`T?`: `T` or null."""

    inner: TypeRef


TypeRef: TypeAlias = Scalar | Named | ListOf | DictOf | OneOf | Nullable
