"""Filters of lists, from the query parameters that mean fields of the rows."""

from __future__ import annotations

import json
import operator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from synapse_http.values import is_list, is_object

from synapse_runtime.testing.backend.spec.naming import SEARCHES, comparison_for, field_for

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .store import Row, Table

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


class Filter(NamedTuple):
    """A condition on rows. A row must satisfy all filters of a query."""

    field: str
    """"" for a search."""
    comparison: str
    """`=`, `in`, `not in`, a key of `_COMPARE`, or "" to search all strings of the row."""
    values: tuple[Any, ...]

    def matches(self, row: Row) -> bool:
        """Return whether a row satisfies the filter."""
        if not self.comparison:
            return all(str(value).lower() in _join_strings(row.data) for value in self.values)
        value = row.data.get(self.field)
        if self.comparison in {"=", "in", "not in"}:
            strings = {_to_query_string(item) for item in (value if is_list(value) else [value])}
            return strings.isdisjoint(self.values) is (self.comparison == "not in")
        compare = _COMPARE[self.comparison]
        return value is not None and all(_compare(compare, value, limit) for limit in self.values)


def make_filters(table: Table, query: Mapping[str, Sequence[Any]]) -> tuple[Filter, ...]:
    """Return the filters of a query. Parameters that mean no field are ignored."""
    filters: list[Filter] = []
    for name, values in query.items():
        if name in table.fields:
            filters.append(Filter(name, "=", tuple(map(_to_query_string, values))))
        elif name in SEARCHES:
            filters.append(Filter("", "", tuple(values)))
        elif (comparison := comparison_for(name, table.fields))[1] in _COMPARE:
            filters.append(Filter(*comparison, tuple(values)))
        elif comparison[0]:
            filters.append(Filter(*comparison, _split_strings(values)))
        elif field := field_for(name, table.fields):
            filters.append(Filter(field, "=", _split_strings(values)))
    return tuple(filters)


def _split_strings(values: Sequence[Any]) -> tuple[str, ...]:
    """Return values as they stand in a query; those of one string have commas between them, as in Django's `__in`."""
    return tuple(string for value in values for string in _to_query_string(value).split(","))


def _to_query_string(value: Any) -> str:
    """Return a value as it stands in a query."""
    if isinstance(value, datetime):
        return _to_utc(value).isoformat()
    if isinstance(value, str):
        time = _parse_time(value)
        return value if time is None else time.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value) if isinstance(value, (bool, dict, list)) or value is None else str(value)


def _compare(compare: Callable[[Any, Any], bool], value: Any, limit: Any) -> bool:
    if isinstance(limit, (date, datetime)):
        time = _parse_time(value) if isinstance(value, str) else None
        if not isinstance(limit, datetime):
            limit = datetime(limit.year, limit.month, limit.day, tzinfo=UTC)
        return time is not None and compare(time, _to_utc(limit))
    try:
        return compare(value, limit)
    except TypeError:
        return False


def _parse_time(value: str) -> datetime | None:
    if not value[:4].isdigit() or len(value) < len("2026-01-01"):
        return None
    try:
        return _to_utc(datetime.fromisoformat(value))
    except ValueError:
        return None


def _to_utc(time: datetime) -> datetime:
    """Return a time in UTC, which is also the zone of a naive one."""
    try:
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except OverflowError:  # at either end of the calendar
        return time.replace(tzinfo=UTC)


def _join_strings(value: Any) -> str:
    """Return all strings within a value, in lower case, one a line."""
    if is_object(value):
        return "\n".join(map(_join_strings, value.values()))
    if is_list(value):
        return "\n".join(map(_join_strings, value))
    return value.lower() if isinstance(value, str) else ""
