"""From names on the wire to names in Python.

Every function is idempotent: a name that is right already stays as it is. Which names
clash with each other is not asked here; `validate` looks at whole scopes.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from functools import cache
from typing import Final

RESERVED: Final = frozenset({"self"})
"""Names besides Python's keywords that no member and no argument may have."""

_AFTER_LOWER: Final = re.compile(r"([a-z][0-9]*)(?=[A-Z])")
_AFTER_ACRONYM: Final = re.compile(r"([A-Z0-9])(?=[A-Z](?!s(?![a-z]))[a-z])")  # not inside of `IDs`


@cache  # the same few names come again and again
def field_name(wire: str) -> str:
    """Name a member or an argument: `createdAt` → `created_at`, `class` → `class_`."""
    name = _named("_".join(_words(wire)).lower(), "value_")
    return name if is_name(name) and name not in RESERVED else f"{name}_"


def enum_name(wire: str) -> str:
    """Name a value of an enum: `amazon_s3` → `AMAZON_S3`."""
    return _named("_".join(_words(wire)).upper(), "VALUE_")


def class_name(name: str) -> str:
    """Name a class: `data_units` → `DataUnits`; `HTTPServer` stays."""
    name = _named("".join(word[0].upper() + word[1:] for word in _words(name)), "Value")
    return name if is_name(name) else f"{name}_"


def constant_name(verb: str) -> str:
    """Name the constant that describes an operation: `set_tags` → `SET_TAGS`."""
    return verb.upper()


def alias_name(enum: str) -> str:
    """Name what callers may pass for an enum: `TaskStatus` → `TaskStatusLike`."""
    return f"{enum}Like"


def variants_name(union: str) -> str:
    """Name the table that tells the models of a union apart: `Shape` → `ShapeVariants`."""
    return f"{union}Variants"


def is_name(text: str) -> bool:
    """Tell whether a text can stand as a name in Python."""
    return text.isidentifier() and not keyword.iskeyword(text)


def _words(wire: str) -> list[str]:
    """Split where words are parted by signs, by case or by the end of an acronym."""
    text = _AFTER_ACRONYM.sub(r"\1_", _AFTER_LOWER.sub(r"\1_", unicodedata.normalize("NFKC", wire)))
    text = "".join(character if f"a{character}".isidentifier() else "_" for character in text)
    return [word for word in text.split("_") if word]


def _named(name: str, prefix: str) -> str:
    """Make a name of what begins with a digit, and of nothing at all."""
    name = name if name.isidentifier() else prefix + name if name else prefix.rstrip("_")
    return unicodedata.normalize("NFKC", name)
