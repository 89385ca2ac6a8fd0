"""Naming conventions: which resource, field or comparison a name in a path, a query or a body means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

SEARCHES = frozenset({"search", "q", "query"})
"""Query parameters that search all strings of a row."""

EXPANSIONS = frozenset({"expand", "include", "embed"})
"""Query parameters that list the fields to return in full."""

COMPARISONS = {
    "after": ">",
    "before": "<",
    "since": ">=",
    "until": "<=",
    "gt": ">",
    "lt": "<",
    "gte": ">=",
    "lte": "<=",
    "in": "in",
    "ex": "not in",
}
"""Last word of a query parameter to its comparison: `created_after`, `createdAfter`, `size__gte`, `ids_ex`."""

_TIME_SUFFIXES = ("_at", "At", "_on", "On", "", "_date", "Date")


def singularize(noun: str) -> str:
    """Return the singular of a plural: `data_unit` of `data_units`, `entry` of `entries`."""
    for plural, ending in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if noun.endswith(plural) and not noun.endswith("ss"):
            return noun.removesuffix(plural) + ending
    return noun


def plural_forms(noun: str) -> list[str]:
    """Return the possible plurals of a noun, right or wrong: `entrys`, `entries`, …, `entry`."""
    return [f"{noun}s", re.sub("y$", "ies", noun), f"{noun}es", noun]


def strip_id_suffix(name: str) -> str:
    """Return `job` for `job_id`, `jobId` and `job_ids`; "" for a name without such a suffix."""
    match = re.fullmatch(r"(.+?)(?:_ids?|Ids?|_pks?)", name)
    return match[1] if match else ""


def field_for(name: str, fields: Container[str]) -> str:
    """Return the field a parameter means: the name itself, its singular, or either with or without `_id`; else ""."""
    noun, target = singularize(name), strip_id_suffix(name)
    candidates = (name, noun, target, f"{name}_id", f"{name}Id", f"{noun}_id", f"{noun}Id", f"{target}s")
    return next((candidate for candidate in candidates if candidate and candidate in fields), "")


def comparison_for(name: str, fields: Container[str]) -> tuple[str, str]:
    """Return the field and the comparison of a name such as `created_after`; ("", "") for other names."""
    match = re.fullmatch(r"(.+?)(?:__|_)?([A-Z]?[a-z]+)", name)
    word = match[2].lower() if match else ""
    if match is None or word not in COMPARISONS:
        return "", ""
    field = next((match[1] + suffix for suffix in _TIME_SUFFIXES if match[1] + suffix in fields), "")
    field = field or field_for(match[1], fields)
    return (field, COMPARISONS[word]) if field else ("", "")


def snake_case(name: str) -> str:
    """Return `data_unit` for `dataUnit`."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def id_fields(resource: str, names: Iterable[str]) -> list[str]:
    """Return the names that hold IDs of a resource's rows: `ids`, `task_ids`, `taskIds`."""
    id_names = {"ids", "pks", f"{singularize(resource)}_ids"}
    return [name for name in names if snake_case(name) in id_names]


def resource_for(name: str, resources: Container[str]) -> str:
    """Return the resource a field refers to, such as `data_unit`, `dataUnitId` or `job_id`; else ""."""
    noun = snake_case(strip_id_suffix(name) or name)
    return next((resource for resource in plural_forms(noun) if resource in resources), "")
