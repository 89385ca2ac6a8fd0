"""What all declared parts of a spec have: a location and documentation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from attrs import field, frozen

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


@frozen
class Doc:
    """Documentation in the languages that users read."""

    en: str = ""
    ko: str = ""


@frozen(kw_only=True)
class Described(Declared):
    """Something that a spec declares and documents."""

    doc: Doc = Doc()
