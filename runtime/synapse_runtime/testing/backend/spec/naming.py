"""How names belong together: the few conventions by which services name the same thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

SEARCHES = frozenset({"search", "q", "query"})
"""Query names that look for a text anywhere in a row."""

EXPANSIONS = frozenset({"expand", "include", "embed"})
"""Query names whose values are members to show in full."""

COMPARISONS = {
    "after": ">",
    "before": "<",
    "since": ">=",
    "until": "<=",
    "gt": ">",
    "lt": "<",
    "gte": ">=",
    "lte": "<=",
}
"""Last word of a query name to what it asks for: `created_after`, `createdAfter`, `size__gte`."""

_MOMENTS = ("_at", "At", "_on", "On", "", "_date", "Date")


def singular(noun: str) -> str:
    """One of a plural: `data_units` to `data_unit`, `entries` to `entry`."""
    for plural, one in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if noun.endswith(plural) and not noun.endswith("ss"):
            return noun.removesuffix(plural) + one
    return noun


def plurals(name: str) -> list[str]:
    """What many of a thing may be called: `entry` to `entrys`, `entries`."""
    return [f"{name}s", re.sub("y$", "ies", name), f"{name}es", name]


def stem(name: str) -> str:
    """What an ID names: `job_id`, `jobId` and `job_ids` to `job`; "" where it names no ID."""
    found = re.fullmatch(r"(.+?)(?:_ids?|Ids?|_pks?)", name)
    return found[1] if found else ""


def member_for(name: str, members: Container[str]) -> str:
    """The member a query or path name speaks of: itself, its singular, or with and without `_id`; else ""."""
    one = singular(name)
    candidates = (name, one, stem(name), f"{name}_id", f"{name}Id", f"{one}_id", f"{one}Id", f"{stem(name)}s")
    return next((found for found in candidates if found and found in members), "")


def comparison_for(name: str, members: Container[str]) -> tuple[str, str]:
    """The member and comparison a name such as `created_after` speaks of; ("", "") where none."""
    found = re.fullmatch(r"(.+?)(?:__|_)?([A-Z]?[a-z]+)", name)
    word = found[2].lower() if found else ""
    if found is None or word not in COMPARISONS:
        return "", ""
    member = next((found[1] + end for end in _MOMENTS if found[1] + end in members), "")
    return (member, COMPARISONS[word]) if member else ("", "")


def snake(name: str) -> str:
    """`dataUnit` to `data_unit`."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def ids_named(noun: str, names: Iterable[str]) -> list[str]:
    """Which of some names hold IDs of a noun's rows: `ids`, `task_ids`, `taskIds`."""
    known = {"ids", "pks", f"{singular(noun)}_ids"}
    return [name for name in names if snake(name) in known]


def noun_for(name: str, nouns: Container[str]) -> str:
    """The resource a member speaks of: `data_unit`, `dataUnitId` or `job_id`; else ""."""
    one = snake(stem(name) or name)
    return next((noun for noun in plurals(one) if noun in nouns), "")
