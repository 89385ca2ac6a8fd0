"""What a query asks of rows: the parameters of the spec, read as filters."""

from __future__ import annotations

import json
import operator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl

from synapse_runtime.testing.backend.requests.validation import REQUIRED, read_text
from synapse_runtime.testing.backend.spec.naming import SEARCHES, comparison_for, member_for
from synapse_runtime.testing.messages import refuse
from synapse_runtime.types import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from synapse_runtime.operation import Operation
    from synapse_runtime.testing.backend.spec.schema import Schema

    from .store import Collection, Row

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


class Filter(NamedTuple):
    """One condition. All filters of a query must hold."""

    member: str
    """"": any text of the row."""
    comparison: str
    """`=` or a sign of `_COMPARE`; "" looks for a text."""
    values: tuple[Any, ...]

    def fits(self, row: Row) -> bool:
        """Whether a row fulfils it."""
        if not self.comparison:
            return all(str(value).lower() in _words(row.data) for value in self.values)
        found = row.data.get(self.member)
        if self.comparison == "=":
            texts = {_text(one) for one in (found if is_list(found) else [found])}
            return not texts.isdisjoint(self.values)
        compare = _COMPARE[self.comparison]
        return found is not None and all(_ordered(compare, found, value) for value in self.values)


def query_values(query: str) -> dict[str, list[str]]:
    """A query as names and their values, in order."""
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        found.setdefault(name, []).append(value)
    return found


def read_query(schema: Schema, operation: Operation[Any], query: Mapping[str, Sequence[str]]) -> dict[str, list[Any]]:
    """Read the query parameters an operation declares; others are passed over, as backends do.

    Args:
        schema: Resolves the names of enums.
        operation: What is called.
        query: What came.

    Returns:
        Wire name to values. A parameter without a value is not there.

    Raises:
        Refusal: A value is not of its type, or a required one is missing.
    """
    found: dict[str, list[Any]] = {}
    findings: dict[str, list[str]] = {}
    for parameter in operation.parameters:
        if parameter.location != "query":
            continue
        given = [value for value in query.get(parameter.wire, ()) if value]
        if parameter.required and not given:
            findings[parameter.wire] = [REQUIRED]
        for text in given:
            value, wrong = read_text(schema, parameter.type, text)
            found.setdefault(parameter.wire, []).append(value)
            if wrong:
                findings[parameter.wire] = wrong
    if findings:
        raise refuse(400, findings)
    return found


def filters(collection: Collection, query: Mapping[str, Sequence[Any]]) -> tuple[Filter, ...]:
    """What the values of a query ask of a collection's rows.

    A parameter that speaks of no member of the rows asks nothing.
    """
    found: list[Filter] = []
    for name, values in query.items():
        if name in collection.members:
            found.append(Filter(name, "=", tuple(map(_text, values))))
        elif name in SEARCHES:
            found.append(Filter("", "", tuple(values)))
        elif (compared := comparison_for(name, collection.members))[0]:
            found.append(Filter(*compared, tuple(values)))
        elif member := member_for(name, collection.members):
            found.append(Filter(member, "=", tuple(map(_text, values))))
    return tuple(found)


def _text(value: Any) -> str:
    """A value as it would stand in a query."""
    if isinstance(value, datetime):
        return _utc(value).isoformat()
    if isinstance(value, str):
        moment = _moment(value)
        return value if moment is None else moment.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value) if isinstance(value, (bool, dict, list)) or value is None else str(value)


def _ordered(compare: Callable[[Any, Any], bool], found: Any, value: Any) -> bool:
    if isinstance(value, (date, datetime)):
        moment = _moment(found) if isinstance(found, str) else None
        limit = _utc(value) if isinstance(value, datetime) else datetime(value.year, value.month, value.day, tzinfo=UTC)
        return moment is not None and compare(moment, limit)
    try:
        return compare(found, value)
    except TypeError:
        return False


def _moment(text: str) -> datetime | None:
    if not text[:4].isdigit() or len(text) < len("2026-01-01"):
        return None
    try:
        return _utc(datetime.fromisoformat(text))
    except ValueError:
        return None


def _utc(moment: datetime) -> datetime:
    """A moment without a zone is taken for UTC."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _words(value: Any) -> str:
    """All texts of a value in lower case, a line each."""
    if is_object(value):
        return "\n".join(map(_words, value.values()))
    if is_list(value):
        return "\n".join(map(_words, value))
    return value.lower() if isinstance(value, str) else ""
