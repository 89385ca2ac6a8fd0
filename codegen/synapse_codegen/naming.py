"""From names on the wire to names in Python.

Every function is idempotent: a name that is right already stays as it is. Which names
clash with each other is not asked here; `validate` looks at whole scopes.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from typing import Final

TAKEN: Final = frozenset({
    "self",
    # In the body of a model class these mean something else already: what declares a
    # member, and what annotates one.
    *("field", "required"),
    *("bool", "date", "datetime", "dict", "float", "int", "list", "str"),
})  # fmt: skip
"""Names besides Python's keywords that no member and no argument may have."""

_AFTER_LOWER: Final = re.compile(r"([a-z][0-9]*)(?=[A-Z])")
_AFTER_ACRONYM: Final = re.compile(r"([A-Z0-9])(?=[A-Z][a-z])")


def member_name(wire: str) -> str:
    """Name a member or an argument: `createdAt` → `created_at`, `class` → `class_`."""
    name = "_".join(_words(wire)).lower()
    name = _identifier(unicodedata.normalize("NFKC", name))
    return f"{name}_" if keyword.iskeyword(name) or name in TAKEN else name


def enum_name(wire: str) -> str:
    """Name a value of an enum: `amazon_s3` → `AMAZON_S3`."""
    return unicodedata.normalize("NFKC", _identifier("_".join(_words(wire)).lower()).upper())


def class_name(name: str) -> str:
    """Name a class: `data_units` → `DataUnits`, `HTTPServer` as it is."""
    joined = _identifier("".join(word[0].upper() + word[1:] for word in _words(name)), prefix="Value")
    return f"{joined}_" if keyword.iskeyword(joined) else joined


def constant_name(verb: str) -> str:
    """Name the constant that describes an operation: `set_tags` → `SET_TAGS`."""
    return verb.upper()


def is_name(text: str) -> bool:
    """Tell whether a text can stand as a name in Python."""
    return text.isidentifier() and not keyword.iskeyword(text)


def _words(wire: str) -> list[str]:
    text = unicodedata.normalize("NFKC", wire)
    text = _AFTER_ACRONYM.sub(r"\1_", _AFTER_LOWER.sub(r"\1_", text))
    text = "".join(character if f"a{character}".isidentifier() else "_" for character in text)
    return [word for word in text.split("_") if word]


def _identifier(name: str, prefix: str = "value_") -> str:
    return name if name.isidentifier() else prefix + name if name else prefix.rstrip("_")
