"""From names on the wire to names in Python.

Every function is idempotent: a name that fits already stays as it is. Names that clash with
each other are found by `validate`, which knows everything that shares a namespace.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container

RESERVED: Final = frozenset({"self"})
"""Names, besides Python's keywords, that no field and no argument may have."""

_SNAKE_CASE: Final = re.compile(r"[a-z][a-z0-9_]*")
_AFTER_LOWER: Final = re.compile(r"([a-z][0-9]*)(?=[A-Z])")
_AFTER_ACRONYM: Final = re.compile(r"([A-Z0-9])(?=[A-Z](?!s(?![a-z]))[a-z])")  # but not inside `IDs`


@cache  # a spec repeats few names many times
def field_name(wire_name: str) -> str:
    """Name a field or an argument: `createdAt` → `created_at`, `class` → `class_`."""
    name = _to_identifier("_".join(_split_words(wire_name)).lower(), "value_")
    return name if is_name(name) and name not in RESERVED else f"{name}_"


def body_argument(names: Container[str]) -> str:
    """Name the argument that is the whole body of a request, beside arguments with other names."""
    return "body_" if "body" in names else "body"


def enum_value_name(value: str) -> str:
    """Name a value of an enum: `amazon_s3` → `AMAZON_S3`."""
    return _to_identifier("_".join(_split_words(value)).upper(), "VALUE_")


def class_name(name: str) -> str:
    """Name a class: `data_units` → `DataUnits`; `HTTPServer` stays."""
    name = _to_identifier("".join(word[0].upper() + word[1:] for word in _split_words(name)), "Value")
    return name if is_name(name) else f"{name}_"


def constant_name(verb: str) -> str:
    """Name the constant that describes an operation: `set_tags` → `SET_TAGS`."""
    return verb.upper()


def module_name(resource: str) -> str:
    """Name the modules of a resource: `issues.comments` → `issues_comments`."""
    return resource.replace(".", "_")


def alias_name(enum: str) -> str:
    """Name the alias of what callers may pass for an enum: `TaskStatus` → `TaskStatusLike`."""
    return f"{enum}Like"


def is_name(string: str) -> bool:
    """Return whether a string can be a name in Python."""
    return string.isidentifier() and not keyword.iskeyword(string)


def is_snake_case(string: str) -> bool:
    """Return whether a string is a name in snake_case."""
    return _SNAKE_CASE.fullmatch(string) is not None and is_name(string)


def _split_words(wire_name: str) -> list[str]:
    """Split at punctuation, at a change of case and at the end of an acronym."""
    string = _AFTER_ACRONYM.sub(r"\1_", _AFTER_LOWER.sub(r"\1_", unicodedata.normalize("NFKC", wire_name)))
    string = "".join(character if f"a{character}".isidentifier() else "_" for character in string)
    return [word for word in string.split("_") if word]


def _to_identifier(name: str, prefix: str) -> str:
    """Add a prefix to a name that begins with a digit or is empty."""
    name = name if name.isidentifier() else prefix + name if name else prefix.rstrip("_")
    return unicodedata.normalize("NFKC", name)
