"""How names belong together: the few conventions by which services name the same thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

SEARCHES = frozenset({"search", "q", "query"})
"""Query names that look for a text anywhere in a row."""

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


def camel(name: str) -> str:
    """`data_unit` to `dataUnit`."""
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))


def ids_named(noun: str, names: Iterable[str]) -> list[str]:
    """Which of some names hold IDs of a noun's rows: `ids`, `task_ids`, `taskIds`."""
    one = singular(noun)
    known = {"ids", "pks", f"{one}_ids", f"{camel(one)}Ids"}
    return [name for name in names if name in known]
